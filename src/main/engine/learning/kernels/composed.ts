/** Layer norm and attention composed of simpler operations, on at most four dimensions: wasm has no five. */
import * as tf from '@tensorflow/tfjs-core'
import { type Elements, epsilon, type Kernels, type Places } from './kernel.ts'

export function compose(k: Elements): Kernels {
  return {
    ...k,
    norm(x, scale, shift) {
      const centred = k.subtract(x, k.meanOfEach(x))
      const inverse = tf.rsqrt(tf.add(k.meanOfEach(k.multiply(centred, centred)), epsilon))
      const unit = k.multiply(centred, inverse)
      return { value: k.add(k.multiply(unit, scale), shift), kept: [unit, inverse] }
    },
    normGradient(dy, scale, kept) {
      const [unit, inverse] = kept as [tf.Tensor2D, tf.Tensor2D]
      const d = k.multiply(dy, scale)
      const along = k.add(k.multiply(unit, k.meanOfEach(k.multiply(d, unit))), k.meanOfEach(d))
      const dx = k.multiply(k.subtract(d, along), inverse)
      return [dx, k.sumOfRows(k.multiply(dy, unit)), k.sumOfRows(dy)]
    },
    attention(qkv, places) {
      const [query, key, value] = tf.split<tf.Tensor2D>(qkv, 3, 1).map((part) => split(part, places)) as Three
      const scores = k.multiply(k.products(query, key, false, true), scaleOf(query))
      const weights = tf.softmax(k.add(scores, places.barrier)) as tf.Tensor3D
      return {
        value: join(k.products(weights, value), places),
        weights,
        kept: [query, key, value, weights],
      }
    },
    attentionGradient(given, places, kept) {
      const dy = split(given, places)
      const [query, key, value, weights] = kept as [...Three, tf.Tensor3D]
      const dWeights = k.products(dy, value, false, true)
      const mean = tf.sum(k.multiply(dWeights, weights), 2, true) as tf.Tensor3D
      const dScores = k.multiply(k.multiply(weights, k.subtract(dWeights, mean)), scaleOf(query))
      const dQuery = k.products(dScores, key)
      const dKey = k.products(dScores, query, true)
      const dValue = k.products(weights, dy, true)
      return tf.concat2d(
        [dQuery, dKey, dValue].map((part) => join(part, places)),
        1,
      )
    },
  }
}

type Three = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]

const scaleOf = (query: tf.Tensor3D): tf.Scalar => tf.scalar(1 / Math.sqrt(query.shape[2]))

/** [N, heads · d] → [rows · heads, steps, d]. */
const split = (x: tf.Tensor2D, { rows, steps, heads }: Places): tf.Tensor3D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, steps, heads, -1]), [0, 2, 1, 3]), [rows * heads, steps, -1])

const join = (x: tf.Tensor3D, { rows, steps, heads }: Places): tf.Tensor2D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, heads, steps, -1]), [0, 2, 1, 3]), [rows * steps, -1])
