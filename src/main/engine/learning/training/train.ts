/** The training loop. */
import type { Epoch, Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Random } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import { breathe } from '../backends/breathe.ts'
import { goalsOf } from '../data/aims.ts'
import type { FileView } from '../data/augment.ts'
import { dealer } from '../data/deal.ts'
import { crossEntropyOf, measure } from '../judging/metrics.ts'
import { type Batch, type Goal, pack, type Sequence } from '../model/batch.ts'
import { Dropout } from '../model/dropout.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { meanOf, type StepResult, scoreSequences } from '../scoring/score.ts'
import { isSound } from './finite.ts'
import { average, classWeightsOf, clipGradient, holdBack, paceOf, rateAt, shrink } from './schedule.ts'
import { judgeTasks, TaskLosses } from './taskCurves.ts'
import type { TrainingState } from './trainingState.ts'

/** Standardised sequences and whether each is a real track. */
export interface Examples {
  sequences: Sequence[]
  real: boolean[]
  /** So many of them, the first ones, have a label; the others are only looked at. Absent = all. */
  judged?: number | undefined
}

export interface TrainingData {
  /** `look` draws another view of track i, where the recipe asks for such; standardised. */
  train: Examples & { look?: (i: number, random: Random, of?: FileView) => Sequence }
  /** `cut`: tracks of which only the first boxes are seen, for tasks that are judged on such. */
  validation: Examples & { cut?: Sequence[] }
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
 * the weights of the epoch that the recipe keeps at the end. Throws CANCELLED, and VALIDATION when the loss is no number,
 * or when the recipe chooses by a validation part that is empty. Where nothing is chosen by it, its figures are NaN then.
 */
export async function train(
  pipeline: ModularTrackingPipeline,
  recipe: Recipe,
  data: TrainingData,
  state: TrainingState,
  hooks: TrainingHooks,
  work: Work,
): Promise<void> {
  mustBeWatched(recipe, data)
  const { features, head } = pipeline.parts
  const dropout = recipe.dropout > 0 ? new Dropout(recipe.dropout, recipe.seed, state.random) : undefined
  const pace = paceOf(recipe, judgedOf(data.train).real.length)
  const deal = dealer(data.train.sequences, pace)
  while (state.epochs.length < pace.epochs && !stopsEarly(state, recipe)) {
    const started = performance.now()
    const number = state.epochs.length + 1
    const phase = `Epoch ${number} of ${pace.epochs}`
    const batches = deal(state.random)
    const seen: Seen = { loss: 0, scores: [], real: [] }
    const learning = new TaskLosses(head.tasks)
    for (const [step, chosen] of batches.entries()) {
      await breathe(work)
      const shown = show(data, chosen, state.random)
      const batch = pack(shown, features.inputDim)
      const own = goalOf(recipe, chosen, data)
      const goal = { ...own, weight: head.weight, tasks: goalsOf(head.tasks, shown) }
      const { loss, losses, gradient, logits } = await pipeline.gradient(state.weights, batch, goal, dropout)
      if (!Number.isFinite(loss)) throw lossIsNoNumber(number, step + 1)
      update(state, gradient, recipe, pace, pipeline.tuned)
      note(seen, losses[0]! / head.weight, logits, batch, goal)
      learning.note(losses.slice(1), goal.tasks)
      work.progress({ phase, done: step + 1, total: batches.length, unit: 'steps' })
    }
    if (!isSound(state)) throw lossIsNoNumber(number, batches.length)
    const figures = summary(seen, secondsSince(started))
    const all = await scoreSequences(pipeline, state.current, data.validation.sequences, quietly(work))
    const validated = all.slice(0, data.validation.judged)
    if (validated.some(({ scores }) => scores.some(Number.isNaN)))
      throw lossIsNoNumber(number, batches.length)
    const validation = figuresOf(validated, judgedOf(data.validation).real)
    const learningRate = rateAt(state.adam.steps - 1, pace.epochs * pace.stepsAnEpoch, recipe)
    const tasks = await judgeTasks(pipeline, state.current, data.validation, learning, quietly(work))
    const epoch = {
      epoch: number,
      ...figures,
      ...validation,
      ...(tasks && { tasks }),
      learningRate,
      seconds: secondsSince(started),
    }
    state.add(epoch, recipe.keepEpoch)
    hooks.epoch(epoch)
    if (number % checkpointEvery === 0) await hooks.checkpoint(state)
  }
  await hooks.checkpoint(state)
}

/** One step of AdamW, and of the running mean. What is tuned goes the share of the way that its own rate is. */
function update(
  state: TrainingState,
  gradient: Float32Array,
  recipe: Recipe,
  pace: Pace,
  tuned: ModularTrackingPipeline['tuned'],
): void {
  const rate = rateAt(state.adam.steps, pace.epochs * pace.stepsAnEpoch, recipe)
  clipGradient(gradient, recipe.clip)
  const before = tuned && state.weights.slice(tuned.from, tuned.to)
  shrink(state.weights, rate * recipe.weightDecay)
  state.adam.step(state.weights, gradient, rate)
  if (before) {
    const share = recipe.pixels!.tunedLearningRate / recipe.learningRate
    holdBack(state.weights.subarray(tuned.from, tuned.to), before, share)
  }
  if (state.average) average(state.average, state.weights, recipe.averaging, state.adam.steps)
}

/** Without those that are only looked at. */
export const judgedOf = <E extends Examples>({ sequences, real, judged, ...rest }: E) => ({
  ...rest,
  sequences: sequences.slice(0, judged),
  real: real.slice(0, judged),
})

type Pace = ReturnType<typeof paceOf>

/** Tracks of one group are shown as of one file: all with scores or none, all mirrored or none. */
function show({ train }: TrainingData, chosen: readonly number[], random: Random): Sequence[] {
  const { look, sequences } = train
  if (!look) return chosen.map((i) => sequences[i]!)
  const files = new Map<number, FileView>()
  return chosen.map((i) => {
    const { group } = sequences[i]!
    if (group === undefined) return look(i, random)
    if (!files.has(group)) files.set(group, { hidden: random.uniform(), turned: random.uniform() })
    return { ...look(i, random, files.get(group)!), group }
  })
}

const goalOf = (
  { labelSmoothing, classWeights }: Recipe,
  chosen: readonly number[],
  { train }: TrainingData,
): Goal => ({
  real: pick(train.real, chosen),
  judged: train.judged === undefined ? undefined : chosen.map((i) => i < train.judged!),
  smoothing: labelSmoothing,
  classWeights: classWeightsOf(classWeights, judgedOf(train).real),
})

const stopsEarly = (state: TrainingState, { earlyStop }: Recipe): boolean =>
  earlyStop > 0 && state.stale >= earlyStop

const secondsSince = (start: number): number => (performance.now() - start) / 1000

const pick = <T>(items: readonly T[], chosen: readonly number[]): T[] => chosen.map((i) => items[i]!)

/** What the training tracks of an epoch came to, each in the pass that trained on it. */
interface Seen {
  loss: number
  scores: number[]
  real: boolean[]
}

function note(seen: Seen, loss: number, logits: Float32Array, batch: Batch, { real, judged }: Goal): void {
  const counted = batch.spans.filter((_, i) => judged?.[i] ?? true)
  seen.loss += loss * counted.length
  seen.real.push(...real.filter((_, i) => judged?.[i] ?? true))
  for (const { start, boxes } of counted)
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

const quietly = (work: Work): Work => ({ ...work, signal: work.signal, progress() {} })

function figuresOf(steps: readonly StepResult[], real: readonly boolean[]) {
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

function mustBeWatched({ keepEpoch, earlyStop }: Recipe, { validation }: TrainingData): void {
  if (validation.real.length > 0 || (keepEpoch === 'last' && earlyStop === 0)) return
  throw new TracksieveError(
    'VALIDATION',
    'No track validates, but the recipe chooses its epoch by the validation loss.',
    'Label tracks in more videos, or keep the last epoch and never stop early.',
  )
}

const lossIsNoNumber = (epoch: number, batch: number) =>
  new TracksieveError(
    'VALIDATION',
    `The loss is no number any more: epoch ${epoch}, batch ${batch}.`,
    `Training stopped; ${keptOf(epoch - 1)}. Take a smaller learning rate, or look for boxes of absurd size.`,
  )

function keptOf(done: number): string {
  const last = done - (done % checkpointEvery)
  return last > 0 ? `the checkpoint of epoch ${last} is kept` : 'no checkpoint had been written yet'
}
