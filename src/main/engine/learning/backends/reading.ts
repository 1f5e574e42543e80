/** Results out of tensors. A graphics card answers later; everything else at once, and then without a detour. */
import * as tf from '@tensorflow/tfjs-core'
import { settle } from '../graphs/settle.ts'
import { throwFault } from './gpuFaults.ts'

/** Can the numbers of a tensor be had in the middle of a pass? */
export const readsAtOnce = (): boolean => tf.getBackend() !== 'webgpu'

/** The numbers of tensors, which are disposed of. They must have been kept: what is read later is in no tidy. */
export async function takeNumbers(tensors: readonly tf.Tensor[]): Promise<Float32Array<ArrayBuffer>[]> {
  try {
    settle(tensors)
    if (readsAtOnce())
      return tensors.map((tensor) => tensor.dataSync<'float32'>() as Float32Array<ArrayBuffer>)
    const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))
    throwFault()
    return values as Float32Array<ArrayBuffer>[]
  } catch (error) {
    throwFault()
    throw error
  } finally {
    tf.dispose(tensors as tf.Tensor[])
  }
}
