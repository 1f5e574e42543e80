/** Sorting rows by a column: a radix sort on the bits of the keys; equal keys stay by ascending id, missing ones come last. */
import type { TrackSort } from '../../../shared/contract/tracks.ts'
import { isReal } from '../../../shared/words.ts'
import { labelWords, type TrackColumns } from './columns.ts'
import { distanceOf, lossOf, uncertaintyOf } from './derived.ts'

/** The sort key of a row; NaN = the track has none. */
export function keyOf(columns: TrackColumns, by: TrackSort['by']): (row: number) => number {
  const { boxes, detectors, firsts, labels, numbers, scores } = columns
  // Per label code: 1 real, 0 false, NaN where the label takes no side.
  const side = labelWords.names.map((name) =>
    name === 'none' || name === 'unsure' ? Number.NaN : isReal(name) ? 1 : 0,
  )
  const against = (measure: (score: number, real: boolean) => number) => (row: number) => {
    const real = side[labels[row]!]!
    return Number.isNaN(real) || Number.isNaN(scores[row]!) ? Number.NaN : measure(scores[row]!, real === 1)
  }
  switch (by) {
    case 'number':
      return (row) => numbers[row]!
    case 'uncertainty':
      return (row) => uncertaintyOf(scores[row]!)
    case 'disagreement':
      return against(distanceOf)
    case 'loss':
      return against(lossOf)
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

/** Places of the keys in ascending (or descending) order, stable: 16 bits a pass; a pass that tells nothing apart is left out. */
function radixOrder(keys: Float64Array, descending: boolean): Uint32Array {
  const digits = new Uint16Array(keys.slice().buffer)
  makeOrdered(digits, descending)
  let from = Uint32Array.from(keys, (_, place) => place)
  let to = new Uint32Array(keys.length)
  const starts = new Uint32Array(65_537)
  for (let pass = 0; pass < 4; pass += 1) {
    starts.fill(0)
    for (let i = pass; i < digits.length; i += 4) starts[digits[i]! + 1]! += 1
    if (keys.length === 0 || starts[digits[pass]! + 1] === keys.length) continue
    for (let digit = 0; digit < 65_536; digit += 1) starts[digit + 1]! += starts[digit]!
    for (let i = 0; i < from.length; i += 1) {
      const place = from[i]!
      const digit = digits[place * 4 + pass]!
      to[starts[digit]!] = place
      starts[digit]! += 1
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** Bits of doubles (little-endian, four 16-bit digits each) so that they compare like the numbers, -0 like 0. */
function makeOrdered(digits: Uint16Array, descending: boolean): void {
  for (let i = 0; i < digits.length; i += 4) {
    const top = digits[i + 3]!
    if (top === 0x8000 && (digits[i]! | digits[i + 1]! | digits[i + 2]!) === 0) digits[i + 3] = 0
    const negative = digits[i + 3]! >= 0x8000
    const flip = negative !== descending ? 0xffff : 0
    for (let d = 0; d < 3; d += 1) digits[i + d]! ^= flip
    digits[i + 3]! ^= flip ^ (negative ? 0 : 0x8000)
  }
}
