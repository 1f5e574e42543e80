/** Calls of the native library's operations, past the generic layer. */
import type * as tf from '@tensorflow/tfjs-core'

interface Attribute {
  name: string
  type: number
  value: number | boolean
}

/** What we use of tfjs-node's backend (nodejs_kernel_backend.d.ts). */
interface NativeBackend {
  binding: Record<'TF_FLOAT' | 'TF_INT32' | 'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_INT', number>
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: tf.Tensor[], n: number): tf.Tensor[]
}

/** Calls of the library's operations by name, and what describes their types and options. */
export interface Native {
  run<T extends tf.Tensor>(name: string, attributes: Attribute[], ...inputs: tf.Tensor[]): T
  runMany(name: string, attributes: Attribute[], inputs: tf.Tensor[], outputs: number): tf.Tensor[]
  float: Attribute
  flag(name: string, value: boolean): Attribute
  whole(name: string, value: number): Attribute
  /** The type of an operand of whole numbers. */
  wholeType(name: string): Attribute
}

export function openNative(backend: unknown): Native {
  const library = backend as NativeBackend
  const { TF_FLOAT, TF_INT32, TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_INT } = library.binding
  return {
    run: (name, attributes, ...inputs) => library.executeSingleOutput(name, attributes, inputs) as never,
    runMany: (name, attributes, inputs, outputs) =>
      library.executeMultipleOutputs(name, attributes, inputs, outputs),
    float: { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
    flag: (name, value) => ({ name, type: TF_ATTR_BOOL, value }),
    whole: (name, value) => ({ name, type: TF_ATTR_INT, value }),
    wholeType: (name) => ({ name, type: TF_ATTR_TYPE, value: TF_INT32 }),
  }
}
