/** The recording of the backend in use, where it has one. */
import { availableParallelism } from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import type { Library } from './library.ts'
import { Recording } from './recording.ts'

interface NativeBackend {
  binding: Library
  isUsingGpuDevice?: boolean
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[]
}

const recordings = new WeakMap<object, Recording>()

/** From now on the backend's operations are recorded. Not on a graphics card: there they are queued anyway. */
export function record(backend: object): void {
  const native = backend as NativeBackend
  if (native.isUsingGpuDevice) return
  const recording = new Recording(native.binding)
  // Its other functions and its numbers stay those of the library.
  native.binding = Object.create(native.binding, {
    createTensor: { value: recording.createTensor.bind(recording) },
    deleteTensor: { value: recording.deleteTensor.bind(recording) },
    tensorDataSync: { value: recording.tensorDataSync.bind(recording) },
    executeOp: { value: recording.executeOp.bind(recording) },
  }) as Library
  recordings.set(backend, recording)
}

export const recordingInUse = (): Recording | undefined => recordings.get(tf.backend())
/** Independent parts of one graph that are computed at the same time. */
export const partsBeside = (): number => (isRecorded() ? Math.min(mostParts, availableParallelism()) : 1)
/** Loading a graph takes 0.2 s with one part, 0.4 with two, 0.8 with four. */
const mostParts = 2

export const isRecorded = (): boolean => recordingInUse() !== undefined

/** Numbers of tensors in the recording in use. */
export const tensorIds = (tensors: readonly tf.Tensor[]): number[] =>
  (tf.backend() as unknown as NativeBackend).getInputTensorIds(tensors)

/** Computes what is wanted in one call, where operations are recorded; else they were computed one by one before. */
export function settle(tensors: readonly tf.Tensor[]): void {
  recordingInUse()?.settle(tensorIds(tensors))
}
