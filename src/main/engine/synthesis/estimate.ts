/** What a set costs before it is made. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import { type ClipKind, clipKinds } from '../../../shared/words.ts'
import { clipBytes, clipCount, kindCounts } from './recipe.ts'
import { clutterCount } from './scene.ts'

/** Bytes in a catalogue, measured on sets of 1,000 clips: what a clip, a track with its label and a box add. */
const stored = { clip: 120, track: 170, box: 25 }
/** Share of the frames in which an object of clutter is there, on average: it follows from how its times are drawn. */
const clutterPresence = 0.585

export function estimateSet(recipe: GenerateRecipe) {
  const kinds = kindCounts(recipe)
  const clips = clipCount(recipe)
  const one: Record<ClipKind, number> = {
    persistent: stored.track + stored.box * recipe.frames,
    brief: 2 * stored.track + 2 * 2 * stored.box,
    noise: clutterCount(recipe) * (stored.track + stored.box * recipe.frames * clutterPresence),
    mixed: 0,
  }
  one.mixed = one.persistent + one.brief + one.noise
  const recipeBytes = clipKinds.reduce((sum, kind) => sum + kinds[kind] * (stored.clip + one[kind]), 0)
  return { clips, kinds, recipeBytes: Math.round(recipeBytes), npyBytes: clips * clipBytes(recipe) }
}
