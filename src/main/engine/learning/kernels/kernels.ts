/** The few computations that the operations are made of, in the form that each backend does fastest. */
import * as tf from '@tensorflow/tfjs-core'
import { gpuKernels } from './gpu.ts'
import type { Kernels } from './kernel.ts'
import { nativeKernels } from './native.ts'
import { plainKernels } from './plain.ts'
import { simdKernels } from './simd.ts'

const ofBackend: Partial<Record<string, () => Kernels>> = {
  tensorflow: nativeKernels,
  wasm: simdKernels,
  webgpu: () => gpuKernels,
}

/** Those of the backend in use. */
export const kernels = (): Kernels => ofBackend[tf.getBackend()]?.() ?? plainKernels
