/**
 * The tokenizer's network: patches of 4 × 4 pixels → a code each, and back. Looks back in time, never ahead, so that a
 * frame's codes do not change when later ones come. All pictures are [T · clips, 16, 16, channels], time first.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { Linear, type Parameter } from '../../layers.ts'
import { add } from '../../ops.ts'
import { reshape } from '../conv.ts'
import { Convolution } from '../convolution.ts'
import { patches, patchWidth } from '../readCrops.ts'
import { withPast } from './past.ts'
import { levels } from './quantise.ts'

export const channels = 64

/** x + two convolutions of it, the first one of this frame and the last. */
class Block {
  readonly parameters: Parameter[]
  readonly #first: Convolution
  readonly #second: Convolution

  constructor(name: string) {
    this.#first = new Convolution(`${name}.0`, 2 * channels, channels)
    // Small at first: a block begins as almost nothing, which lets all learn at once.
    this.#second = new Convolution(`${name}.1`, channels, channels, 3, 0.3)
    this.parameters = [...this.#first.parameters, ...this.#second.parameters]
  }

  forward(x: tf.Tensor4D, clips: number): tf.Tensor4D {
    const change = this.#second.forward(this.#first.forward(withPast(x, clips), true))
    return picture(add(rows(x), rows(change)))
  }
}

const rows = (x: tf.Tensor4D): tf.Tensor2D => reshape<tf.Rank.R2>(x, [x.size / channels, channels])
const picture = (x: tf.Tensor2D): tf.Tensor4D =>
  reshape<tf.Rank.R4>(x, [x.shape[0] / patches ** 2, patches, patches, channels])

export class TokenizerNetwork {
  readonly encoder: Parameter[]
  readonly parameters: Parameter[]
  readonly size: number
  readonly #stem = new Linear('encoder.stem', patchWidth, channels)
  readonly #see = new Block('encoder.block')
  readonly #narrow = new Linear('encoder.out', channels, levels.length)
  readonly #widen = new Linear('decoder.stem', levels.length, channels)
  readonly #paint = [new Block('decoder.block0'), new Block('decoder.block1')]
  readonly #pixels = new Linear('decoder.out', channels, patchWidth)

  constructor() {
    this.encoder = [this.#stem, this.#see, this.#narrow].flatMap((layer) => layer.parameters)
    const decoder = [this.#widen, ...this.#paint, this.#pixels].flatMap((layer) => layer.parameters)
    this.parameters = [...this.encoder, ...decoder]
    this.size = this.parameters.reduce((sum, { size }) => sum + size, 0)
  }

  /** Patches [T · clips · 256, 48] → what was seen [T · clips, 16, 16, 64], and numbers to be quantised [.., 4]. */
  encode(x: tf.Tensor2D, clips: number): { seen: tf.Tensor4D; z: tf.Tensor2D } {
    const seen = this.#see.forward(picture(this.#stem.forward(x, true)), clips)
    return { seen, z: this.#narrow.forward(rows(seen)) }
  }

  /** Values of codes [T · clips · 256, 4] → patches [T · clips · 256, 48], −1 … 1. */
  decode(values: tf.Tensor2D, clips: number): tf.Tensor2D {
    let x = picture(this.#widen.forward(values, true))
    for (const block of this.#paint) x = block.forward(x, clips)
    return this.#pixels.forward(rows(x))
  }
}
