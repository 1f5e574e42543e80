/**
 * A batch in parts that know nothing of each other: a library that computes graphs on several cores takes them beside each
 * other; of crops, which need much memory, they come one after the other.
 */

import { partsBeside } from '../graphs/settle.ts'
import type { Batch } from './batch.ts'

/** Rows of a batch as a batch of their own. */
export interface Rows {
  batch: Batch
  /** Which sequences of the whole lie there, in the part's order. */
  tracks: readonly number[]
}

/** Steps that a part has at least: for fewer, the second core costs more than it spares. */
const leastSteps = 300

/** As many parts as are computed beside each other, in the order of the rows; one where rows are not all there is to it. */
export function inParts(batch: Batch): Rows[] {
  const { rows, steps, spans } = batch
  const worth = Math.floor((rows * steps) / leastSteps)
  const parts = batch.groups || batch.crops ? 1 : Math.min(partsBeside(), rows, worth)
  if (parts <= 1) return [{ batch, tracks: spans.map((_, i) => i) }]
  const edge = (part: number) => Math.round((part * rows) / parts)
  return Array.from({ length: parts }, (_, part) => rowsOf(batch, edge(part), edge(part + 1)))
}

/** Parts that are computed one after the other, each with so many crops that its gradient fits into memory. */
export function inTurns(batch: Batch, mostCrops: number): Rows[] {
  const rows = Math.max(1, Math.floor(mostCrops / batch.steps))
  return Array.from({ length: Math.ceil(batch.rows / rows) }, (_, turn) =>
    rowsOf(batch, turn * rows, Math.min(batch.rows, (turn + 1) * rows)),
  )
}

function rowsOf(batch: Batch, first: number, end: number): Rows {
  const { rows, steps, inputs, order, owner, spans, crops } = batch
  const [from, to] = [first * steps, end * steps]
  const inputDim = inputs.length / (rows * steps)
  const tracks = spans.flatMap(({ start }, i) => (start >= from && start < to ? [i] : []))
  const places = new Map(tracks.map((track, i) => [track + 1, i + 1]))
  const part: Batch = {
    rows: end - first,
    steps,
    spans: tracks.map((track) => ({ ...spans[track]!, start: spans[track]!.start - from })),
    inputs: inputs.subarray(from * inputDim, to * inputDim),
    tracks: rowsAt(batch.tracks, spans.length, tracks),
    order: order.subarray(from, to),
    owner: owner.subarray(from, to).map((one) => places.get(one) ?? 0),
    crops: crops && tracks.map((track) => crops[track]!),
  }
  return { batch: part, tracks }
}

/** Rows `at` of `height` rows of numbers. */
export function rowsAt(numbers: Float32Array, height: number, at: readonly number[]): Float32Array {
  const width = numbers.length / Math.max(1, height)
  const taken = new Float32Array(at.length * width)
  at.forEach((row, i) => {
    taken.set(numbers.subarray(row * width, (row + 1) * width), i * width)
  })
  return taken
}
