/** Transformer encoder, norm first, without a norm at its end; learned positions (SEED §2.2). */
import type * as tf from '@tensorflow/tfjs-core'
import { Linear, Norm, type Parameter, Positions, SelfAttention } from '../layers.ts'
import { add } from '../ops.ts'
import type { Pass, SequenceModel } from '../parts.ts'

export interface TransformerOptions {
  layers: number
  width: number
  heads: number
  feedForward: number
  maxSteps: number
}

/** x + attention(norm(x)), then x + feed-forward(norm(x)). */
class EncoderLayer {
  readonly norm1: Norm
  readonly attention: SelfAttention
  readonly norm2: Norm
  readonly widen: Linear
  readonly narrow: Linear
  readonly parameters: Parameter[]

  constructor(name: string, width: number, feedForward: number) {
    this.norm1 = new Norm(`${name}.norm1`, width)
    this.attention = new SelfAttention(`${name}.attention`, width)
    this.norm2 = new Norm(`${name}.norm2`, width)
    this.widen = new Linear(`${name}.widen`, width, feedForward)
    this.narrow = new Linear(`${name}.narrow`, feedForward, width)
    this.parameters = [this.norm1, this.attention, this.norm2, this.widen, this.narrow].flatMap(
      (l) => l.parameters,
    )
  }

  forward(x: tf.Tensor2D, pass: Pass): tf.Tensor2D {
    const looked = this.attention.forward(this.norm1.forward(x), pass.places, pass.watch)
    const met = add(x, pass.dropout(looked))
    const thought = this.narrow.forward(this.widen.forward(this.norm2.forward(met), true))
    return add(met, pass.dropout(thought))
  }
}

export class Transformer implements SequenceModel {
  readonly name = 'transformer'
  readonly inputDim: number
  readonly outputDim: number
  readonly heads: number
  readonly maxSteps: number
  readonly positions: Positions
  readonly layers: EncoderLayer[]
  readonly parameters: Parameter[]

  constructor({ layers, width, heads, feedForward, maxSteps }: TransformerOptions) {
    if (width % heads !== 0) throw new RangeError(`width ${width} is not a multiple of ${heads} heads`)
    this.inputDim = width
    this.outputDim = width
    this.heads = heads
    this.maxSteps = maxSteps
    this.positions = new Positions('sequence.positions', maxSteps, width)
    this.layers = Array.from(
      { length: layers },
      (_, i) => new EncoderLayer(`sequence.${i}`, width, feedForward),
    )
    this.parameters = [this.positions, ...this.layers].flatMap((layer) => layer.parameters)
  }

  forward(x: tf.Tensor2D, pass: Pass): tf.Tensor2D {
    const placed = add(x, this.positions.forward(pass.order))
    return this.layers.reduce((seen, layer) => layer.forward(seen, pass), pass.dropout(placed))
  }
}
