/**
 * Finite scalar quantisation (Mentzer and others, 2023): each of a few numbers is rounded to one of its levels, and all
 * together are the code. Nothing has to be learned, so nothing collapses. The gradient passes as if nothing were rounded.
 */
import * as tf from '@tensorflow/tfjs-core'
import { operation } from '../../ops.ts'

/** Levels of each number; their product is the number of codes. */
export const levels = [8, 5, 5, 5] as const
export const codes = levels.reduce<number>((product, n) => product * n, 1)

/** z [N, 4] → values of the nearest levels, −1 … 1. */
export function quantise(z: tf.Tensor2D): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((a) => {
    const bent = tf.tanh(a)
    const steps = tf.tensor1d(levels.map((n) => (n - 1) / 2))
    const value = tf.sub(tf.div(tf.round(tf.mul(tf.add(bent, 1), steps)), steps), 1) as tf.Tensor2D
    return {
      value,
      keep: [bent],
      back: (dy, [kept]) => [tf.mul(dy, tf.sub(1, tf.square(kept!)))],
    }
  })(z)
}

/** Values of levels [N, 4] → numbers of codes. */
export function codesOf(values: Float32Array): Int32Array {
  const count = values.length / levels.length
  const found = new Int32Array(count)
  for (let i = 0; i < count; i += 1) {
    let code = 0
    levels.forEach((n, k) => {
      code = code * n + Math.round(((values[i * levels.length + k]! + 1) * (n - 1)) / 2)
    })
    found[i] = code
  }
  return found
}

/** The other way round. Throws RangeError for a number that is no code. */
export function valuesOf(numbers: Int32Array): Float32Array {
  const values = new Float32Array(numbers.length * levels.length)
  numbers.forEach((number, i) => {
    if (!(number >= 0 && number < codes)) throw new RangeError(`${number} is no code: there are ${codes}`)
    let rest = number
    for (let k = levels.length - 1; k >= 0; k -= 1) {
      const n = levels[k]!
      values[i * levels.length + k] = (2 * (rest % n)) / (n - 1) - 1
      rest = Math.floor(rest / n)
    }
  })
  return values
}

/** How the codes were used. */
export class CodeUse {
  readonly counts = new Float64Array(codes)

  add(numbers: Int32Array): void {
    for (const number of numbers) this.counts[number]! += 1
  }

  /** Share of the codes that came at all. */
  get used(): number {
    return this.counts.filter((n) => n > 0).length / codes
  }

  /** Of how many codes, equally often, one would be as surprised. */
  get perplexity(): number {
    const total = this.counts.reduce((sum, n) => sum + n, 0)
    if (total === 0) return 0
    let surprise = 0
    for (const n of this.counts) if (n > 0) surprise -= (n / total) * Math.log(n / total)
    return Math.exp(surprise)
  }
}
