/** Logistic regression on flat rows by Newton's method, with weights: for many rows and few inputs. */

export interface FlatRows {
  /** [n, width]; the last input of a row is 1, for the bias. */
  inputs: Float64Array
  width: number
  targets: Uint8Array
  /** [n]: how much a row counts. */
  weights: Float64Array
}

const rounds = 12

/** Weights [width] of the smallest mean loss + ridge/2 · |w|² (not on the bias). */
export function fitRows(rows: FlatRows, ridge: number, use: (row: number) => boolean = () => true) {
  const { width } = rows
  const chosen = Int32Array.from(rows.targets.keys()).filter(use)
  const total = chosen.reduce((sum, i) => sum + rows.weights[i]!, 0)
  let found = new Float64Array(width)
  for (let round = 0; round < rounds && total > 0; round += 1) {
    const { slope, bend } = curvature(rows, chosen, found, total)
    for (let k = 0; k < width; k += 1) {
      const pull = k === width - 1 ? 1e-9 : ridge
      slope[k]! += pull * found[k]!
      bend[k * width + k]! += pull
    }
    const change = solvePositive(bend, slope, width)
    found = found.map((w, k) => w - change[k]!)
    if (change.every((step) => Math.abs(step) < 1e-5)) break
  }
  return found
}

export function linear(inputs: Float64Array, from: number, weights: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < weights.length; k += 1) sum += inputs[from + k]! * weights[k]!
  return sum
}

/** Gradient [width] and Hessian [width²] of the mean loss. */
function curvature(
  { inputs, width, targets, weights }: FlatRows,
  chosen: Int32Array,
  w: Float64Array,
  total: number,
) {
  const slope = new Float64Array(width)
  const bend = new Float64Array(width * width)
  for (const i of chosen) {
    const at = i * width
    const p = 1 / (1 + Math.exp(-linear(inputs, at, w)))
    const share = weights[i]! / total
    const [g, h] = [share * (p - targets[i]!), share * p * (1 - p)]
    for (let k = 0; k < width; k += 1) {
      const x = inputs[at + k]!
      slope[k]! += g * x
      for (let l = 0; l <= k; l += 1) bend[k * width + l]! += h * x * inputs[at + l]!
    }
  }
  return { slope, bend }
}

/** Cholesky; only the lower half of `matrix` [n²] is read, and it is overwritten. */
function solvePositive(matrix: Float64Array, right: Float64Array, n: number): Float64Array {
  const x = right.slice()
  for (let k = 0; k < n; k += 1) {
    for (let l = 0; l <= k; l += 1) {
      let sum = matrix[k * n + l]!
      for (let m = 0; m < l; m += 1) sum -= matrix[k * n + m]! * matrix[l * n + m]!
      matrix[k * n + l] = k === l ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[l * n + l]!
    }
    for (let m = 0; m < k; m += 1) x[k]! -= matrix[k * n + m]! * x[m]!
    x[k]! /= matrix[k * n + k]!
  }
  for (let k = n - 1; k >= 0; k -= 1) {
    for (let m = k + 1; m < n; m += 1) x[k]! -= matrix[m * n + k]! * x[m]!
    x[k]! /= matrix[k * n + k]!
  }
  return x
}
