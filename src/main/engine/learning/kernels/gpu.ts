/** For webgpu: its products take either operand turned, and it adds up along any axis without help. */
import * as tf from '@tensorflow/tfjs-core'
import { compose } from './composed.ts'
import { plainKernels } from './plain.ts'

const { dense, reluGradient, add, multiply } = plainKernels

export const gpuKernels = compose({
  product: (a, b, flipA = false, flipB = false) => tf.matMul(a, b, flipA, flipB),
  products: (a, b, flipA = false, flipB = false) => tf.matMul(a, b, flipA, flipB),
  dense,
  reluGradient,
  sumOfRows: (x) => tf.sum(x, 0),
  meanOfEach: (x) => tf.mean(x, 1, true),
  add,
  multiply,
  subtract: (a, b) => tf.sub(a, b),
})
