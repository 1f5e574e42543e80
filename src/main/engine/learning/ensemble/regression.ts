/** Logistic regression on some numbers of a summed track, each once and squared. */
import { fitRows } from '../../base/newton.ts'
import type { Rows } from './rows.ts'

/** Inputs count up to this many deviations, so that no square is wild; squares count a quarter. */
export const limit = 4
/** Pull towards 0 as if so many tracks had spoken against each weight: few tracks cannot teach many weights. */
const doubt = 10
const leastRidge = 0.005

/** `columns`: which numbers of a row. [2 · columns + 1]: weights of them, of their squares, and the bias. */
export function fitRegression(rows: Rows, columns: readonly number[]): Float32Array {
  const width = 2 * columns.length + 1
  const n = rows.real.length
  const inputs = new Float64Array(n * width)
  for (let i = 0; i < n; i += 1) writeTerms(rows.values, i * rows.width, columns, inputs, i * width)
  const tracks = rows.weights.reduce((sum, weight) => sum + weight, 0)
  const ridge = Math.max(leastRidge, doubt / Math.max(1, tracks))
  return Float32Array.from(fitRows({ inputs, width, targets: rows.real, weights: rows.weights }, ridge))
}

export function regressionLogit(
  weights: Float32Array,
  columns: readonly number[],
  row: Float32Array,
): number {
  const count = columns.length
  let sum = weights[2 * count]!
  for (let k = 0; k < count; k += 1) {
    const value = Math.max(-limit, Math.min(limit, row[columns[k]!]!))
    sum += value * (weights[k]! + (value * weights[count + k]!) / limit)
  }
  return sum
}

function writeTerms(
  row: Float32Array,
  from: number,
  columns: readonly number[],
  into: Float64Array,
  at: number,
): void {
  const count = columns.length
  for (let k = 0; k < count; k += 1) {
    const value = Math.max(-limit, Math.min(limit, row[from + columns[k]!]!))
    into[at + k] = value
    into[at + count + k] = (value * value) / limit
  }
  into[at + 2 * count] = 1
}
