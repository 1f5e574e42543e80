/** Making a set into the catalogue: the job of `generate`. */
import { GenerateRecipe, shapeOf, usualClips } from '../../../shared/contract/clipRecipe.ts'
import type { VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts, JobContext } from '../jobs/types.ts'
import type { PackedScenes } from './dataset.ts'
import { jobOf, writeDetail } from './detail.ts'
import { estimateSet } from './estimate.ts'
import { type LabelledClip, makeSet, type SetStore } from './makeSet.ts'
import { clipCount } from './presets/presets.ts'
import { type KindCounts, refuse } from './recipe.ts'

/** Input of a job of kind `generate`. */
export interface GenerateJob {
  recipe: GenerateRecipe
  name?: string
  /** So many tracks, chosen by the seed, get no label: something to judge in a sample. */
  unlabelled?: number
  /** More clips than usual are meant. */
  large?: boolean
}

const gigabytes = (bytes: number): string =>
  `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 1 })} GiB`

/** VALIDATION for a recipe that cannot be made, or that is so large that it has to be meant. */
export function refuseLarge({ recipe, large }: GenerateJob): void {
  const clips = clipCount(recipe)
  if (clips <= usualClips || large) return
  const { recipeBytes, npyBytes } = estimateSet(recipe)
  throw refuse(
    `${clips.toLocaleString('en')} clips would take ${gigabytes(recipeBytes)} in the catalogue, and ${gigabytes(npyBytes)} as videos.npy.`,
    `If that is meant, say so: --large on the command line. Without it a set has at most ${usualClips.toLocaleString('en')} clips.`,
  )
}

export async function runGenerate(parts: EngineParts, input: GenerateJob, context: JobContext) {
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

function countKinds(videos: readonly VideoRecord[]): KindCounts {
  const counts = { persistent: 0, brief: 0, noise: 0, mixed: 0 }
  for (const { clipKind: kind } of videos) if (kind) counts[kind] += 1
  return counts
}
