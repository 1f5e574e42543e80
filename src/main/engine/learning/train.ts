/** The training loop. */
import type { Epoch, Recipe } from '../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { shuffle } from '../base/random.ts'
import type { Work } from '../base/work.ts'
import { type Batch, pack, type Sequence } from './batch.ts'
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
  const dropout = new Dropout(recipe.dropout, recipe.seed, state.random)
  while (state.epochs.length < recipe.epochs && !stopsEarly(state, recipe)) {
    const started = performance.now()
    const number = state.epochs.length + 1
    const order = shuffle([...data.train.real.keys()], state.random)
    const batches = dealBatches(order, recipe.batch)
    const seen: Seen = { loss: 0, scores: [], real: [] }
    for (const [step, chosen] of batches.entries()) {
      await breathe(work)
      const batch = pack(pick(data.train.sequences, chosen), pipeline.parts.features.inputDim)
      const real = pick(data.train.real, chosen)
      const { loss, gradient, logits } = pipeline.gradient(state.weights, batch, real, dropout.apply)
      if (!Number.isFinite(loss)) throw lossIsNoNumber(number, step + 1)
      state.adam.step(state.weights, gradient, recipe.learningRate)
      note(seen, loss, logits, batch, real)
      const phase = `Epoch ${number} of ${recipe.epochs}`
      work.progress({ phase, done: step + 1, total: batches.length, unit: 'steps' })
    }
    const figures = summary(seen, secondsSince(started))
    const validation = await validate(pipeline, state, data, work)
    const epoch: Epoch = { epoch: number, ...figures, ...validation, seconds: secondsSince(started) }
    state.add(epoch)
    hooks.epoch(epoch)
    if (number % checkpointEvery === 0) await hooks.checkpoint(state)
  }
  await hooks.checkpoint(state)
}

function stopsEarly({ epochs, bestEpoch }: TrainingState, { earlyStop }: Recipe): boolean {
  return earlyStop > 0 && epochs.length - bestEpoch >= earlyStop
}

function dealBatches(order: number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, i) =>
    order.slice(i * size, (i + 1) * size),
  )
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000

const pick = <T>(items: readonly T[], chosen: readonly number[]): T[] => chosen.map((i) => items[i]!)

/** What the training tracks of an epoch came to, each in the pass that trained on it. */
interface Seen {
  loss: number
  scores: number[]
  real: boolean[]
}

function note(seen: Seen, loss: number, logits: Float32Array, batch: Batch, real: readonly boolean[]): void {
  seen.loss += loss * real.length
  seen.real.push(...real)
  for (const { start, boxes } of batch.spans)
    seen.scores.push(meanOf(logits.slice(start, start + boxes).map((logit) => 1 / (1 + Math.exp(-logit)))))
}

function summary(seen: Seen, seconds: number) {
  const { accuracy, f1, n } = measure(seen, 0.5)
  return {
    trainLoss: seen.loss / n,
    trainAccuracy: accuracy,
    trainF1: f1,
    tracksPerSecond: n / seconds,
  }
}

async function validate(
  pipeline: ModularTrackingPipeline,
  { weights }: TrainingState,
  { validation: { sequences, real } }: TrainingData,
  work: Work,
) {
  const quiet: Work = { ...work, signal: work.signal, progress() {} }
  const steps = await scoreSequences(pipeline, weights, sequences, quiet)
  const losses = steps.map((result, i) => meanOf(result.scores.map((p) => crossEntropyOf(p, real[i]!))))
  const figures = measure({ scores: steps.map((result) => meanOf(result.scores)), real }, 0.5)
  return {
    validationLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    validationAccuracy: figures.accuracy,
    validationF1: figures.f1,
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
