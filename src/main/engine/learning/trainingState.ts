/** Everything that training changes: with it, and the same data and recipe, training goes on exactly. */
import type { Epoch } from '../../../shared/contract/learning.ts'
import { createRandom, type Random } from '../base/random.ts'
import { Adam } from './optimiser.ts'
import type { ModularTrackingPipeline } from './pipeline.ts'

export class TrainingState {
  readonly weights: Float32Array
  readonly adam: Adam
  readonly random: Random
  readonly epochs: Epoch[] = []
  best: Float32Array
  bestEpoch = 0

  constructor(weights: Float32Array, random: Random) {
    this.weights = weights
    this.best = weights.slice()
    this.adam = new Adam(weights.length)
    this.random = random
  }

  static fresh(pipeline: ModularTrackingPipeline, seed: number): TrainingState {
    const random = createRandom(seed, 'training')
    return new TrainingState(pipeline.start(random), random)
  }

  get bestLoss(): number {
    return this.epochs[this.bestEpoch - 1]?.validationLoss ?? Number.POSITIVE_INFINITY
  }

  /** Takes an epoch into the history, and its weights as the best ones where its validation loss is the lowest. */
  add(epoch: Epoch): void {
    const better = epoch.validationLoss < this.bestLoss
    this.epochs.push(epoch)
    if (!better) return
    this.best = this.weights.slice()
    this.bestEpoch = epoch.epoch
  }
}
