/** For wasm and cpu. On wasm a product with a transpose flag costs ten times one on a copy, so there is none here. */
import * as tf from '@tensorflow/tfjs-core'
import { compose } from './composed.ts'

const flipped = (x: tf.Tensor2D, flip: boolean): tf.Tensor2D => (flip ? tf.transpose(x) : x)
const flippedEach = (x: tf.Tensor3D, flip: boolean): tf.Tensor3D => (flip ? tf.transpose(x, [0, 2, 1]) : x)

export const plainKernels = compose({
  product(a, b, flipA = false, flipB = false) {
    // The right operand is packed on every call: aᵀ · b packs the narrower of the two.
    if (flipA && !flipB && a.shape[1] < b.shape[1]) return tf.transpose(tf.matMul(tf.transpose(b), a))
    return tf.matMul(flipped(a, flipA), flipped(b, flipB))
  },
  products: (a, b, flipA = false, flipB = false) => tf.matMul(flippedEach(a, flipA), flippedEach(b, flipB)),
  dense: (x, weight, bias, relu) =>
    tf.fused.matMul({ a: x, b: weight, bias, activation: relu ? 'relu' : 'linear' }) as tf.Tensor2D,
  reluGradient: (dy, value) => tf.mul(dy, tf.step(value)) as tf.Tensor2D,
  // A product with ones, because the reduction over the first axis needs a transpose.
  sumOfRows: (x) => tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]),
  meanOfEach: (x) => tf.matMul(x, tf.fill([x.shape[1], 1], 1 / x.shape[1])),
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
})
