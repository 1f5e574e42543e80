/** Extractor and sequence model with a decoder: what was a hidden step like? */
import * as tf from '@tensorflow/tfjs-core'
import type { PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { Recipe } from '../../../../shared/contract/recipe.ts'
import type { Random } from '../../base/random.ts'
import { takeNumbers } from '../backends/reading.ts'
import type { Batch } from '../model/batch.ts'
import type { Dropout } from '../model/dropout.ts'
import { flatten } from '../model/gradientParts.ts'
import { freshWeights, Linear, Parameter } from '../model/layers.ts'
import { huber } from '../model/losses.ts'
import { add, lookUp, masked } from '../model/ops.ts'
import type { FeatureExtractor, SequenceModel } from '../model/parts.ts'
import { passOf } from '../model/pass.ts'
import { buildPipeline } from '../model/presets.ts'

/** A training's recipe with the parts of a pretraining, from fresh weights. */
function recipeWithParts(recipe: PretrainRecipe): Recipe {
  const { features, sequence, width, layers, heads, feedForward, survival } = recipe
  const parts = { features, sequence, width, layers, heads, feedForward, survival }
  return Recipe.parse({ preset: 'pretrained', ...parts, pretrained: null })
}

export class MaskedSteps {
  readonly features: FeatureExtractor
  readonly sequence: SequenceModel
  /** Stands in for the inputs of a hidden step. */
  readonly hidden: Parameter
  readonly decoder: Linear
  readonly parameters: readonly Parameter[]
  readonly size: number

  constructor(recipe: PretrainRecipe) {
    const { features, sequence } = buildPipeline(recipeWithParts(recipe)).parts
    this.features = features
    this.sequence = sequence
    this.hidden = new Parameter('hidden', [1, features.inputDim], (random) => random.normal() * 0.02)
    this.decoder = new Linear('decoder', sequence.outputDim, features.inputDim)
    this.parameters = [
      ...features.parameters,
      ...sequence.parameters,
      this.hidden,
      ...this.decoder.parameters,
    ]
    this.size = this.parameters.reduce((sum, { size }) => sum + size, 0)
  }

  start(random: Random): Float32Array {
    return freshWeights(this.parameters, random)
  }

  /** Mean Huber loss of the hidden steps' inputs, and its gradient where it is wanted. `isHidden` [rows · steps]. */
  async learn(
    weights: Float32Array,
    batch: Batch,
    isHidden: readonly boolean[],
    { gradient, dropout }: { gradient: boolean; dropout?: Dropout | undefined },
  ): Promise<{ loss: number; gradient: Float32Array }> {
    const results = tf.tidy(() => {
      this.#load(weights)
      const lossOf = this.#lossOf(batch, isHidden, dropout)
      if (!gradient) return [lossOf()]
      const values = this.parameters.map(({ value }) => value)
      const { value, grads } = tf.engine().gradients(lossOf, values)
      return [value, ...grads]
    })
    const [loss, ...gradients] = await takeNumbers(results)
    return { loss: loss![0]!, gradient: flatten(gradients, gradient ? this.size : 0) }
  }

  #load(weights: Float32Array): void {
    let at = 0
    for (const parameter of this.parameters) {
      parameter.value = tf.tensor(weights.slice(at, at + parameter.size), [...parameter.shape])
      at += parameter.size
    }
  }

  #lossOf(batch: Batch, isHidden: readonly boolean[], dropout?: Dropout) {
    const width = this.features.inputDim
    const n = batch.rows * batch.steps
    const count = Math.max(1, isHidden.filter(Boolean).length)
    const spread = (value: (hidden: boolean) => number) =>
      Float32Array.from({ length: n * width }, (_, i) => value(isHidden[Math.floor(i / width)]!))
    const shown = batch.inputs.map((value, i) => (isHidden[Math.floor(i / width)] ? 0 : value))
    const [steps, targets] = [tf.tensor2d(shown, [n, width]), tf.tensor2d(batch.inputs, [n, width])]
    const mask = tf.tensor2d(spread(Number), [n, width])
    const shares = tf.tensor2d(
      spread((hidden) => (hidden ? 1 / (count * width) : 0)),
      [n, width],
    )
    const tracks =
      this.features.trackInputDim > 0
        ? tf.tensor2d(batch.tracks, [batch.spans.length, this.features.trackInputDim])
        : null
    const pass = passOf({ batch, dropout }, this.sequence.heads)
    return () => {
      const stand = masked(lookUp(this.hidden.value as tf.Tensor2D, new Int32Array(n)), mask)
      const described = this.features.forward({ steps: add(steps, stand), tracks }, pass)
      return huber(this.decoder.forward(this.sequence.forward(described, pass)), targets, shares)
    }
  }
}
