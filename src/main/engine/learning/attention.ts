/** Self-attention as one differentiable operation, on at most four dimensions: the wasm backend has no five. */
import * as tf from '@tensorflow/tfjs-core'
import type { Kernels } from './kernels/kernel.ts'
import { kernels } from './kernels/kernels.ts'
import { operation } from './ops.ts'

/** How the flattened steps [N = rows · steps, …] lie, and who may look at whom. */
export interface Places {
  rows: number
  steps: number
  heads: number
  /** [rows · heads, steps, steps]: 0 where a step may look, −1e9 where not (softmax makes that exactly 0). */
  barrier: tf.Tensor3D
}

/** Of queryKeyValue [N, 3 · D] → [N, D]. `watch` is given the weights [rows · heads, steps, steps]. */
export function attend(
  qkv: tf.Tensor2D,
  places: Places,
  watch?: (weights: tf.Tensor3D) => void,
): tf.Tensor2D {
  const k = kernels()
  const scale = 1 / Math.sqrt(qkv.shape[1] / 3 / places.heads)
  return operation<[tf.Tensor2D]>((packed) => {
    const [query, key, value] = tf
      .split<tf.Tensor2D>(packed, 3, 1)
      .map((part) => split(part, places)) as Three
    const scores = k.multiply(k.products(query, key, false, true), tf.scalar(scale))
    const weights = tf.softmax(k.add(scores, places.barrier)) as tf.Tensor3D
    watch?.(weights)
    return {
      value: join(k.products(weights, value), places),
      keep: [query, key, value, weights],
      back: (dy, kept) => [gradient(k, scale, split(dy, places), kept as [...Three, tf.Tensor3D], places)],
    }
  })(qkv)
}

type Three = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]

function gradient(k: Kernels, scale: number, dy: tf.Tensor3D, kept: [...Three, tf.Tensor3D], places: Places) {
  const [query, key, value, weights] = kept
  const dWeights = k.products(dy, value, false, true)
  const mean = tf.sum(k.multiply(dWeights, weights), 2, true) as tf.Tensor3D
  const dScores = k.multiply(k.multiply(weights, k.subtract(dWeights, mean)), tf.scalar(scale))
  const dQuery = k.products(dScores, key)
  const dKey = k.products(dScores, query, true)
  const dValue = k.products(weights, dy, true)
  return tf.concat2d(
    [dQuery, dKey, dValue].map((part) => join(part, places)),
    1,
  )
}

/** [N, heads · d] → [rows · heads, steps, d]. */
const split = (x: tf.Tensor2D, { rows, steps, heads }: Places): tf.Tensor3D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, steps, heads, -1]), [0, 2, 1, 3]), [rows * heads, steps, -1])

const join = (x: tf.Tensor3D, { rows, steps, heads }: Places): tf.Tensor2D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, heads, steps, -1]), [0, 2, 1, 3]), [rows * steps, -1])
