/**
 * What each box looks like, as `magvit` says it, by an encoder that learns with the rest: it starts as the tokenizer's and
 * is the model's own from then on. Learned through are the numbers before the codes: they are what the frozen encoder
 * hands on too, their gradient is exact, and codes would cost more than all of the encoder (docs/decisions/pixels.md).
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Scene } from '../data/scene.ts'
import { Linear, Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass } from '../model/parts.ts'
import { scaled } from '../model/scaled.ts'
import { Encoder } from '../pixels/tokenizer/encoder.ts'
import { withFrameBefore } from '../pixels/tokenizer/past.ts'
import { featureWidth, quarters } from '../pixels/tokenizer/quarters.ts'
import { describeCrops, lookAtCrops } from './looking.ts'

/** So many at a time: some 100 MB where a gradient is wanted. */
const cropsAtOnce = 128

export class TunedFeatures implements FeatureExtractor {
  readonly name = 'magvit'
  readonly inputDim = 0
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly trackOutputDim = 0
  readonly needsScene = false
  readonly maxSteps = 64
  readonly mostCrops = cropsAtOnce
  readonly parameters: Parameter[]
  readonly tuned: readonly Parameter[]
  /** [256] each: where training starts they standardise what the tokenizer says (tunedStart.ts). */
  readonly scale = new Parameter('features.seen.scale', [featureWidth], () => 1)
  readonly shift = new Parameter('features.seen.shift', [featureWidth], () => 0)
  readonly #encoder = new Encoder('features.encoder')
  readonly #layer: Linear

  constructor(width: number) {
    this.outputDim = width
    this.#layer = new Linear('features.seen', featureWidth, width)
    this.tuned = this.#encoder.parameters
    this.parameters = [...this.tuned, this.scale, this.shift, ...this.#layer.parameters]
  }

  learnPrior(): null {
    return null
  }

  describe(scene: Scene, tracks: readonly number[]): Described[] {
    return describeCrops(scene, tracks)
  }

  forward(_inputs: Inputs, pass: Pass): Inputs {
    const seen = lookAtCrops(pass, cropsAtOnce, (crops, counts) => this.#look(crops, counts))
    return { steps: pass.dropout(seen), tracks: null }
  }

  /** Patches [crops · 256, 48] of tracks one after the other → [crops, width]. */
  #look(crops: tf.Tensor2D, counts: readonly number[]): tf.Tensor2D {
    const follows = followsOf(counts)
    const seen = quarters(this.#encoder.see(crops, (frames) => withFrameBefore(frames, follows)))
    const even = scaled(seen, this.scale.value as tf.Tensor1D, this.shift.value as tf.Tensor1D)
    return this.#layer.forward(even, true)
  }
}

/** Of each crop: 1 where one of the same track stands before it. */
function followsOf(counts: readonly number[]): Float32Array {
  const follows = new Float32Array(counts.reduce((sum, count) => sum + count, 0)).fill(1)
  let first = 0
  for (const count of counts) {
    follows[first] = 0
    first += count
  }
  return follows
}
