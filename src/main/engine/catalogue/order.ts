/** Sorting rows by a column: equal keys stay by ascending id, tracks without a key come last. */
import type { TrackSort } from '../../../shared/contract/tracks.ts'
import { isReal } from '../../../shared/words.ts'
import { labelWords, type TrackColumns } from './columns.ts'
import { lossOf, uncertaintyOf } from './derived.ts'
import { radixOrder } from './radix.ts'

/** The sort key of a row; NaN = the track has none. */
export function keyOf(columns: TrackColumns, by: TrackSort['by']): (row: number) => number {
  const { boxes, detectors, disagreements, firsts, labels, numbers, opinions, scores } = columns
  // Per label code: 1 real, 0 false, NaN where the label takes no side.
  const side = labelWords.names.map((name) =>
    name === 'none' || name === 'unsure' ? Number.NaN : isReal(name) ? 1 : 0,
  )
  const against =
    (measure: (score: number, real: boolean) => number, of = scores) =>
    (row: number) => {
      const real = side[labels[row]!]!
      return Number.isNaN(real) || Number.isNaN(of[row]!) ? Number.NaN : measure(of[row]!, real === 1)
    }
  switch (by) {
    case 'number':
      return (row) => numbers[row]!
    case 'uncertainty':
      return (row) => uncertaintyOf(scores[row]!)
    case 'disagreement':
      return (row) => disagreements[row]!
    case 'loss':
      return against(lossOf)
    case 'suspicion':
      return against(lossOf, opinions)
    case 'score':
      return (row) => scores[row]!
    case 'boxes':
      return (row) => boxes[row]!
    case 'detector':
      return (row) => detectors[row]!
    case 'first':
      return (row) => firsts[row]!
  }
}

/** `rows` must ascend. Returns them ordered by key. */
export function sortRows(rows: Int32Array, key: (row: number) => number, descending: boolean): Int32Array {
  const keys = new Float64Array(rows.length)
  const present = new Uint32Array(rows.length)
  const missing: number[] = []
  let count = 0
  for (let i = 0; i < rows.length; i += 1) {
    const value = key(rows[i]!)
    if (Number.isNaN(value)) missing.push(rows[i]!)
    else {
      keys[count] = value
      present[count] = rows[i]!
      count += 1
    }
  }
  const ordered = radixOrder(keys.subarray(0, count), descending)
  const sorted = new Int32Array(rows.length)
  for (let i = 0; i < count; i += 1) sorted[i] = present[ordered[i]!]!
  sorted.set(missing, count)
  return sorted
}
