/** What a backend computes for the operations. */
import type * as tf from '@tensorflow/tfjs-core'

/** How the flattened steps [N = rows · steps, …] lie, and who may look at whom. */
export interface Places {
  rows: number
  steps: number
  heads: number
  /** [rows · heads, steps, steps]: 0 where a step may look, −1e9 where not (softmax makes that exactly 0). */
  barrier: tf.Tensor3D
}

/** Two-dimensional unless said; N rows are steps. None of them records anything for gradients. */
export interface Kernels {
  /** a · b; `flipA`, `flipB`: take aᵀ, bᵀ. */
  product(a: tf.Tensor2D, b: tf.Tensor2D, flipA?: boolean, flipB?: boolean): tf.Tensor2D
  /** x · weight + bias, then ReLU where asked. */
  dense(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, relu: boolean): tf.Tensor2D
  /** dy where the ReLU's value is above 0, else 0. */
  reluGradient(dy: tf.Tensor2D, value: tf.Tensor2D): tf.Tensor2D
  /** Over the N rows → one row. */
  sumOfRows(x: tf.Tensor2D): tf.Tensor1D
  add<T extends tf.Tensor>(a: T, b: tf.Tensor): T
  multiply<T extends tf.Tensor>(a: T, b: tf.Tensor): T
  /** Each row to mean 0 and variance 1, then · scale [D] + shift [D]; `kept` is for the gradient. */
  norm(x: tf.Tensor2D, scale: tf.Tensor1D, shift: tf.Tensor1D): { value: tf.Tensor2D; kept: tf.Tensor[] }
  /** → gradients of x, scale, shift. */
  normGradient(dy: tf.Tensor2D, scale: tf.Tensor1D, kept: tf.Tensor[]): tf.Tensor[]
  /** Of queryKeyValue [N, 3 · D] → [N, D], and the weights [rows · heads, steps, steps]. */
  attention(qkv: tf.Tensor2D, places: Places): { value: tf.Tensor2D; weights: tf.Tensor3D; kept: tf.Tensor[] }
  /** → gradient of queryKeyValue. */
  attentionGradient(dy: tf.Tensor2D, places: Places, kept: tf.Tensor[]): tf.Tensor2D
}

/** What layer norm and attention are composed of where a backend has nothing better. */
export interface Elements extends Omit<Kernels, 'norm' | 'normGradient' | 'attention' | 'attentionGradient'> {
  /** `product` for every matrix of two stacks. */
  products(a: tf.Tensor3D, b: tf.Tensor3D, flipA?: boolean, flipB?: boolean): tf.Tensor3D
  subtract<T extends tf.Tensor>(a: T, b: tf.Tensor): T
  /** Of each row → [N, 1]. */
  meanOfEach(x: tf.Tensor2D): tf.Tensor2D
}

/** Variance that a row of equal numbers is taken to have. */
export const epsilon = 1e-5
