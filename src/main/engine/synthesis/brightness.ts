/** The trivial rule that every set of clips has to be measured against: how much of the picture is bright. */

/** A pixel is bright when one of its channels is above this: trails and points are, clutter and panes are not. */
export const brightLevel = 127

/** Bright pixels a frame, averaged over the clip. `clip`: [frames, size, size, 3]. */
export function brightPixels(clip: Uint8Array, frames: number): number {
  let bright = 0
  for (let i = 0; i < clip.length; i += 3)
    if (clip[i]! > brightLevel || clip[i + 1]! > brightLevel || clip[i + 2]! > brightLevel) bright += 1
  return bright / frames
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
