/** A track as a model sees it: all of it, or its first boxes, with or without scores, or mirrored. */
import type { Sequence } from '../../model/batch.ts'
import type { View } from '../../model/parts.ts'
import type { Known } from './known.ts'
import { column, stepWidth } from './steps.ts'
import { edgesOf, lengthOf, scoreColumns, scoresOf, shapeOf, trackWidth } from './whole.ts'

/** `live`: what comes after the last seen box is never known. */
export function viewTrack(
  known: Known,
  track: number,
  view: View,
  live: boolean,
  maxSteps: number,
): Sequence {
  const from = known.scene.offsets[track]!
  const to = from + view.boxes
  const inputs = stepsOf(known, from, to, maxSteps)
  if (view.mirror) for (let at = column.motion; at < inputs.length; at += stepWidth) inputs[at] = -inputs[at]!
  if (!view.scores) for (let at = column.score; at < inputs.length; at += stepWidth) inputs[at] = Number.NaN
  return { inputs, track: wholeOf(known, track, view, live), boxes: inputs.length / stepWidth }
}

function stepsOf({ rows }: Known, from: number, to: number, most: number): Float32Array {
  if (to - from <= most) return rows.slice(from * stepWidth, to * stepWidth)
  const inputs = new Float32Array(most * stepWidth)
  for (let i = 0; i < most; i += 1) {
    const at = (from + Math.round((i * (to - from - 1)) / (most - 1))) * stepWidth
    inputs.set(rows.subarray(at, at + stepWidth), i * stepWidth)
  }
  return inputs
}

/** In the order of trackInputs. */
function wholeOf(
  known: Known,
  track: number,
  { boxes: seen, endKnown, scores }: View,
  live: boolean,
): Float32Array {
  const { scene, rows, links, film } = known
  const from = scene.offsets[track]!
  const to = from + seen
  const whole = new Float32Array(trackWidth)
  const ending = endKnown && !live
  const [starts, ends] = edgesOf(scene, from, to, film)
  whole.set(lengthOf(scene.boxes, from, to))
  whole.set(shapeOf(scene.boxes, from, to), 3)
  whole[5] = links.before[track]!
  whole[6] = links.beforeLength[track]!
  whole[7] = ending ? links.after[track]! : Number.NaN
  whole[8] = ending ? links.afterLength[track]! : Number.NaN
  whole[9] = meanOf(known.shadowed, from, to, 1, 0)
  whole[10] = starts
  whole[11] = ending ? ends : Number.NaN
  whole.set(scoresOf(rows, from, to, known.rankedAt(to - 1)), scoreColumns.first)
  if (!scores) hideScores(whole)
  const hidden = whole[scoreColumns.flag] === 0 ? 1 : 0
  whole[17] = meanOf(known.survival, from, to, 4, hidden)
  whole[18] = meanOf(known.survival, from, to, 4, 2 + hidden)
  whole[19] = ending ? 1 : 0
  return whole
}

function hideScores(whole: Float32Array): void {
  whole.fill(Number.NaN, scoreColumns.first, scoreColumns.last + 1)
  whole[scoreColumns.flag] = 0
}

/** Of one column of rows from..to−1. */
function meanOf(values: ArrayLike<number>, from: number, to: number, width: number, at: number): number {
  let sum = 0
  for (let i = from; i < to; i += 1) sum += values[i * width + at]!
  return sum / (to - from)
}
