/**
 * The tokenizer's network: patches of 4 × 4 pixels → codes, and back. Looks back in time, never ahead, so that a frame's
 * codes do not change when later ones come. It starts as a transform coder (frequencies.ts), and learns to do better by
 * what lies around a patch and before it. All pictures are [T · clips, 16, 16, channels], time first.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { QuantiserKind } from '../../../../../shared/contract/tokenizers.ts'
import { Linear, type Parameter } from '../../model/layers.ts'
import { add } from '../../model/ops.ts'
import { patchWidth } from '../readCrops.ts'
import { Block, channels, Encoder, picture, quiet, rows } from './encoder.ts'
import { frequencyMatrix, numbers } from './frequencies.ts'
import { withPast } from './past.ts'
import type { Quantiser } from './quantiser.ts'
import { quantiserOf } from './quantisers.ts'

export class TokenizerNetwork {
  readonly quantiser: Quantiser
  readonly parameters: Parameter[]
  readonly size: number
  readonly encoder = new Encoder('encoder')
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
    const encoder = [this.encoder, this.#narrow, this.#frequencies]
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
    const seen = this.encoder.see(x, (frames) => withPast(frames, clips))
    return { seen, z: add(this.#narrow.forward(rows(seen)), this.#frequencies.forward(x)) }
  }

  /** Values of codes [T · clips · 256, 12] → patches [T · clips · 256, 48], −1 … 1. */
  decode(values: tf.Tensor2D, clips: number): tf.Tensor2D {
    let x = picture(this.#widen.forward(values, true))
    for (const block of this.#paint) x = block.forward(x, (frames) => withPast(frames, clips))
    return add(this.#pixels.forward(rows(x)), this.#waves.forward(values))
  }
}
