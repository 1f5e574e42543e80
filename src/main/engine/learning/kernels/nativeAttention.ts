/** Attention for the native library, which knows five dimensions: one transposition for query, key and value. */
import * as tf from '@tensorflow/tfjs-core'
import type { Elements, Kernels, Places } from './kernel.ts'
import type { Native } from './nativeCalls.ts'

type Attention = Pick<Kernels, 'attention' | 'attentionGradient'>
type Three = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]

export function nativeAttention(
  { run, runMany, float, flag, whole }: Native,
  k: Pick<Elements, 'add' | 'multiply'>,
): Attention {
  const unpack = [float, whole('num', 3), whole('axis', 0)]
  const stack = [float, whole('N', 3), whole('axis', 0)]
  const products = (a: tf.Tensor3D, b: tf.Tensor3D, flipA = false, flipB = false) =>
    run<tf.Tensor3D>('BatchMatMulV2', [float, flag('adj_x', flipA), flag('adj_y', flipB)], a, b)
  return {
    attention(qkv, places) {
      const { rows, steps, heads, barrier } = places
      const apart = tf.transpose(tf.reshape(qkv, [rows, steps, 3, heads, -1]), [2, 0, 3, 1, 4])
      const packed = tf.reshape(apart, [3, rows * heads, steps, -1])
      const [query, key, value] = runMany('Unpack', unpack, [packed], 3) as Three
      const asked = k.multiply(query, tf.scalar(1 / Math.sqrt(query.shape[2])))
      const weights = run<tf.Tensor3D>('Softmax', [float], k.add(products(asked, key, false, true), barrier))
      return { value: join(products(weights, value), places), weights, kept: [asked, key, value, weights] }
    },
    attentionGradient(given, places, kept) {
      const { rows, steps, heads } = places
      const [asked, key, value, weights] = kept as [...Three, tf.Tensor3D]
      const dy = split(given, places)
      const dWeights = products(dy, value, false, true)
      const mean = tf.sum(k.multiply(dWeights, weights), 2, true)
      const dScores = k.multiply(weights, tf.sub(dWeights, mean)) as tf.Tensor3D
      const dQuery = k.multiply(products(dScores, key), tf.scalar(1 / Math.sqrt(key.shape[2])))
      const parts = [dQuery, products(dScores, asked, true), products(weights, dy, true)]
      const packed = tf.reshape(run('Pack', stack, ...parts), [3, rows, heads, steps, -1])
      return tf.reshape(tf.transpose(packed, [1, 3, 0, 2, 4]), [rows * steps, -1])
    },
  }
}

/** [N, heads · d] → [rows · heads, steps, d]. */
const split = (x: tf.Tensor2D, { rows, steps, heads }: Places): tf.Tensor3D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, steps, heads, -1]), [0, 2, 1, 3]), [rows * heads, steps, -1])

const join = (x: tf.Tensor3D, { rows, steps, heads }: Places): tf.Tensor2D =>
  tf.reshape(tf.transpose(tf.reshape(x, [rows, heads, steps, -1]), [0, 2, 1, 3]), [rows * steps, -1])
