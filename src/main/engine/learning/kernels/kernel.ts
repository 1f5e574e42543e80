/** What a backend computes for the operations. */
import type * as tf from '@tensorflow/tfjs-core'

/** Two-dimensional unless said; N rows are steps. None of them records anything for gradients. */
export interface Kernels {
  /** a · b; `flipA`, `flipB`: take aᵀ, bᵀ. */
  product(a: tf.Tensor2D, b: tf.Tensor2D, flipA?: boolean, flipB?: boolean): tf.Tensor2D
  /** The same for every matrix of two stacks. */
  products(a: tf.Tensor3D, b: tf.Tensor3D, flipA?: boolean, flipB?: boolean): tf.Tensor3D
  /** x · weight + bias, then ReLU where asked. */
  dense(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, relu: boolean): tf.Tensor2D
  /** dy where the ReLU's value is above 0, else 0. */
  reluGradient(dy: tf.Tensor2D, value: tf.Tensor2D): tf.Tensor2D
  /** Over the N rows → one row. */
  sumOfRows(x: tf.Tensor2D): tf.Tensor1D
  /** Of each row → [N, 1]. */
  meanOfEach(x: tf.Tensor2D): tf.Tensor2D
  add<T extends tf.Tensor>(a: T, b: tf.Tensor): T
  subtract<T extends tf.Tensor>(a: T, b: tf.Tensor): T
  multiply<T extends tf.Tensor>(a: T, b: tf.Tensor): T
}
