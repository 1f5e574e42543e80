/**
 * The differentiable operations that the layers are made of: seven functions on flattened steps [N, D]. Each has
 * its own gradient, because the generic ones cost two to five times as much (docs/decisions/learning.md); each
 * gradient is tested against finite differences on every backend. N = rows · steps.
 */
import * as tf from '@tensorflow/tfjs-core'
import { readsAtOnce } from '../backends/reading.ts'
import { isRecorded } from '../graphs/settle.ts'
import { kernels } from '../kernels/kernels.ts'

/** A forward function that returns its value, what the gradient needs, and the gradient of each input. */
type Forward<T extends tf.Tensor[]> = (...inputs: T) => {
  value: tf.Tensor2D
  keep: tf.Tensor[]
  back: (dy: tf.Tensor2D, kept: tf.Tensor[]) => tf.Tensor[]
}

/** tf.customGrad with types, and with `keep` as part of the answer. */
export function operation<T extends tf.Tensor[]>(forward: Forward<T>): (...inputs: T) => tf.Tensor2D {
  return tf.customGrad((...given) => {
    const save = given.pop() as unknown as (tensors: tf.Tensor[]) => void
    const { value, keep, back } = forward(...(given as unknown as T))
    save(keep)
    return { value, gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => back(dy as tf.Tensor2D, kept) }
  }) as (...inputs: T) => tf.Tensor2D
}

/** x [N, in] · weight [in, out] + bias [out], then ReLU where asked → [N, out]. */
export function dense(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, relu = false): tf.Tensor2D {
  const k = kernels()
  return operation<[tf.Tensor2D, tf.Tensor2D, tf.Tensor1D]>((a, w, b) => {
    const value = k.dense(a, w, b, relu)
    return {
      value,
      keep: relu ? [a, w, value] : [a, w],
      back(dy, [input, matrix, output]) {
        const d = relu ? k.reluGradient(dy, output as tf.Tensor2D) : dy
        const [i, m] = [input as tf.Tensor2D, matrix as tf.Tensor2D]
        return [k.product(d, m, false, true), k.product(i, d, true), k.sumOfRows(d)]
      },
    }
  })(x, weight, bias)
}

/** Each row of x [N, D] to mean 0 and variance 1, then · scale [D] + shift [D]. */
export function layerNorm(x: tf.Tensor2D, scale: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor2D {
  const k = kernels()
  return operation<[tf.Tensor2D, tf.Tensor1D, tf.Tensor1D]>((a, g, b) => {
    const { value, kept } = k.norm(a, g, b)
    return {
      value,
      keep: [g, ...kept],
      back: (dy, [gain, ...again]) => k.normGradient(dy, gain as tf.Tensor1D, again),
    }
  })(x, scale, shift)
}

/** a + b, of one shape. */
export function add(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const k = kernels()
  // The second gradient is a copy, because the tape disposes of each by itself.
  return operation<[tf.Tensor2D, tf.Tensor2D]>((one, other) => ({
    value: k.add(one, other),
    keep: [],
    back: (dy) => [dy, tf.clone(dy)],
  }))(a, b)
}

/** x · mask, of one shape; the mask gets no gradient. */
export function masked(x: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor2D {
  const k = kernels()
  return operation<[tf.Tensor2D]>((a) => ({
    value: k.multiply(a, mask),
    keep: [mask],
    back: (dy, [kept]) => [k.multiply(dy, kept!)],
  }))(x)
}

/** Rows of table [V, D] by their numbers → [N, D]. The gradient adds up in plain code, which wasm lacks, where it can. */
export function lookUp(table: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((t) => ({
    value: tf.gather(t, tf.tensor1d(rows, 'int32')),
    keep: [],
    back: (dy) => [addUp(dy, tf.tensor1d(rows, 'int32'), t.shape)],
  }))(table)
}

/** Rows of x [N, D] added up where `rows` [N] int32 says → [height, D]. */
export function addUp(
  x: tf.Tensor2D,
  rows: tf.Tensor1D,
  [height, width]: readonly [number, number],
): tf.Tensor2D {
  if (isRecorded()) return tf.unsortedSegmentSum(x, rows, height)
  if (!readsAtOnce()) {
    const taken = tf.oneHot(rows, height, 1, 0, 'float32') as tf.Tensor2D
    return kernels().product(taken, x, true)
  }
  const from = x.dataSync()
  const sum = new Float32Array(height * width)
  rows.dataSync().forEach((row, n) => {
    for (let k = 0; k < width; k += 1) sum[row * width + k]! += from[n * width + k]!
  })
  return tf.tensor2d(sum, [height, width])
}

/** Σ weight · cross-entropy(target, sigmoid(logit)) of [N, 1] each → a scalar. */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar {
  return operation<[tf.Tensor2D]>((z) => {
    const each = tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(z)))))
    return {
      value: tf.sum(tf.mul(each, weights)) as tf.Tensor as tf.Tensor2D,
      keep: [tf.mul(weights, tf.sub(tf.sigmoid(z), targets))],
      back: (dy, [slope]) => [tf.mul(dy, slope!)],
    }
  })(logits) as tf.Tensor as tf.Scalar
}
