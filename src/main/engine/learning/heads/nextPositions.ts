/** Where a box will be in the frames after the last one seen, and what two trivial rules say of it. */
import { columns, type Detections } from '../../base/detections.ts'
import type { SeenTrack, TaskRule } from './plan.ts'

const centre = (boxes: Detections, i: number): [frame: number, x: number, y: number] => {
  const at = i * columns
  return [boxes[at]!, boxes[at + 1]! + boxes[at + 3]! / 2, boxes[at + 2]! + boxes[at + 4]! / 2]
}

/** √(width · height) of the last seen box: what ways are measured in. */
const sizeOf = (boxes: Detections, i: number): number =>
  Math.sqrt(Math.max(1e-6, boxes[i * columns + 3]! * boxes[i * columns + 4]!))

/**
 * Δx, Δy of the centre 1 … `ahead` frames after the last seen box, in sizes of that box [2 · ahead]. Between two boxes of the
 * track it moves evenly; after its last one nothing is known (NaN). null where nothing is known at all.
 */
export function nextPositions({ detections, view }: SeenTrack, ahead: number): Float32Array | null {
  const boxes = detections.length / columns
  const seen = view.boxes - 1
  if (seen + 1 >= boxes) return null
  const [frame, x, y] = centre(detections, seen)
  const size = sizeOf(detections, seen)
  const turned = view.mirror ? -1 : 1
  const result = new Float32Array(2 * ahead).fill(Number.NaN)
  let next = seen + 1
  for (let j = 1; j <= ahead; j += 1) {
    while (next < boxes && centre(detections, next)[0] < frame + j) next += 1
    if (next === boxes) break
    const [before, x0, y0] = centre(detections, next - 1)
    const [after, x1, y1] = centre(detections, next)
    const share = (frame + j - before) / (after - before)
    result[2 * j - 2] = (turned * (x0 + share * (x1 - x0) - x)) / size
    result[2 * j - 1] = (y0 + share * (y1 - y0) - y) / size
  }
  return Number.isNaN(result[0]!) ? null : result
}

/**
 * Number k is a way in `frames` = 1 + ⌊k/2⌋ frames; learned is the signed square root of twice the way a frame, as inputs of motion
 * are: slow and fast things alike are then near 1.
 */
export const rootedPace = {
  learned(value: number, k: number): number {
    return Math.sign(value) * Math.sqrt((2 * Math.abs(value)) / framesOf(k))
  },
  answer(learned: number, k: number): number {
    return (learned * Math.abs(learned) * framesOf(k)) / 2
  },
}

const framesOf = (k: number): number => 1 + Math.floor(k / 2)

/** Distance of an answer from the truth so many frames ahead, in box sizes; null = not known. */
export function positionError(
  answer: ArrayLike<number>,
  aim: ArrayLike<number>,
  frames: number,
): number | null {
  const at = 2 * frames - 2
  const off = Math.hypot(answer[at]! - aim[at]!, answer[at + 1]! - aim[at + 1]!)
  return Number.isNaN(off) ? null : off
}

export const staysPut = (ahead: number): TaskRule => ({
  id: 'stays',
  name: 'stays where it is',
  fit: () => () => new Float32Array(2 * ahead),
})

/** It goes on as from the box before to the last one; of a single box nothing is known: it stays. */
export const constantVelocity = (ahead: number): TaskRule => ({
  id: 'constant-velocity',
  name: 'constant velocity',
  fit:
    () =>
    ({ detections, view }) => {
      const result = new Float32Array(2 * ahead)
      const last = view.boxes - 1
      if (last < 1) return result
      const [frame, x, y] = centre(detections, last)
      const [before, x0, y0] = centre(detections, last - 1)
      const pace = sizeOf(detections, last) * Math.max(1, frame - before)
      for (let j = 1; j <= ahead; j += 1)
        result.set([((view.mirror ? -j : j) * (x - x0)) / pace, (j * (y - y0)) / pace], 2 * j - 2)
      return result
    },
})
