/**
 * Finite scalar quantisation (Mentzer and others, 2023): each number is rounded to one of its levels, and those of a
 * book together are its code. Nothing has to be learned, so no code book collapses.
 */
import * as tf from '@tensorflow/tfjs-core'
import { operation } from '../../model/ops.ts'
import { frequencies } from './frequencies.ts'
import { type Quantiser, refuseNoCodes } from './quantiser.ts'

/** Levels of each number, by book: 1,024, 1,000 and 972 codes. Brightness needs most, what is seldom far from 0 fewest. */
const books = [
  [32, 8, 4],
  [10, 10, 10],
  [4, 3, 3, 3, 3, 3],
]
const levels = books.flat()
/** Of its book's code, what one level more of a number adds. */
const weights = books.flatMap((book) => book.map((_, k) => book.slice(k + 1).reduce((a, b) => a * b, 1)))
const bookOf = books.flatMap((book, b) => book.map(() => b))

export class FiniteScalars implements Quantiser {
  readonly parameters = []
  readonly sizes = books.map((book) => book.reduce((a, b) => a * b, 1))
  readonly startScale = frequencies.map(({ most }) => 1 / most)

  quantise(z: tf.Tensor2D): tf.Tensor2D {
    return operation<[tf.Tensor2D]>((a) => {
      return {
        value: tf.sub(tf.div(placeOf(a), steps()), 1) as tf.Tensor2D,
        keep: [a],
        // Beyond the last level only what leads back counts.
        back: (dy, [kept]) => [
          tf.where(
            tf.logicalOr(tf.lessEqual(tf.abs(kept!), 1), tf.greater(tf.mul(dy, kept!), 0)),
            dy,
            tf.zerosLike(dy),
          ),
        ],
      }
    })(z)
  }

  codesOf(z: tf.Tensor2D): tf.Tensor2D {
    const worth = new Float32Array(levels.length * books.length)
    weights.forEach((weight, k) => (worth[k * books.length + bookOf[k]!] = weight))
    return tf.matMul(placeOf(z), tf.tensor2d(worth, [levels.length, books.length]))
  }

  valuesOf(codes: Int32Array): tf.Tensor2D {
    refuseNoCodes(codes, this.sizes)
    const places = codes.length / books.length
    const values = new Float32Array(places * levels.length)
    for (let i = 0; i < values.length; i += 1) {
      const k = i % levels.length
      const code = codes[Math.floor(i / levels.length) * books.length + bookOf[k]!]!
      const n = levels[k]!
      values[i] = (2 * (Math.floor(code / weights[k]!) % n)) / (n - 1) - 1
    }
    return tf.tensor2d(values, [places, levels.length])
  }
}

const steps = (): tf.Tensor1D => tf.tensor1d(levels.map((n) => (n - 1) / 2))
/** −1 … 1 → number of the nearest level; of the last one beyond. */
const placeOf = (z: tf.Tensor2D): tf.Tensor2D =>
  tf.round(tf.mul(tf.add(tf.clipByValue(z, -1, 1), 1), steps()))
