/** An operation's own gradient against finite differences. */
import * as tf from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { createRandom } from '../../src/main/engine/base/random.ts'

type Operation = (...inputs: never[]) => tf.Tensor

/** Of Σ output · fixed random numbers, a scalar whose gradient tells every output apart. */
export function checkGradients(operation: Operation, inputs: tf.Tensor[], within = 2e-2): void {
  const random = createRandom(3, 'mix')
  const { shape, size } = tf.tidy(() => operation(...(inputs as never[])))
  const mix = tf.tensor(
    Float32Array.from({ length: size }, () => random.between(-1, 1)),
    shape,
  )
  const own = tf.engine().gradients(() => mixed(operation, inputs, mix), inputs).grads
  own.forEach((gradient, which) => {
    const values = gradient.dataSync()
    expect(values.length).toBe(inputs[which]!.size)
    values.forEach((value, i) => {
      const slope = slopeOf(operation, inputs, mix, which, i)
      expect(Math.abs(value - slope), `input ${which}, number ${i}: ${value} for ${slope}`).toBeLessThan(
        within * (1 + Math.abs(slope)),
      )
    })
  })
}

function slopeOf(
  operation: Operation,
  inputs: tf.Tensor[],
  mix: tf.Tensor,
  which: number,
  i: number,
): number {
  const step = 1e-2
  const at = (shift: number) =>
    tf.tidy(() => {
      const values = inputs[which]!.dataSync().slice()
      values[i]! += shift
      const moved = inputs.map((other, n) => (n === which ? tf.tensor(values, other.shape) : other))
      return mixed(operation, moved, mix).dataSync()[0]!
    })
  return (at(step) - at(-step)) / (2 * step)
}

/** With a gradient of its own, because the core package brings none. */
function mixed(operation: Operation, inputs: tf.Tensor[], mix: tf.Tensor): tf.Tensor {
  const weigh = tf.customGrad((x) => ({
    value: tf.sum(tf.mul(x as tf.Tensor, mix)),
    gradFunc: (dy: tf.Tensor) => [tf.mul(mix, dy)],
  }))
  return weigh(operation(...(inputs as never[])))
}
