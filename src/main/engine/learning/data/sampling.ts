/** Long tracks, thinned out to what a model takes, and back. */
import { columns, type Detections } from '../../base/detections.ts'

/** At most `most` boxes, first and last included. */
export function sampleEvenly(detections: Detections, most: number): Detections {
  const boxes = detections.length / columns
  if (boxes <= most) return detections
  const sampled = new Float32Array(most * columns)
  for (let i = 0; i < most; i += 1) {
    const from = Math.round((i * (boxes - 1)) / (most - 1)) * columns
    sampled.set(detections.subarray(from, from + columns), i * columns)
  }
  return sampled
}

/** Values at `sampleEvenly`'s boxes → values at all `boxes`, linear in between. */
export function spreadEvenly(values: Float32Array, boxes: number): Float32Array {
  if (values.length === boxes) return values
  if (values.length === 1) return new Float32Array(boxes).fill(values[0]!)
  return Float32Array.from({ length: boxes }, (_, i) => {
    const at = (i * (values.length - 1)) / (boxes - 1)
    const before = Math.min(values.length - 2, Math.floor(at))
    return values[before]! + (values[before + 1]! - values[before]!) * (at - before)
  })
}
