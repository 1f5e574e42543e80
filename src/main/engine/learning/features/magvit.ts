/** What each box looks like, in the 256 numbers that a trained tokenizer's encoder says of it and of the boxes before. Frozen. */

import { boxesIn, cropsIn, type Scene } from '../data/scene.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass } from '../model/parts.ts'
import { featuresOf } from '../pixels/cropFeatures.ts'
import { cropsWithin } from '../pixels/trackCrops.ts'

/** As the tokenizer gives them; see tokenizer.ts. */
const encodedWidth = 256

export class MagvitFeatures implements FeatureExtractor {
  readonly name = 'magvit'
  readonly inputDim = encodedWidth
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly trackOutputDim = 0
  readonly needsScene = false
  readonly maxSteps = 64
  readonly parameters: Parameter[]
  readonly #layer: Linear

  constructor(width: number) {
    this.outputDim = width
    this.#layer = new Linear('features.seen', encodedWidth, width)
    this.parameters = this.#layer.parameters
  }

  learnPrior(): null {
    return null
  }

  describe(scene: Scene, tracks: readonly number[]): Described[] {
    return tracks.map((index) => {
      const track = cropsIn(scene, index)
      return {
        boxes: boxesIn(scene, index),
        view({ boxes }) {
          const count = Math.max(1, cropsWithin(track, boxes))
          return { inputs: featuresOf(track, count), track: new Float32Array(), boxes: count }
        },
      }
    })
  }

  forward({ steps }: Inputs, pass: Pass): Inputs {
    return { steps: pass.dropout(this.#layer.forward(steps, true)), tracks: null }
  }
}
