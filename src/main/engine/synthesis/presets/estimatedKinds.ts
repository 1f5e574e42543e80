/** Counts by kind of a preset whose kinds follow from what is drawn by chance: from its first clips. */
import { clipKinds } from '../../../../shared/words.ts'
import type { KindCounts } from '../recipe.ts'
import type { Preset } from './preset.ts'

const looked = 400

export function estimatedKinds<Recipe>(preset: Preset<Recipe>, recipe: Recipe): KindCounts {
  const clips = preset.clips(recipe)
  const sample = Math.min(clips, looked)
  const counts = Object.fromEntries(clipKinds.map((kind) => [kind, 0])) as KindCounts
  for (let index = 0; index < sample; index += 1) counts[preset.kindOf(recipe, index)] += 1
  let left = clips
  for (const kind of clipKinds) {
    counts[kind] = Math.floor((counts[kind] * clips) / sample)
    left -= counts[kind]
  }
  const most = clipKinds.reduce((best, kind) => (counts[kind] > counts[best] ? kind : best))
  counts[most] += left
  return counts
}
