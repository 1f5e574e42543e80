/** What a tokenizer sees of a frame, of what lies around each patch and of the frame before. */
import type * as tf from '@tensorflow/tfjs-core'
import { Linear, type Parameter } from '../../model/layers.ts'
import { add } from '../../model/ops.ts'
import { reshape } from '../conv.ts'
import { Convolution } from '../convolution.ts'
import { patches, patchWidth } from '../readCrops.ts'

export const channels = 64
/** Channels inside a block: its 3 × 3 are what costs. */
const inside = 32
/** Of the starting weights of what ends a path: it begins as almost nothing, which lets all learn at once. */
export const quiet = 0.1

/** x + (this frame beside the last, mixed → 3 × 3 around it → mixed). */
export class Block {
  readonly parameters: Parameter[]
  readonly #mix: Linear
  readonly #around: Convolution
  readonly #out: Linear

  constructor(name: string) {
    this.#mix = new Linear(`${name}.mix`, 2 * channels, inside)
    this.#around = new Convolution(`${name}.around`, inside, inside)
    this.#out = new Linear(`${name}.out`, inside, channels, quiet)
    this.parameters = [this.#mix, this.#around, this.#out].flatMap((layer) => layer.parameters)
  }

  forward(x: tf.Tensor4D, past: Past): tf.Tensor4D {
    const mixed = this.#mix.forward(rows(past(x)), true)
    const around = this.#around.forward(picture(mixed, inside), true)
    return picture(add(rows(x), this.#out.forward(rows(around))))
  }
}

/** Puts the frame before beside each frame: [frames, h, w, c] → [frames, h, w, 2 c]. See past.ts. */
export type Past = (x: tf.Tensor4D) => tf.Tensor4D

export const rows = (x: tf.Tensor4D): tf.Tensor2D => reshape<tf.Rank.R2>(x, [x.size / x.shape[3], x.shape[3]])
export const picture = (x: tf.Tensor2D, width = channels): tf.Tensor4D =>
  reshape<tf.Rank.R4>(x, [x.shape[0] / patches ** 2, patches, patches, width])

export class Encoder {
  readonly parameters: Parameter[]
  readonly #stem: Linear
  readonly #blocks: Block[]

  constructor(name: string) {
    this.#stem = new Linear(`${name}.stem`, patchWidth, channels)
    this.#blocks = [0, 1].map((n) => new Block(`${name}.block${n}`))
    this.parameters = [this.#stem, ...this.#blocks].flatMap((layer) => layer.parameters)
  }

  /** Patches [frames · 256, 48] → [frames, 16, 16, 64]. */
  see(x: tf.Tensor2D, past: Past): tf.Tensor4D {
    let seen = picture(this.#stem.forward(x, true))
    for (const block of this.#blocks) seen = block.forward(seen, past)
    return seen
  }
}
