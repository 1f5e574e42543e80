/** Codes for a start: the means of what lies nearest to each (k-means; Lloyd, 1957). */
import type { Random } from '../../../base/random.ts'

const rounds = 5

/** Rows [n, width] of `from` columns, of which `width` count from `column` on → [codes, width]. */
export interface Columns {
  values: Float32Array
  from: number
  column: number
  width: number
}

export function* kMeans(data: Columns, codes: number, random: Random): Generator<void, Float32Array> {
  const rows = data.values.length / data.from
  const { width } = data
  const means = new Float32Array(codes * width)
  const anyRow = (code: number) => means.set(rowOf(data, random.integer(rows)), code * width)
  for (let code = 0; code < codes; code += 1) anyRow(code)
  for (let round = 0; round < rounds; round += 1) {
    yield
    const { sums, counts } = sumsOf(data, rows, means)
    for (let code = 0; code < codes; code += 1)
      if (counts[code] === 0) anyRow(code)
      else
        for (let k = 0; k < width; k += 1) means[code * width + k] = sums[code * width + k]! / counts[code]!
  }
  return means
}

function sumsOf(data: Columns, rows: number, means: Float32Array) {
  const { width } = data
  const sums = new Float64Array(means.length)
  const counts = new Float64Array(means.length / width)
  for (let row = 0; row < rows; row += 1) {
    const values = rowOf(data, row)
    const code = nearestMean(values, means)
    counts[code]! += 1
    for (let k = 0; k < width; k += 1) sums[code * width + k]! += values[k]!
  }
  return { sums, counts }
}

export const rowOf = ({ values, from, column, width }: Columns, row: number): Float32Array =>
  values.subarray(row * from + column, row * from + column + width)

function nearestMean(values: Float32Array, means: Float32Array): number {
  const width = values.length
  let [nearest, least] = [0, Number.POSITIVE_INFINITY]
  for (let at = 0; at < means.length; at += width) {
    let apart = 0
    for (let k = 0; k < width && apart < least; k += 1) apart += (values[k]! - means[at + k]!) ** 2
    if (apart < least) [nearest, least] = [at / width, apart]
  }
  return nearest
}
