/** Logistic regression by Newton's method: small enough to be exact, with a little ridge so that it always ends. */

export interface Logistic {
  mean: number[]
  deviation: number[]
  /** One weight an input, and the bias last. */
  weights: number[]
}

const ridge = 1e-3
const rounds = 25

/** Rows of inputs and whether each is real; inputs are standardised first. */
export function fitLogistic(rows: readonly (readonly number[])[], real: readonly boolean[]): Logistic {
  const width = rows[0]!.length
  const mean = Array.from(
    { length: width },
    (_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length,
  )
  const deviation = mean.map((m, k) => {
    const variance = rows.reduce((sum, row) => sum + (row[k]! - m) ** 2, 0) / rows.length
    return variance > 1e-12 ? Math.sqrt(variance) : 1
  })
  const model: Logistic = { mean, deviation, weights: new Array<number>(width + 1).fill(0) }
  const inputs = rows.map((row) => standardise(model, row))
  for (let round = 0; round < rounds; round += 1) {
    const change = newtonStep(inputs, real, model.weights)
    model.weights = model.weights.map((w, k) => w - change[k]!)
    if (Math.max(...change.map(Math.abs)) < 1e-8) break
  }
  return model
}

export const logisticScore = (model: Logistic, row: readonly number[]): number =>
  probability(standardise(model, row), model.weights)

const standardise = ({ mean, deviation }: Logistic, row: readonly number[]): number[] => [
  ...row.map((value, k) => Math.max(-8, Math.min(8, (value - mean[k]!) / deviation[k]!))),
  1,
]

const probability = (inputs: readonly number[], weights: readonly number[]): number =>
  1 / (1 + Math.exp(-inputs.reduce((sum, value, k) => sum + value * weights[k]!, 0)))

/** Hessian⁻¹ · gradient of the mean loss with ridge (not on the bias). */
function newtonStep(
  inputs: readonly number[][],
  real: readonly boolean[],
  weights: readonly number[],
): number[] {
  const width = weights.length
  const gradient = weights.map((w, k) => (k === width - 1 ? 0 : ridge * w))
  const hessian = weights.map((_, k) =>
    weights.map((_, l) => (k === l ? (k === width - 1 ? 1e-9 : ridge) : 0)),
  )
  inputs.forEach((row, i) => {
    const p = probability(row, weights)
    const slope = (p - (real[i] ? 1 : 0)) / inputs.length
    const bend = (p * (1 - p)) / inputs.length
    for (let k = 0; k < width; k += 1) {
      gradient[k]! += slope * row[k]!
      for (let l = 0; l < width; l += 1) hessian[k]![l]! += bend * row[k]! * row[l]!
    }
  })
  return solve(hessian, gradient)
}

/** Gaussian elimination with pivots; the matrix is positive definite. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let k = 0; k < n; k += 1) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best))
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(k, 0, pivot)
    for (let i = k + 1; i < n; i += 1) {
      const factor = rows[i]![k]! / pivot[k]!
      for (let l = k; l <= n; l += 1) rows[i]![l]! -= factor * pivot[l]!
    }
  }
  const solution = new Array<number>(n).fill(0)
  for (let k = n - 1; k >= 0; k -= 1) {
    const rest = rows[k]!.reduce((sum, value, l) => (l > k && l < n ? sum + value * solution[l]! : sum), 0)
    solution[k] = (rows[k]![n]! - rest) / rows[k]![k]!
  }
  return solution
}
