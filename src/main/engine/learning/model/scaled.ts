/** Each column of x [N, D] · scale [D] + shift [D], with its gradient. */
import * as tf from '@tensorflow/tfjs-core'
import { kernels } from '../kernels/kernels.ts'
import { operation } from './ops.ts'

export function scaled(x: tf.Tensor2D, scale: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor2D {
  return operation<[tf.Tensor2D, tf.Tensor1D, tf.Tensor1D]>((a, times, plus) => ({
    value: tf.add(tf.mul(a, times), plus),
    keep: [a, times],
    back(dy, [input, by]) {
      const k = kernels()
      return [tf.mul(dy, by!), k.sumOfRows(tf.mul(dy, input!) as tf.Tensor2D), k.sumOfRows(dy)]
    },
  }))(x, scale, shift)
}
