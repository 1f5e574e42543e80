/** The training loop. */
import type { Epoch, Recipe } from '../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { shuffle } from '../base/random.ts'
import type { Work } from '../base/work.ts'
import { pack, type Sequence } from './batch.ts'
import { breathe } from './breathe.ts'
import { Dropout } from './dropout.ts'
import { crossEntropyOf, measure } from './metrics.ts'
import type { ModularTrackingPipeline } from './pipeline.ts'
import { meanOf, scoreSequences } from './score.ts'
import type { TrainingState } from './trainingState.ts'

/** Standardised sequences and whether each is a real track. */
export interface Examples {
  sequences: Sequence[]
  real: boolean[]
}

export interface TrainingData {
  train: Examples
  validation: Examples
}

export interface TrainingHooks {
  /** After every epoch. */
  epoch(epoch: Epoch): void
  /** Writes the state so that training can go on from here. */
  checkpoint(state: TrainingState): Promise<void>
}

/** Epochs between two checkpoints. */
const checkpointEvery = 5

/**
 * Trains until the recipe's epochs or its early stop; `state` starts fresh or comes from a checkpoint, and holds
 * the best weights (lowest validation loss) at the end. Throws CANCELLED, and VALIDATION when the loss is no number.
 */
export async function train(
  pipeline: ModularTrackingPipeline,
  recipe: Recipe,
  data: TrainingData,
  state: TrainingState,
  hooks: TrainingHooks,
  work: Work,
): Promise<void> {
  const { weights, adam, random } = state
  const dropout = new Dropout(recipe.dropout, recipe.seed, random)
  while (state.epochs.length < recipe.epochs && !stopsEarly(state, recipe)) {
    const number = state.epochs.length + 1
    const batches = dealBatches(
      shuffle(
        data.train.sequences.map((_, i) => i),
        random,
      ),
      recipe.batch,
    )
    const started = performance.now()
    const seen = { loss: 0, right: 0 }
    for (const [step, chosen] of batches.entries()) {
      await breathe(work)
      const batch = pack(
        chosen.map((i) => data.train.sequences[i]!),
        pipeline.parts.features.inputDim,
      )
      const real = chosen.map((i) => data.train.real[i]!)
      const { loss, gradient, logits } = pipeline.gradient(weights, batch, real, dropout.apply)
      if (!Number.isFinite(loss)) throw lossIsNoNumber(number, step + 1)
      adam.step(weights, gradient, recipe.learningRate)
      seen.loss += loss * chosen.length
      batch.spans.forEach(({ start, boxes }, n) => {
        seen.right += +(meanOf(logits.slice(start, start + boxes).map(sigmoid)) >= 0.5 === real[n])
      })
      work.progress({
        phase: `Epoch ${number} of ${recipe.epochs}`,
        done: step + 1,
        total: batches.length,
        unit: 'steps',
      })
    }
    const seconds = (performance.now() - started) / 1000
    const tracks = data.train.real.length
    const epoch: Epoch = {
      epoch: number,
      trainLoss: seen.loss / tracks,
      trainAccuracy: seen.right / tracks,
      ...(await validate(pipeline, weights, data.validation, work)),
      seconds,
      tracksPerSecond: tracks / seconds,
    }
    state.add(epoch)
    hooks.epoch(epoch)
    if (number % checkpointEvery === 0) await hooks.checkpoint(state)
  }
  await hooks.checkpoint(state)
}

export function stopsEarly({ epochs, bestEpoch }: TrainingState, { earlyStop }: Recipe): boolean {
  return earlyStop > 0 && epochs.length - bestEpoch >= earlyStop
}

function dealBatches(order: number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, i) =>
    order.slice(i * size, (i + 1) * size),
  )
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

async function validate(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  { sequences, real }: Examples,
  work: Work,
) {
  const steps = await scoreSequences(pipeline, weights, sequences, {
    ...work,
    signal: work.signal,
    progress() {},
  })
  const scores = steps.map((result) => meanOf(result.scores))
  const losses = steps.map((result, i) =>
    meanOf(result.scores.map((score) => crossEntropyOf(score, real[i]!))),
  )
  const figures = measure({ scores, real }, 0.5)
  return {
    validationLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    validationAccuracy: figures.accuracy,
    validationAuroc: figures.auroc,
    validationRemovedAt99: figures.removedAt99,
  }
}

const lossIsNoNumber = (epoch: number, batch: number) =>
  new TracksieveError(
    'VALIDATION',
    `The loss is no number any more: epoch ${epoch}, batch ${batch}.`,
    'Training stopped and the last checkpoint was kept. Take a smaller learning rate, or look for boxes of absurd size.',
  )
