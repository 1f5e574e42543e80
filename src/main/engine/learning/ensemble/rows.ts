/** Tracks as rows of numbers, for what learns from rows. */
import type { Sequence } from '../model/batch.ts'
import { summed, summedWidth } from './summed.ts'

export interface Rows {
  /** [n, width]. */
  values: Float32Array
  width: number
  real: Uint8Array
  /** [n]: how much a row counts. */
  weights: Float64Array
}

/** `weight`: of each. */
export function rowsOf(sequences: readonly Sequence[], real: readonly boolean[], weight: number): Rows {
  const [first] = sequences
  const width = first ? summedWidth(first.inputs.length / first.boxes, first.track.length) : 0
  const rows: Rows = {
    values: new Float32Array(sequences.length * width),
    width,
    real: Uint8Array.from(real, (yes) => (yes ? 1 : 0)),
    weights: new Float64Array(sequences.length).fill(weight),
  }
  sequences.forEach((sequence, i) => rows.values.set(summed(sequence), i * width))
  return rows
}
