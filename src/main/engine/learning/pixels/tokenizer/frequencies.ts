/**
 * Where a tokenizer's training starts: as a plain transform coder, whose numbers are the lowest frequencies of a patch
 * (cosine transform of 4 × 4 pixels, after Ahmed and others, 1974) of brightness and of two colour differences.
 */
import { patchWidth } from '../readCrops.ts'

const side = 4
/** Brightness, red against blue, green against both; each of length 1. */
const colours = [
  [1, 1, 1],
  [1, 0, -1],
  [1, -2, 1],
].map((colour) => colour.map((value) => value / Math.hypot(...colour)))

/** Colour, vertical and horizontal frequency of each number, and how far from 0 it seldom lies with pixels −1 … 1. */
const table = [
  [0, 0, 0, 6.93],
  [1, 0, 0, 4],
  [2, 0, 0, 2.2],
  [0, 0, 1, 1.8],
  [0, 1, 0, 1.8],
  [0, 1, 1, 0.9],
  [0, 0, 2, 0.9],
  [0, 2, 0, 0.9],
  [0, 2, 1, 0.5],
  [0, 1, 2, 0.5],
  [0, 0, 3, 0.5],
  [0, 3, 0, 0.5],
] as const
export const frequencies = table.map(([colour, down, across, most]) => ({ colour, down, across, most }))

/** Numbers of each code book: the means of the colours, the slopes of brightness, its finer detail. */
export const bookWidths = [3, 3, 6] as const
export const numbers = frequencies.length

const wave = (frequency: number, at: number): number =>
  frequency === 0 ? 0.5 : Math.SQRT1_2 * Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * side))

/** [48, numbers]: a patch · this = its frequencies; its columns have length 1 and stand at right angles. */
export function frequencyMatrix(): Float32Array {
  const matrix = new Float32Array(patchWidth * numbers)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      for (let channel = 0; channel < 3; channel += 1)
        frequencies.forEach(({ colour, down, across }, k) => {
          const row = (y * side + x) * 3 + channel
          matrix[row * numbers + k] = wave(down, y) * wave(across, x) * colours[colour]![channel]!
        })
  return matrix
}
