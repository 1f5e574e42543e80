/**
 * For the native library: its own operations, called directly. Through the generic ones a training step calls
 * two and a half times as many, and with matrices this small the calls are what costs.
 */
import * as tf from '@tensorflow/tfjs-core'
import { compose } from './composed.ts'
import type { Elements, Kernels } from './kernel.ts'

interface Attribute {
  name: string
  type: number
  value: number | boolean
}

/** What we use of tfjs-node's backend (nodejs_kernel_backend.d.ts). */
interface NativeBackend {
  binding: { TF_FLOAT: number; TF_ATTR_TYPE: number; TF_ATTR_BOOL: number }
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor
}

let made: { backend: unknown; kernels: Kernels } | undefined

export function nativeKernels(): Kernels {
  const backend = tf.backend() as unknown as NativeBackend
  if (made?.backend !== backend) made = { backend, kernels: make(backend) }
  return made.kernels
}

function make(backend: NativeBackend): Kernels {
  const { TF_FLOAT, TF_ATTR_TYPE, TF_ATTR_BOOL } = backend.binding
  const float = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }
  const flag = (name: string, value: boolean) => ({ name, type: TF_ATTR_BOOL, value })
  const flags = (a: string, b: string) =>
    [false, true].map((flipA) => [false, true].map((flipB) => [float, flag(a, flipA), flag(b, flipB)]))
  const two = flags('transpose_a', 'transpose_b')
  const stacks = flags('adj_x', 'adj_y')
  const simple = [float]
  const run = <T extends tf.Tensor>(name: string, attributes: Attribute[], ...inputs: tf.Tensor[]) =>
    backend.executeSingleOutput(name, attributes, inputs) as T
  const product: Elements['product'] = (a, b, flipA = false, flipB = false) =>
    run('MatMul', two[+flipA]![+flipB]!, a, b)
  return compose({
    product,
    products: (a, b, flipA = false, flipB = false) => run('BatchMatMulV2', stacks[+flipA]![+flipB]!, a, b),
    dense(x, weight, bias, relu) {
      const sum = run<tf.Tensor2D>('BiasAdd', simple, product(x, weight), bias)
      return relu ? run('Relu', simple, sum) : sum
    },
    reluGradient: (dy, value) => run('ReluGrad', simple, dy, value),
    sumOfRows: (x) => run('BiasAddGrad', simple, x),
    meanOfEach: (x) => product(x, tf.fill([x.shape[1], 1], 1 / x.shape[1])),
    add: (a, b) => run('AddV2', simple, a, b),
    subtract: (a, b) => run('Sub', simple, a, b),
    multiply: (a, b) => run('Mul', simple, a, b),
  })
}
