/** The trivial rule that every set of clips has to be measured against: how much of the picture is bright. */
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { brightPixels } from '../base/brightPixels.ts'
import { drawSetClip, drawSetFrames } from './presets/presets.ts'
import { clipBytes, frameBytes } from './recipe.ts'

/** A clip of more bytes than this is counted in some of its frames. */
export const mostCounted = 8_000_000

/** Counts clip by clip, in one buffer. */
export function countBright(recipe: ClipRecipe): (index: number) => number {
  const bytes = clipBytes(recipe)
  if (bytes <= mostCounted) {
    const clip = new Uint8Array(bytes)
    return (index) => brightPixels(drawSetClip(recipe, index, clip), recipe.frames)
  }
  const frames = Math.max(1, Math.floor(mostCounted / 2 / frameBytes(recipe)))
  const counted = Array.from({ length: frames }, (_, i) => Math.floor(((i + 0.5) * recipe.frames) / frames))
  return (index) => {
    let bright = 0
    for (const picture of drawSetFrames(recipe, index, counted)) bright += brightPixels(picture, 1)
    return bright / frames
  }
}

export interface ThresholdRule {
  /** Values from here on are called positive. */
  threshold: number
  /** Share of the values that it calls right. */
  accuracy: number
}

/** The threshold that is right most often; between two values, in their middle. NaN accuracy without values. */
export function bestThreshold(values: ArrayLike<number>, positive: readonly boolean[]): ThresholdRule {
  const order = Array.from(values, (value, i) => ({ value, positive: positive[i]! })).sort(
    (one, other) => one.value - other.value,
  )
  let right = positive.filter((is) => is).length
  let best = { threshold: order[0]?.value ?? 0, right }
  for (let i = 0; i < order.length; i += 1) {
    const { value, positive: is } = order[i]!
    right += is ? -1 : 1
    const next = order[i + 1]?.value
    if (next === value || right <= best.right) continue
    best = { right, threshold: next === undefined ? value + 1 : (value + next) / 2 }
  }
  return { threshold: best.threshold, accuracy: best.right / order.length }
}
