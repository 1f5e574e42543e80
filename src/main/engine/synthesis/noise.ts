/** Pixel noise: normal, standard deviation 10 × level grey values, added to every channel and clipped to 0 … 255. */
import { normalQuantiles } from '../base/normal.ts'
import { fillBits, streamState } from '../base/random.ts'

const entries = 4096

/** [4096] equally likely whole values to add, and what black becomes by each. */
export interface NoiseTable {
  table: Int8Array
  clipped: Uint8Array
}
let last: { level: number; values: NoiseTable } | undefined

/** [4096] equally likely values of mean 0 and standard deviation 10 × level, not yet rounded. */
export function noiseValues(level: number): Float64Array {
  const quantiles = normalQuantiles()
  const step = quantiles.length / entries
  const values = Float64Array.from(
    { length: entries },
    (_, i) => (quantiles[(i + 0.5) * step - 1]! + quantiles[(i + 0.5) * step]!) / 2,
  )
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  const scale = (10 * level) / Math.sqrt(squares / entries)
  return values.map((value) => value * scale)
}

/** Rounded before they are added: pixels are whole, so that this gives the same bytes as rounding the sum. */
function normalTable(level: number): NoiseTable {
  if (last?.level === level) return last.values
  const values = toTable(
    Int8Array.from(noiseValues(level), (value) => Math.sign(value) * Math.round(Math.abs(value))),
  )
  last = { level, values }
  return values
}

/** Whole values low … high, |value| < 128, all alike but for what 4,096 leaves over. */
export const uniformTable = (low: number, high: number): NoiseTable =>
  toTable(Int8Array.from({ length: entries }, (_, i) => low + Math.floor((i * (high - low + 1)) / entries)))

const toTable = (table: Int8Array): NoiseTable => ({
  table,
  clipped: Uint8Array.from(table, (value) => Math.max(0, value)),
})

/** Adds the noise of one frame of a clip in place. `picture`: [H × W × 3]. */
export function addNoise(
  picture: Uint8Array,
  level: number,
  seed: number,
  index: number,
  frame: number,
): void {
  addFromTable(picture, normalTable(level), streamState(seed, index, 'noise', frame))
}

/** Adds a value of the table to every byte, from the random stream that begins with `state`. */
export function addFromTable(picture: Uint8Array, values: NoiseTable, state: readonly number[]): void {
  if (picture.byteOffset % 4 === 0 && picture.length % 4 === 0)
    return addToWords(new Int32Array(picture.buffer, picture.byteOffset, picture.length / 4), values, state)
  const padded = new Uint8Array(Math.ceil(picture.length / 4) * 4)
  padded.set(picture)
  addToWords(new Int32Array(padded.buffer), values, state)
  picture.set(padded.subarray(0, picture.length))
}

/** So many random numbers at a time: they stay in the processor's nearest memory. */
const block = new Int32Array(1024)

/** Four bytes at a time, bytes 0 and 2 of a word in one sum and 1 and 3 in another: this loop is all that noise costs. */
function addToWords(words: Int32Array, { table, clipped }: NoiseTable, from: readonly number[]): void {
  const state = Int32Array.from(from)
  for (let start = 0; start < words.length; start += block.length / 2) {
    fillBits(state, block)
    const end = Math.min(words.length, start + block.length / 2)
    for (let i = start, at = 0; i < end; i += 1, at += 2) {
      const first = block[at]!
      const second = block[at + 1]!
      const at0 = first >>> 20
      const at1 = second >>> 20
      const at2 = (first >>> 8) & 0xfff
      const at3 = (second >>> 8) & 0xfff
      const word = words[i]!
      if (word === 0) {
        // Black ground, most of a flat view.
        words[i] = clipped[at0]! | (clipped[at1]! << 8) | (clipped[at2]! << 16) | (clipped[at3]! << 24)
        continue
      }
      const even = (word & 0x00ff00ff) + table[at0]! + (table[at2]! << 16)
      const odd = ((word >>> 8) & 0x00ff00ff) + table[at1]! + (table[at3]! << 16)
      words[i] =
        ((even | odd) & 0xff00ff00) === 0
          ? even | (odd << 8)
          : clip((word & 255) + table[at0]!) |
            (clip(((word >>> 8) & 255) + table[at1]!) << 8) |
            (clip(((word >>> 16) & 255) + table[at2]!) << 16) |
            (clip((word >>> 24) + table[at3]!) << 24)
    }
  }
}

const clip = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value)
