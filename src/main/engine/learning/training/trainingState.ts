/** Everything that training changes: with it, and the same data and recipe, training goes on exactly. */
import type { Epoch, Recipe } from '../../../../shared/contract/learning.ts'
import { createRandom, type Random } from '../../base/random.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { Adam } from './optimiser.ts'

/** Of the cross-entropy: less than one track in ten thousand, wrong for sure. */
const worthWaiting = 0.0005

export class TrainingState {
  readonly weights: Float32Array
  /** Running mean of the weights, where the recipe wants one. */
  average: Float32Array | null = null
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

  static fresh(
    pipeline: ModularTrackingPipeline,
    { seed, averaging }: Pick<Recipe, 'seed' | 'averaging'>,
    /** Absent = drawn. */
    weights?: Float32Array,
  ): TrainingState {
    const random = createRandom(seed, 'training')
    const state = new TrainingState(weights?.slice() ?? pipeline.start(random), random)
    if (averaging > 0) state.average = state.weights.slice()
    return state
  }

  /** The weights that would be used now. */
  get current(): Float32Array {
    return this.average ?? this.weights
  }

  /** Epochs since the validation loss fell by something worth waiting for: it may creep towards 0 for ever. */
  get stale(): number {
    let [lowest, since] = [Number.POSITIVE_INFINITY, 0]
    for (const { validationLoss } of this.epochs) {
      const better = validationLoss < lowest - worthWaiting
      since = better ? 0 : since + 1
      if (better) lowest = validationLoss
    }
    return since
  }

  /** Takes an epoch into the history, and its weights as the best ones where its validation loss is the lowest, or always. */
  add(epoch: Epoch, keep: Recipe['keepEpoch']): void {
    const lowest = this.epochs[this.bestEpoch - 1]?.validationLoss ?? Number.POSITIVE_INFINITY
    this.epochs.push(epoch)
    if (keep === 'best' && epoch.validationLoss >= lowest) return
    this.best = this.current.slice()
    this.bestEpoch = epoch.epoch
  }
}
