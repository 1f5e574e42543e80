/** A track as one row of numbers: what sequence model `summary` takes, in plain code. */
import type { Sequence } from '../model/batch.ts'

const statistics = 6

/** Numbers of such a row, for so many inputs a step and a track. */
export const summedWidth = (inputs: number, trackInputs: number): number => statistics * inputs + trackInputs

/** Mean, deviation, highest, lowest, first and last of each input of a step, then the inputs of the track. */
export function summed({ inputs, track, boxes }: Sequence): Float32Array {
  const width = inputs.length / boxes
  const row = new Float32Array(summedWidth(width, track.length))
  const last = (boxes - 1) * width
  for (let k = 0; k < width; k += 1) {
    let sum = 0
    let highest = inputs[k]!
    let lowest = highest
    for (let at = k; at < inputs.length; at += width) {
      const value = inputs[at]!
      sum += value
      if (value > highest) highest = value
      if (value < lowest) lowest = value
    }
    const mean = sum / boxes
    let squares = 0
    for (let at = k; at < inputs.length; at += width) squares += (inputs[at]! - mean) ** 2
    row[k] = mean
    row[width + k] = Math.sqrt(squares / boxes + 1e-6)
    row[2 * width + k] = highest
    row[3 * width + k] = lowest
    row[4 * width + k] = inputs[k]!
    row[5 * width + k] = inputs[last + k]!
  }
  row.set(track, statistics * width)
  return row
}
