/** Transformer encoders: the published phase-1 one (SEED §2.2) and the one of its attention model (SEED §6). */
import * as tf from '@tensorflow/tfjs-core'
import { gelu } from '../model/activations.ts'
import { Linear, Norm, type Parameter, Positions, SelfAttention } from '../model/layers.ts'
import { add } from '../model/ops.ts'
import type { Inputs, Pass, SequenceModel } from '../model/parts.ts'

export interface TransformerOptions {
  layers: number
  width: number
  heads: number
  feedForward: number
  maxSteps: number
  /** phase1: norm first, ReLU, learned positions. attention: norm last, GELU, sines. Neither has a norm at its end. */
  style: 'phase1' | 'attention'
}

/** x + attention(norm(x)), then x + feed-forward(norm(x)); `attention` style norms each sum instead. */
export class EncoderLayer {
  readonly norm1: Norm
  readonly attention: SelfAttention
  readonly norm2: Norm
  readonly widen: Linear
  readonly narrow: Linear
  readonly parameters: Parameter[]
  readonly #normLast: boolean

  constructor(
    name: string,
    { width, feedForward, style }: Pick<TransformerOptions, 'width' | 'feedForward' | 'style'>,
  ) {
    this.#normLast = style === 'attention'
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
    if (this.#normLast) {
      const met = this.norm1.forward(add(x, pass.dropout(this.#look(x, pass))))
      const thought = this.narrow.forward(pass.dropout(gelu(this.widen.forward(met))))
      return this.norm2.forward(add(met, pass.dropout(thought)))
    }
    const met = add(x, pass.dropout(this.#look(this.norm1.forward(x), pass)))
    const thought = this.narrow.forward(this.widen.forward(this.norm2.forward(met), true))
    return add(met, pass.dropout(thought))
  }

  #look(x: tf.Tensor2D, pass: Pass): tf.Tensor2D {
    return this.attention.forward(x, pass.places, pass.watch)
  }
}

export class Transformer implements SequenceModel {
  readonly name: string
  readonly gives = 'steps'
  readonly inputDim: number
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly heads: number
  readonly maxSteps: number
  /** null = sines. */
  readonly positions: Positions | null
  readonly layers: EncoderLayer[]
  readonly parameters: Parameter[]

  constructor(options: TransformerOptions) {
    const { layers, width, heads, maxSteps, style } = options
    if (width % heads !== 0) throw new RangeError(`width ${width} is not a multiple of ${heads} heads`)
    this.name = style === 'phase1' ? 'transformer' : 'attention'
    this.inputDim = width
    this.outputDim = width
    this.heads = heads
    this.maxSteps = maxSteps
    this.positions = style === 'phase1' ? new Positions('sequence.positions', maxSteps, width) : null
    this.layers = Array.from({ length: layers }, (_, i) => new EncoderLayer(`sequence.${i}`, options))
    const learned = this.positions ? [this.positions] : []
    this.parameters = [...learned, ...this.layers].flatMap((layer) => layer.parameters)
  }

  forward({ steps }: Inputs, pass: Pass): tf.Tensor2D {
    const places = this.positions ? this.positions.forward(pass.order) : sines(pass, this.inputDim)
    return this.layers.reduce((seen, layer) => layer.forward(seen, pass), pass.dropout(add(steps, places)))
  }
}

/** Even columns sin, odd ones cos, of the step by 10000^(−column/width) (Vaswani and others, 2017): [N, width]. */
function sines(pass: Pass, width: number): tf.Tensor2D {
  const values = pass.given(({ batch }) => sinesOf(batch.order, width))
  return tf.tensor2d(values, [pass.order.length, width])
}

function sinesOf(order: Int32Array, width: number): Float32Array {
  const values = new Float32Array(order.length * width)
  for (let k = 0; k < width; k += 1) {
    const rate = 10_000 ** (-(k - (k % 2)) / width)
    order.forEach((step, n) => {
      values[n * width + k] = k % 2 === 0 ? Math.sin(step * rate) : Math.cos(step * rate)
    })
  }
  return values
}
