/** What trivial rules would make of a set, tried on some of its clips before it is made. */
import type { TrivialRule } from '../../../shared/contract/clipFiles.ts'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { summarise } from '../base/detections.ts'
import { quietWork } from '../base/work.ts'
import type { Workers } from '../jobs/types.ts'
import { type PackedScenes, shardRanges, unpackScenes } from './dataset.ts'
import { inOrder } from './inOrder.ts'
import { clipCount } from './presets/presets.ts'
import { clipBytes } from './recipe.ts'
import { trivialRules } from './trivialRules.ts'

const triedClips = 200
/** Of large clips fewer are tried, so that the answer is there while somebody still looks at the dialog. */
const tried = { bytes: 2 ** 30, least: 20 }
const shards = 4

/** CANCELLED when nobody waits any more. */
export async function triedRules(
  workers: Workers,
  recipe: GenerateRecipe,
  signal?: AbortSignal,
): Promise<TrivialRule[]> {
  const affordable = Math.max(tried.least, Math.floor(tried.bytes / clipBytes(recipe)))
  const clips = Math.min(clipCount(recipe), triedClips, affordable)
  const work = quietWork(signal)
  const tracks: Parameters<typeof trivialRules>[0][number][] = []
  const whole: Parameters<typeof trivialRules>[1][number][] = []
  const ranges = shardRanges(0, clips, Math.ceil(clips / shards))
  for await (const [scenes, bright] of inOrder(ranges, shards, ({ from, to }) => {
    const indices = Array.from({ length: to - from }, (_, i) => from + i)
    return Promise.all([
      workers.run<PackedScenes>('draw', 'synthesis.scenes', { recipe, from, to }, work),
      workers.run<Float64Array>('draw', 'synthesis.brightPixels', { recipe, indices }, work),
    ])
  })) {
    for (const [i, { kind, tracks: own }] of unpackScenes(scenes).entries()) {
      whole.push({ kind, bright: bright[i]! })
      for (const { truth, detections } of own) {
        const { boxes, detector } = summarise(detections)
        tracks.push({ truth, boxes, score: detector })
      }
    }
  }
  return trivialRules(tracks, whole)
}
