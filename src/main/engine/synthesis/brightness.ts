/** The trivial rule that every set of clips has to be measured against: how much of the picture is bright. */
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
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

/**
 * Bright pixels a frame, averaged over the clip. `clip`: [frames, size, size, 3]; starts at a multiple of four in its buffer.
 * A pixel is bright when a channel is above 127: trails and points are, clutter and panes are not.
 */
export function brightPixels(clip: Uint8Array, frames: number): number {
  // Above 127 = the highest bit is set. Twelve bytes are four pixels, nearly always all dark.
  const words = new Int32Array(clip.buffer, clip.byteOffset, Math.floor(clip.length / 12) * 3)
  let bright = 0
  for (let i = 0; i < words.length; i += 3)
    if (((words[i]! | words[i + 1]! | words[i + 2]!) & 0x80808080) !== 0)
      bright += countPixels(clip, i * 4, i * 4 + 12)
  return (bright + countPixels(clip, words.length * 4, clip.length)) / frames
}

function countPixels(clip: Uint8Array, from: number, to: number): number {
  let bright = 0
  for (let i = from; i < to; i += 3)
    if (clip[i]! > 127 || clip[i + 1]! > 127 || clip[i + 2]! > 127) bright += 1
  return bright
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
