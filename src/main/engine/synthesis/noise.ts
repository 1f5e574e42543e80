/** Pixel noise: normal, standard deviation 10 × level grey values, added to every channel and clipped to 0 … 255. */
import { normalQuantiles } from '../base/normal.ts'
import { streamState } from '../base/random.ts'

export const noiseDeviation = (level: number): number => 10 * level

let last: { level: number; table: Int8Array } | undefined

/** [65536] equally likely whole grey values: the normal quantiles times the deviation, rounded. */
export function noiseTable(level: number): Int8Array {
  if (last?.level === level) return last.table
  const deviation = noiseDeviation(level)
  // Adding before rounding gives the same bytes, as pixels are whole: only the table needs it.
  const table = Int8Array.from(
    normalQuantiles(),
    (value) => Math.sign(value) * Math.round(Math.abs(value) * deviation),
  )
  last = { level, table }
  return table
}

/** Adds the noise of one frame in place. `picture`: an even number of bytes, [H × W × 3]. */
export function addNoise(
  picture: Uint8Array,
  level: number,
  seed: number,
  index: number,
  frame: number,
): void {
  const table = noiseTable(level)
  const pixels = new Uint8ClampedArray(picture.buffer, picture.byteOffset, picture.byteLength)
  let [a = 1, b = 0, c = 0, d = 0] = streamState(seed, index, 'noise', frame).map((word) => word | 0)
  // xoshiro128** as in base/random.ts, written out: this loop is all that noise costs. One number serves two bytes.
  for (let i = 0; i + 1 < pixels.length; i += 2) {
    const product = Math.imul(b, 5)
    const bits = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    pixels[i] = pixels[i]! + table[bits >>> 16]!
    pixels[i + 1] = pixels[i + 1]! + table[bits & 0xffff]!
  }
}
