/** What each box looks like, and nothing of where it is: a small convolutional network on its crop. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Scene } from '../data/scene.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass } from '../model/parts.ts'
import { halve, reshape } from '../pixels/conv.ts'
import { Convolution } from '../pixels/convolution.ts'
import { patches, patchWidth } from '../pixels/readCrops.ts'
import { describeCrops, lookAtCrops } from './looking.ts'

/** So many at a time: the first layers of more would take hundreds of megabytes. */
const cropsAtOnce = 256
const widths = [16, 32, 48] as const

export class CnnFeatures implements FeatureExtractor {
  readonly name = 'cnn'
  readonly inputDim = 0
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly trackOutputDim = 0
  readonly needsScene = false
  readonly maxSteps = 64
  readonly mostCrops = 1024
  readonly parameters: Parameter[]
  readonly #stem = new Linear('features.stem', patchWidth, widths[0])
  readonly #middle = new Convolution('features.0', 4 * widths[0], widths[1])
  readonly #last = new Convolution('features.1', 4 * widths[1], widths[2])
  readonly #out: Linear

  constructor(width: number) {
    this.outputDim = width
    this.#out = new Linear('features.2', 16 * widths[2], width)
    this.parameters = [this.#stem, this.#middle, this.#last, this.#out].flatMap((layer) => layer.parameters)
  }

  learnPrior(): null {
    return null
  }

  describe(scene: Scene, tracks: readonly number[]): Described[] {
    return describeCrops(scene, tracks)
  }

  forward(_inputs: Inputs, pass: Pass): Inputs {
    const seen = lookAtCrops(pass, cropsAtOnce, (crops) => this.#look(crops))
    return { steps: pass.dropout(seen), tracks: null }
  }

  /** Patches [crops · 256, 48] → [crops, width]. */
  #look(of: tf.Tensor2D): tf.Tensor2D {
    const crops = of.shape[0] / patches ** 2
    const x = reshape<tf.Rank.R4>(this.#stem.forward(of, true), [crops, patches, patches, widths[0]])
    const small = this.#last.forward(halve(this.#middle.forward(halve(x), true)), true)
    return this.#out.forward(reshape<tf.Rank.R2>(small, [crops, 16 * widths[2]]), true)
  }
}
