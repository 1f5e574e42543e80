/**
 * The standard normal distribution as a table of 65,536 equally likely values, ascending.
 * Only + − × ÷ and √, which IEEE 754 fixes to the bit: Math.exp and Math.log may differ between engines.
 */

const count = 65_536
let table: Float64Array | undefined

/** [65536], mean 0 (symmetric) and variance 1 (scaled: a finite table lacks the far tails). */
export function normalQuantiles(): Float64Array {
  table ??= makeTable()
  return table
}

function makeTable(): Float64Array {
  const values = new Float64Array(count)
  const { area, step } = upperAreas()
  const total = 2 * area[area.length - 1]!
  let cell = 0
  let squares = 0
  for (let i = count / 2; i < count; i += 1) {
    const target = ((i + 0.5) / count - 0.5) * total
    while (area[cell + 1]! < target) cell += 1
    const value = (cell + (target - area[cell]!) / (area[cell + 1]! - area[cell]!)) * step
    values[i] = value
    squares += 2 * value * value
  }
  const scale = 1 / Math.sqrt(squares / count)
  for (let i = count / 2; i < count; i += 1) {
    values[i] = values[i]! * scale
    values[count - 1 - i] = -values[i]!
  }
  return values
}

/** Area under exp(−x²/2) from 0 to each grid point, 0 … 6 (Simpson's rule per cell). */
function upperAreas() {
  const step = 1 / 512
  const area = new Float64Array(6 * 512 + 1)
  const density = (x: number) => exponential(-0.5 * x * x)
  for (let i = 1; i < area.length; i += 1) {
    const [left, middle, right] = [density((i - 1) * step), density((i - 0.5) * step), density(i * step)]
    area[i] = area[i - 1]! + ((left + 4 * middle + right) * step) / 6
  }
  return { area, step }
}

/** e^x for |x| ≤ 20: the series of x/1024, squared ten times. */
function exponential(x: number): number {
  const small = x / 1024
  let term = 1
  let sum = 1
  for (let k = 1; k <= 8; k += 1) {
    term = (term * small) / k
    sum += term
  }
  for (let k = 0; k < 10; k += 1) sum *= sum
  return sum
}
