/** Layers with weights: what a part is made of. Their values come from one flat vector (see pipeline.ts). */
import type * as tf from '@tensorflow/tfjs-core'
import type { Random } from '../../base/random.ts'
import { attend, type Places } from './attention.ts'
import { dense, layerNorm, lookUp } from './ops.ts'

/** One named weight. `value` is set before a pass; `start` gives the values that training starts from. */
export class Parameter {
  readonly name: string
  readonly shape: readonly number[]
  readonly size: number
  readonly start: (random: Random) => number
  value!: tf.Tensor

  constructor(name: string, shape: readonly number[], start: (random: Random) => number) {
    this.name = name
    this.shape = shape
    this.size = shape.reduce((product, n) => product * n, 1)
    this.start = start
  }
}

/** One vector in the order of the parameters. */
export function freshWeights(parameters: readonly Parameter[], random: Random): Float32Array {
  const weights = new Float32Array(parameters.reduce((sum, { size }) => sum + size, 0))
  let at = 0
  for (const parameter of parameters)
    for (let i = 0; i < parameter.size; i += 1) weights[at++] = parameter.start(random)
  return weights
}

const within = (bound: number) => (random: Random) => random.between(-bound, bound)

/** [N, inputs] → [N, outputs]. */
export class Linear {
  readonly weight: Parameter
  readonly bias: Parameter
  readonly parameters: Parameter[]

  /** `gain`: of the starting weights. */
  constructor(name: string, inputs: number, outputs: number, gain = 1) {
    this.weight = new Parameter(`${name}.weight`, [inputs, outputs], within(gain / Math.sqrt(inputs)))
    this.bias = new Parameter(`${name}.bias`, [outputs], within(gain / Math.sqrt(inputs)))
    this.parameters = [this.weight, this.bias]
  }

  /** Starts as this matrix [inputs, outputs], row by row. */
  static from(name: string, inputs: number, outputs: number, matrix: Float32Array): Linear {
    const layer = new Linear(name, inputs, outputs, 0)
    let at = 0
    const start = () => matrix[at++ % matrix.length]!
    const weight = new Parameter(`${name}.weight`, [inputs, outputs], start)
    return Object.assign(layer, { weight, parameters: [weight, layer.bias] })
  }

  forward(x: tf.Tensor2D, relu = false): tf.Tensor2D {
    return dense(x, this.weight.value as tf.Tensor2D, this.bias.value as tf.Tensor1D, relu)
  }
}

/** [N, width] → [N, width], each row standardised. */
export class Norm {
  readonly scale: Parameter
  readonly shift: Parameter
  readonly parameters: Parameter[]

  constructor(name: string, width: number) {
    this.scale = new Parameter(`${name}.scale`, [width], () => 1)
    this.shift = new Parameter(`${name}.shift`, [width], () => 0)
    this.parameters = [this.scale, this.shift]
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    return layerNorm(x, this.scale.value as tf.Tensor1D, this.shift.value as tf.Tensor1D)
  }
}

/** A learned vector for each of the first `places` steps of a track. */
export class Positions {
  readonly table: Parameter
  readonly parameters: Parameter[]

  constructor(name: string, places: number, width: number) {
    this.table = new Parameter(`${name}.table`, [places, width], (random) => random.normal() * 0.02)
    this.parameters = [this.table]
  }

  forward(places: Int32Array): tf.Tensor2D {
    return lookUp(this.table.value as tf.Tensor2D, places)
  }
}

/** Multi-head self-attention within tracks: [N, width] → [N, width]. */
export class SelfAttention {
  readonly queryKeyValue: Linear
  readonly out: Linear
  readonly parameters: Parameter[]

  constructor(name: string, width: number) {
    this.queryKeyValue = new Linear(`${name}.queryKeyValue`, width, 3 * width)
    this.out = new Linear(`${name}.out`, width, width)
    this.parameters = [...this.queryKeyValue.parameters, ...this.out.parameters]
  }

  forward(x: tf.Tensor2D, places: Places, watch?: (weights: tf.Tensor3D) => void): tf.Tensor2D {
    return this.out.forward(attend(this.queryKeyValue.forward(x), places, watch))
  }
}
