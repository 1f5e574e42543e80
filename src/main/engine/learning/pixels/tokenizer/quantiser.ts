/** What turns a few numbers of each place into codes, and codes into numbers. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Parameter } from '../../model/layers.ts'

export interface Quantiser {
  readonly parameters: Parameter[]
  /** Codes of each book; a place has one code of every book. */
  readonly sizes: readonly number[]
  /** How large each number is where training starts, as a multiple of what the frequency is (see frequencies.ts). */
  readonly startScale: readonly number[]
  /** z [N, numbers] → the nearest that codes can say. The gradient passes as if nothing were rounded. */
  quantise(z: tf.Tensor2D): tf.Tensor2D
  /** z [N, numbers] → its codes [N, books]. No gradient. */
  codesOf(z: tf.Tensor2D): tf.Tensor2D
  /** Codes [N, books] → numbers [N, numbers]. Throws RangeError for what is no code. */
  valuesOf(codes: Int32Array): tf.Tensor2D
}

/** Throws RangeError. */
export function refuseNoCodes(codes: Int32Array, sizes: readonly number[]): void {
  codes.forEach((code, i) => {
    const size = sizes[i % sizes.length]!
    if (!(code >= 0 && code < size)) throw new RangeError(`${code} is no code: there are ${size}`)
  })
}
