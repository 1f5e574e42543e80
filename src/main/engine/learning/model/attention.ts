/** Self-attention as one differentiable operation. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Places } from '../kernels/kernel.ts'
import { kernels } from '../kernels/kernels.ts'
import { operation } from './ops.ts'

export type { Places }

/** Of queryKeyValue [N, 3 · D] → [N, D]. `watch` is given the weights [rows · heads, steps, steps]. */
export function attend(
  qkv: tf.Tensor2D,
  places: Places,
  watch?: (weights: tf.Tensor3D) => void,
): tf.Tensor2D {
  const k = kernels()
  return operation<[tf.Tensor2D]>((packed) => {
    const { value, weights, kept } = k.attention(packed, places)
    watch?.(weights)
    return { value, keep: kept, back: (dy, again) => [k.attentionGradient(dy, places, again)] }
  })(qkv)
}
