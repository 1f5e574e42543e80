/** Which crop stands in which slot of the strip, so that the strip shares the bands' time axis. */
import type { Box } from '../track.ts'
import { type Axis, columnsOf } from './axis.ts'

export interface CropSlot {
  readonly from: number
  readonly to: number
  /** Position in the strip of crops, and the frame it was cut from; null = the track is not seen in this slot. */
  readonly crop: { readonly index: number; readonly frame: number } | null
  /** For each frame of the slot: is the track seen? */
  readonly seen: boolean[]
}

/** `cropFrames`: the frames that the strip's crops were cut from, in order. */
export function cropSlots(
  axis: Axis,
  boxes: readonly Box[],
  cropFrames: readonly number[],
  slots: number,
): CropSlot[] {
  const count = Math.max(1, Math.min(slots, columnsOf(axis)))
  const seen = new Set(boxes.map(([frame]) => frame))
  return Array.from({ length: count }, (_, slot) => {
    const from = axis.from + Math.round((slot * columnsOf(axis)) / count)
    const to = axis.from + Math.round(((slot + 1) * columnsOf(axis)) / count) - 1
    const frames = Array.from({ length: to - from + 1 }, (_, i) => seen.has(from + i))
    const any = frames.includes(true)
    return { from, to, seen: frames, crop: any ? nearestCrop(cropFrames, (from + to) / 2) : null }
  })
}

function nearestCrop(cropFrames: readonly number[], middle: number): CropSlot['crop'] {
  let best: CropSlot['crop'] = null
  cropFrames.forEach((frame, index) => {
    if (best === null || Math.abs(frame - middle) < Math.abs(best.frame - middle)) best = { index, frame }
  })
  return best
}
