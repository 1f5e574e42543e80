/** What a set costs before it is made. */
import { type GenerateRecipe, usualClips } from '../../../shared/contract/clipRecipe.ts'
import { clipCount, setKinds, setSize } from './presets/presets.ts'
import { clipBytes } from './recipe.ts'

/** Bytes in a catalogue, measured on sets of 1,000 clips: what a clip, a track with its label and a box add. */
const stored = { clip: 120, track: 170, box: 25 }

export function estimateSet(recipe: GenerateRecipe) {
  const clips = clipCount(recipe)
  const { tracks, boxes } = setSize(recipe)
  const recipeBytes = Math.round(clips * stored.clip + tracks * stored.track + boxes * stored.box)
  const npyBytes = clips * clipBytes(recipe)
  return { clips, kinds: setKinds(recipe), recipeBytes, npyBytes, large: clips > usualClips }
}
