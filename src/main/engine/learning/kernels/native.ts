/**
 * For the native library: its own operations, called directly. Through the generic ones a training step calls
 * two and a half times as many, and with matrices this small the calls are what costs.
 */
import * as tf from '@tensorflow/tfjs-core'
import { compose } from './composed.ts'
import type { Elements, Kernels } from './kernel.ts'
import { nativeAttention } from './nativeAttention.ts'
import { type Native, openNative } from './nativeCalls.ts'

let made: { backend: unknown; kernels: Kernels } | undefined

export function nativeKernels(): Kernels {
  const backend = tf.backend()
  if (made?.backend !== backend) {
    const native = openNative(backend)
    const kernels = compose(elements(native))
    made = { backend, kernels: { ...kernels, ...nativeAttention(native, kernels) } }
  }
  return made.kernels
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
