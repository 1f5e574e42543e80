/** The few computations that the operations are made of, in the form that each backend does fastest. */
import * as tf from '@tensorflow/tfjs-core'
import type { Kernels } from './kernel.ts'
import { nativeKernels } from './native.ts'
import { plainKernels } from './plain.ts'

/** Those of the backend in use. */
export const kernels = (): Kernels => (tf.getBackend() === 'tensorflow' ? nativeKernels() : plainKernels)
