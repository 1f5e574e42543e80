/** Face of synthesis: what a set would be, previews of it, making it, and the trivial rule it is measured against. */
import { GenerateRecipe } from '../../../shared/contract/generate.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { previewId } from '../../../shared/media.ts'
import { quietWork, type Work } from '../base/work.ts'
import type { SourceRecord, VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts, JobContext } from '../jobs/types.ts'
import { createBrightCounts } from './brightCounts.ts'
import { bestThreshold } from './brightness.ts'
import type { PackedScenes } from './dataset.ts'
import { jobOf, readDetail, writeDetail } from './detail.ts'
import { estimateSet } from './estimate.ts'
import { type LabelledClip, makeSet, type SetStore } from './makeSet.ts'
import type { Previews } from './previews.ts'
import { clipCount, kindCounts, kindOfIndex } from './recipe.ts'

/** Input of a job of kind `generate`. */
export interface GenerateJob {
  recipe: GenerateRecipe
  name?: string
  /** So many tracks, chosen by the seed, get no label: something to judge in a sample. */
  unlabelled?: number
}

const largestPreview = 192

export function createGenerateFace(parts: EngineParts, previews: Previews) {
  const countRecipe = createBrightCounts()

  parts.jobs.register<GenerateJob>({
    kind: 'generate',
    resumable: true,
    title: ({ recipe, name }) =>
      name ? `Generate “${name}”` : `Generate ${clipCount(recipe).toLocaleString('en')} clips`,
    run: (input, context) => runJob(parts, input, context),
  })

  /** Bright pixels a frame by video id; videos that are no clips are left out. */
  async function brightCounts(
    videos: readonly VideoRecord[],
    work: Work = quietWork(),
  ): Promise<Map<number, number>> {
    const counts = new Map<number, number>()
    const clips = videos.filter((video) => video.clipIndex !== null)
    const silent = { ...work, progress() {} }
    for (const source of new Set(clips.map((video) => video.source))) {
      const { recipe } = readDetail(clipSource(parts.catalogue(), source).detail)
      const own = clips.filter((video) => video.source === source)
      const known = await countRecipe(
        recipe,
        own.map((video) => video.clipIndex!),
        (_, indices) => parts.workers.run('draw', 'synthesis.brightPixels', { recipe, indices }, silent),
        work,
      )
      for (const video of own) counts.set(video.id, known.get(video.clipIndex!)!)
    }
    return counts
  }

  return {
    estimate: estimateSet,

    preview({ recipe, count, from }: { recipe: GenerateRecipe; count: number; from: number }) {
      const clips = clipCount(recipe)
      const size = Math.min(recipe.size, largestPreview)
      return Array.from({ length: Math.min(count, clips) }, (_, i) => {
        const index = (from + i) % clips
        const media = previewId(previews.add(recipe, index), size)
        return { index, kind: kindOfIndex(recipe, index), media, frames: recipe.frames, size }
      })
    },

    start(input: GenerateJob) {
      kindCounts(input.recipe)
      parts.catalogue()
      return { job: parts.jobs.start('generate', input) }
    },

    async brightPixels({ source }: { source: number }) {
      const { name } = clipSource(parts.catalogue(), source)
      const videos = parts.catalogue().videos.ofSource(source)
      if (videos.length === 0)
        throw new TracksieveError(
          'CONFLICT',
          `“${name}” holds no clips yet.`,
          'Wait until it is generated.',
          true,
        )
      const counts = await brightCounts(videos)
      const rule = bestThreshold(
        videos.map((video) => counts.get(video.id)!),
        videos.map(({ clipKind }) => clipKind === 'persistent' || clipKind === 'mixed'),
      )
      return { clips: videos.length, ...rule }
    },

    brightCounts,

    /** The recipe that draws the clips of a source; CONFLICT when another generator version made them. */
    recipeOf: (source: SourceRecord): GenerateRecipe => readDetail(source.detail).recipe,
  }
}

function clipSource(catalogue: OpenCatalogue, id: number): SourceRecord {
  const source = catalogue.sources.get(id)
  if (source?.kind === 'generated') return source
  throw source
    ? new TracksieveError('VALIDATION', `“${source.name}” holds no clips.`, 'Choose a generated set.')
    : new TracksieveError('NOT_FOUND', `There is no source ${id}.`, 'It may have been removed.')
}

async function runJob(parts: EngineParts, input: GenerateJob, context: JobContext) {
  const recipe = GenerateRecipe.parse(input.recipe)
  const catalogue = parts.catalogue()
  const detail = writeDetail(recipe, context.job)
  const begun = begunSource(catalogue, context.job, detail)
  const name = input.name || `${recipe.preset}, seed ${recipe.seed}`
  const source = begun?.id ?? catalogue.sources.add({ name, kind: 'generated', detail })
  const silent = { ...context, progress() {} }
  const store: SetStore = {
    begun: { clips: begun?.videos ?? 0, tracks: begun?.tracks ?? 0 },
    add: (clips) => catalogue.transaction(() => addClips(catalogue, source, recipe, clips)),
    remove: () => catalogue.sources.remove(source),
  }
  const counts = await makeSet(
    recipe,
    input.unlabelled ?? 0,
    (_, from, to) =>
      parts.workers.run<PackedScenes>('draw', 'synthesis.scenes', { recipe, from, to }, silent),
    store,
    context,
  )
  return { source, ...counts }
}

/** What a killed engine left of this job; not gone on with when another generator began it. */
function begunSource(catalogue: OpenCatalogue, job: number, detail: string) {
  const own = catalogue.sources
    .list()
    .find((source) => source.kind === 'generated' && jobOf(source.detail) === job)
  if (own === undefined || own.detail === detail) return own
  catalogue.sources.remove(own.id)
  return undefined
}

function addClips(
  catalogue: OpenCatalogue,
  source: number,
  recipe: GenerateRecipe,
  clips: readonly LabelledClip[],
): void {
  const digits = String(clipCount(recipe) - 1).length
  const tracks = clips.flatMap((clip) => {
    const video = catalogue.videos.add({
      source,
      name: `clip ${String(clip.index).padStart(digits, '0')}`,
      media: 'clip',
      width: recipe.size,
      height: recipe.size,
      frames: recipe.frames,
      fps: 10,
      clipKind: clip.kind,
      clipIndex: clip.index,
      film: null,
    })
    return clip.tracks.map((track) => ({ ...track, video, source }))
  })
  catalogue.tracks.addMany(tracks, 'generator', 'generator')
}
