/** A smooth ReLU. */
import * as tf from '@tensorflow/tfjs-core'
import { operation } from './ops.ts'

const slope = Math.sqrt(2 / Math.PI)

/** x · Φ(x) of [N, D], with Φ by its usual tanh (Hendrycks and Gimpel, 2016): ½ x (1 + tanh(√(2/π)(x + .044715 x³))). */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((a) => {
    const square = tf.square(a)
    const bent = tf.tanh(tf.mul(tf.mul(a, slope), tf.add(1, tf.mul(square, 0.044715))))
    return {
      value: tf.mul(tf.mul(a, 0.5), tf.add(1, bent)),
      keep: [a, square, bent],
      back: (dy, [kept, squares, tanh]) => {
        const steep = tf.mul(slope, tf.add(1, tf.mul(squares!, 3 * 0.044715)))
        const own = tf.mul(tf.mul(tf.mul(kept!, 0.5), tf.sub(1, tf.square(tanh!))), steep)
        return [tf.mul(dy, tf.add(tf.mul(0.5, tf.add(1, tanh!)), own))]
      },
    }
  })(x)
}
