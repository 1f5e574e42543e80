/** The routines for wasm against plain arithmetic, at sizes that fit no tile. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import type { Kernels } from '../../../src/main/engine/learning/kernels/kernel.ts'
import { kernels } from '../../../src/main/engine/learning/kernels/kernels.ts'

const random = createRandom(11, 'simd')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const matrix = (rows: number, columns: number) => tf.tensor2d(numbers(rows * columns), [rows, columns])

let k: Kernels
beforeAll(async () => {
  await useBackend('wasm')
  k = kernels()
})

function plainProduct(a: tf.Tensor2D, b: tf.Tensor2D, flipA: boolean, flipB: boolean): number[] {
  const [left, right] = [a.arraySync(), b.arraySync()]
  const [rows, steps] = flipA ? [a.shape[1], a.shape[0]] : a.shape
  const columns = b.shape[flipB ? 0 : 1]
  return Array.from({ length: rows * columns }, (_, at) => {
    const [m, n] = [Math.floor(at / columns), at % columns]
    let sum = 0
    for (let s = 0; s < steps; s += 1)
      sum += (flipA ? left[s]![m]! : left[m]![s]!) * (flipB ? right[n]![s]! : right[s]![n]!)
    return sum
  })
}

const close = (got: ArrayLike<number>, wanted: ArrayLike<number>) => {
  expect(got.length).toBe(wanted.length)
  for (let i = 0; i < got.length; i += 1)
    expect(Math.abs(got[i]! - wanted[i]!), `number ${i}`).toBeLessThan(1e-4)
}

describe('products', () => {
  const sizes = [
    [1, 1, 1],
    [4, 8, 8],
    [5, 9, 3],
    [13, 1, 17],
    [3, 31, 16],
    [25, 25, 16],
    [64, 10, 100],
  ] as const
  for (const [rows, columns, steps] of sizes)
    for (const [flipA, flipB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const)
      it(`of ${rows}×${steps} and ${steps}×${columns}${flipA ? ', left turned' : ''}${flipB ? ', right turned' : ''}`, () => {
        const a = flipA ? matrix(steps, rows) : matrix(rows, steps)
        const b = flipB ? matrix(columns, steps) : matrix(steps, columns)
        close(k.product(a, b, flipA, flipB).dataSync(), plainProduct(a, b, flipA, flipB))
      })

  it('of one tensor in two shapes: nothing of the first is remembered', () => {
    const values = numbers(24)
    const right = tf.tensor2d(values, [4, 6])
    const [left4, left6] = [matrix(3, 4), matrix(3, 6)]
    close(k.product(left4, right).dataSync(), plainProduct(left4, right, false, false))
    // A reshape shares its numbers, and its name in the backend's cache.
    const again = tf.reshape(right, [6, 4]) as tf.Tensor2D
    close(k.product(left6, again).dataSync(), plainProduct(left6, again, false, false))
  })

  it('do not read on into what lies behind a short bias', () => {
    const [x, weight] = [matrix(6, 5), matrix(5, 3)]
    const bias = tf.tensor1d([1, -2, 0.5])
    const wanted = plainProduct(x, weight, false, false).map((value, i) =>
      Math.max(0, value + [1, -2, 0.5][i % 3]!),
    )
    close(k.dense(x, weight, bias, true).dataSync(), wanted)
  })
})

describe('attention', () => {
  it('is exactly zero behind a wall, and sums to one, also where scores are far apart', () => {
    const [steps, heads] = [7, 1]
    const walls = new Float32Array(steps * steps).map((_, i) => (i % steps < 3 ? 0 : -1e9))
    const places = { rows: 1, steps, heads, barrier: tf.tensor3d(walls, [1, steps, steps]) }
    const qkv = tf.tensor2d(
      numbers(steps * 12).map((value) => value * 40),
      [steps, 12],
    )
    const weights = k.attention(qkv, places).weights.arraySync()[0]!
    for (const row of weights) {
      expect(row.slice(3)).toEqual([0, 0, 0, 0])
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
    }
  })

  it('has the exponential of plain JavaScript to six digits', () => {
    const steps = 9
    const places = { rows: 1, steps, heads: 1, barrier: tf.zeros<tf.Rank.R3>([1, steps, steps]) }
    const qkv = matrix(steps, 12)
    const [rows, weights] = [qkv.arraySync(), k.attention(qkv, places).weights.arraySync()[0]!]
    rows.forEach((asking, i) => {
      const scores = rows.map(
        (asked) => [0, 1, 2, 3].reduce((sum, d) => sum + asking[d]! * asked[4 + d]!, 0) / 2,
      )
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0)
      scores.forEach((score, j) => expect(weights[i]![j]).toBeCloseTo(Math.exp(score) / total, 6))
    })
  })
})

describe('norm', () => {
  it.each([4, 12, 64])('of %i numbers has mean 0 and variance 1', (width) => {
    const x = tf.tensor2d(
      numbers(3 * width).map((value) => value * 5 + 100),
      [3, width],
    )
    const { value } = k.norm(x, tf.ones([width]), tf.zeros([width]))
    for (const row of value.arraySync()) {
      expect(row.reduce((sum, v) => sum + v, 0) / width).toBeCloseTo(0, 4)
      expect(row.reduce((sum, v) => sum + v * v, 0) / width).toBeCloseTo(1, 2)
    }
  })
})
