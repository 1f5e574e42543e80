/** Face of synthesis: what a set would be, previews of it, making it, and the trivial rule it is measured against. */
import { type ClipRecipe, GenerateRecipe, shapeOf, usualClips } from '../../../shared/contract/clipRecipe.ts'
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
import { clipCount, clipKind } from './presets/presets.ts'
import { type KindCounts, refuse } from './recipe.ts'
import { scaledTo } from './strip.ts'

/** Input of a job of kind `generate`. */
export interface GenerateJob {
  recipe: GenerateRecipe
  name?: string
  /** So many tracks, chosen by the seed, get no label: something to judge in a sample. */
  unlabelled?: number
  /** More clips than usual are meant. */
  large?: boolean
}

/** The longer side of a preview's frame in pixels; wide pictures may be larger. */
const largestPreview = { square: 192, wide: 384 }

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
      const shape = shapeOf(recipe)
      const wide = Math.max(shape.width, shape.height) > 1.5 * Math.min(shape.width, shape.height)
      const size = Math.min(
        Math.max(shape.width, shape.height),
        wide ? largestPreview.wide : largestPreview.square,
      )
      return Array.from({ length: Math.min(count, clips) }, (_, i) => {
        const index = (from + i) % clips
        const media = previewId(previews.add(recipe, index), size)
        return { index, kind: clipKind(recipe, index), media, frames: shape.frames, ...scaledTo(shape, size) }
      })
    },

    start(input: GenerateJob) {
      refuseLarge(input)
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
    recipeOf: (source: SourceRecord): ClipRecipe => readDetail(source.detail).recipe,
  }
}

const gigabytes = (bytes: number): string =>
  `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 1 })} GiB`

/** VALIDATION for a recipe that cannot be made, or that is so large that it has to be meant. */
function refuseLarge({ recipe, large }: GenerateJob): void {
  const clips = clipCount(recipe)
  if (clips <= usualClips || large) return
  const { recipeBytes, npyBytes } = estimateSet(recipe)
  throw refuse(
    `${clips.toLocaleString('en')} clips would take ${gigabytes(recipeBytes)} in the catalogue, and ${gigabytes(npyBytes)} as videos.npy.`,
    `If that is meant, say so: --large on the command line. Without it a set has at most ${usualClips.toLocaleString('en')} clips.`,
  )
}

function countKinds(videos: readonly VideoRecord[]): KindCounts {
  const counts = { persistent: 0, brief: 0, noise: 0, mixed: 0 }
  for (const { clipKind: kind } of videos) if (kind) counts[kind] += 1
  return counts
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
    begun: {
      clips: begun?.videos ?? 0,
      tracks: begun?.tracks ?? 0,
      kinds: countKinds(begun ? catalogue.videos.ofSource(source) : []),
    },
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
  const { frames, width, height, fps } = shapeOf(recipe)
  const tracks = clips.flatMap((clip) => {
    const video = catalogue.videos.add({
      source,
      name: `clip ${String(clip.index).padStart(digits, '0')}`,
      media: 'clip',
      width,
      height,
      frames,
      fps,
      clipKind: clip.kind,
      clipIndex: clip.index,
      film: null,
    })
    return clip.tracks.map((track) => ({ ...track, video, source }))
  })
  catalogue.tracks.addMany(tracks, 'generator', 'generator')
}
