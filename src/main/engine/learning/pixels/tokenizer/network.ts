/**
 * The tokenizer's network: patches of 4 × 4 pixels → codes, and back. Looks back in time, never ahead, so that a frame's
 * codes do not change when later ones come. It starts as a transform coder (frequencies.ts), and learns to do better by
 * what lies around a patch and before it. All pictures are [T · clips, 16, 16, channels], time first.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { QuantiserKind } from '../../../../../shared/contract/tokenizers.ts'
import { Linear, type Parameter } from '../../layers.ts'
import { add } from '../../ops.ts'
import { reshape } from '../conv.ts'
import { Convolution } from '../convolution.ts'
import { patches, patchWidth } from '../readCrops.ts'
import { frequencyMatrix, numbers } from './frequencies.ts'
import { withPast } from './past.ts'
import type { Quantiser } from './quantiser.ts'
import { quantiserOf } from './quantisers.ts'

export const channels = 64
/** Channels inside a block: its 3 × 3 are what costs. */
const inside = 32
/** Of the starting weights of what ends a path: it begins as almost nothing, which lets all learn at once. */
const quiet = 0.1

/** x + (this frame beside the last, mixed → 3 × 3 around it → mixed). */
class Block {
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

  forward(x: tf.Tensor4D, clips: number): tf.Tensor4D {
    const mixed = this.#mix.forward(rows(withPast(x, clips)), true)
    const around = this.#around.forward(picture(mixed, inside), true)
    return picture(add(rows(x), this.#out.forward(rows(around))))
  }
}

const rows = (x: tf.Tensor4D): tf.Tensor2D => reshape<tf.Rank.R2>(x, [x.size / x.shape[3], x.shape[3]])
const picture = (x: tf.Tensor2D, width = channels): tf.Tensor4D =>
  reshape<tf.Rank.R4>(x, [x.shape[0] / patches ** 2, patches, patches, width])

export class TokenizerNetwork {
  readonly quantiser: Quantiser
  readonly parameters: Parameter[]
  readonly size: number
  readonly #stem = new Linear('encoder.stem', patchWidth, channels)
  readonly #see = [new Block('encoder.block0'), new Block('encoder.block1')]
  readonly #narrow = new Linear('encoder.out', channels, numbers, quiet)
  readonly #frequencies: Linear
  readonly #widen = new Linear('decoder.stem', numbers, channels)
  readonly #paint = [0, 1, 2].map((n) => new Block(`decoder.block${n}`))
  readonly #pixels = new Linear('decoder.out', channels, patchWidth, quiet)
  readonly #waves: Linear

  constructor(kind: QuantiserKind) {
    this.quantiser = quantiserOf(kind)
    const { startScale } = this.quantiser
    const matrix = frequencyMatrix()
    const scaled = matrix.map((value, i) => value * startScale[i % numbers]!)
    this.#frequencies = Linear.from('encoder.frequencies', patchWidth, numbers, scaled)
    const back = Float32Array.from({ length: matrix.length }, (_, i) => {
      const [k, pixel] = [Math.floor(i / patchWidth), i % patchWidth]
      return matrix[pixel * numbers + k]! / startScale[k]!
    })
    this.#waves = Linear.from('decoder.waves', numbers, patchWidth, back)
    const encoder = [this.#stem, ...this.#see, this.#narrow, this.#frequencies]
    const decoder = [this.#widen, ...this.#paint, this.#pixels, this.#waves]
    const layers = [...encoder, this.quantiser, ...decoder]
    this.parameters = layers.flatMap((layer) => layer.parameters)
    this.size = this.parameters.reduce((sum, { size }) => sum + size, 0)
  }

  /** Where a parameter stands in the flat weights. */
  offsetOf(parameter: Parameter): number {
    return this.parameters
      .slice(0, this.parameters.indexOf(parameter))
      .reduce((sum, { size }) => sum + size, 0)
  }

  /** Patches [T · clips · 256, 48] → what was seen [T · clips, 16, 16, 64], and numbers to be quantised [.., 12]. */
  encode(x: tf.Tensor2D, clips: number): { seen: tf.Tensor4D; z: tf.Tensor2D } {
    let seen = picture(this.#stem.forward(x, true))
    for (const block of this.#see) seen = block.forward(seen, clips)
    return { seen, z: add(this.#narrow.forward(rows(seen)), this.#frequencies.forward(x)) }
  }

  /** Values of codes [T · clips · 256, 12] → patches [T · clips · 256, 48], −1 … 1. */
  decode(values: tf.Tensor2D, clips: number): tf.Tensor2D {
    let x = picture(this.#widen.forward(values, true))
    for (const block of this.#paint) x = block.forward(x, clips)
    return add(this.#pixels.forward(rows(x)), this.#waves.forward(values))
  }
}
