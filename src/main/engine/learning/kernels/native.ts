/**
 * For the native library: its own operations, called directly. Through the generic ones a training step calls
 * two and a half times as many, and with matrices this small the calls are what costs.
 */
import * as tf from '@tensorflow/tfjs-core'
import { compose } from './composed.ts'
import type { Elements, Kernels } from './kernel.ts'
import { nativeAttention } from './nativeAttention.ts'

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

let made: { backend: unknown; kernels: Kernels } | undefined

export function nativeKernels(): Kernels {
  const backend = tf.backend() as unknown as NativeBackend
  if (made?.backend !== backend) {
    const native = open(backend)
    const kernels = compose(elements(native))
    made = { backend, kernels: { ...kernels, ...nativeAttention(native, kernels) } }
  }
  return made.kernels
}

function open(backend: NativeBackend): Native {
  const { TF_FLOAT, TF_INT32, TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_INT } = backend.binding
  return {
    run: (name, attributes, ...inputs) => backend.executeSingleOutput(name, attributes, inputs) as never,
    runMany: (name, attributes, inputs, outputs) =>
      backend.executeMultipleOutputs(name, attributes, inputs, outputs),
    float: { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
    flag: (name, value) => ({ name, type: TF_ATTR_BOOL, value }),
    whole: (name, value) => ({ name, type: TF_ATTR_INT, value }),
    wholeType: (name) => ({ name, type: TF_ATTR_TYPE, value: TF_INT32 }),
  }
}

function elements({ run, float, flag, wholeType }: Native): Elements {
  const flags = (a: string, b: string) =>
    [false, true].map((flipA) => [false, true].map((flipB) => [float, flag(a, flipA), flag(b, flipB)]))
  const two = flags('transpose_a', 'transpose_b')
  const stacks = flags('adj_x', 'adj_y')
  const simple = [float]
  const mean = [float, wholeType('Tidx'), flag('keep_dims', true)]
  const columns = tf.keep(tf.tensor1d([1], 'int32'))
  const product: Elements['product'] = (a, b, flipA = false, flipB = false) =>
    run('MatMul', two[+flipA]![+flipB]!, a, b)
  return {
    product,
    products: (a, b, flipA = false, flipB = false) => run('BatchMatMulV2', stacks[+flipA]![+flipB]!, a, b),
    dense(x, weight, bias, relu) {
      const sum = run<tf.Tensor2D>('BiasAdd', simple, product(x, weight), bias)
      return relu ? run('Relu', simple, sum) : sum
    },
    reluGradient: (dy, value) => run('ReluGrad', simple, dy, value),
    sumOfRows: (x) => run('BiasAddGrad', simple, x),
    meanOfEach: (x) => run('Mean', mean, x, columns),
    add: (a, b) => run('AddV2', simple, a, b),
    subtract: (a, b) => run('Sub', simple, a, b),
    multiply: (a, b) => run('Mul', simple, a, b),
  }
}
