/** A layer with weights: k × k pixels of all channels to each pixel of new ones. */
import type * as tf from '@tensorflow/tfjs-core'
import { Parameter } from '../model/layers.ts'
import { convolve } from './conv.ts'

export class Convolution {
  readonly filter: Parameter
  readonly bias: Parameter
  readonly parameters: Parameter[]

  /** `gain`: of the starting weights; 1 keeps the size of signals that a ReLU halves. */
  constructor(name: string, inputs: number, outputs: number, side = 3, gain = 1) {
    const spread = gain * Math.sqrt(2 / (side * side * inputs))
    this.filter = new Parameter(
      `${name}.filter`,
      [side, side, inputs, outputs],
      (random) => random.normal() * spread,
    )
    this.bias = new Parameter(`${name}.bias`, [outputs], () => 0)
    this.parameters = [this.filter, this.bias]
  }

  forward(x: tf.Tensor4D, relu = false): tf.Tensor4D {
    return convolve(x, this.filter.value as tf.Tensor4D, this.bias.value as tf.Tensor1D, relu)
  }
}
