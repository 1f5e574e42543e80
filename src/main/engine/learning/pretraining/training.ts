/** The loop of a pretraining. Goes on exactly from the end of the last epoch. */
import type { PretrainEpoch, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { createRandom, type Random, shuffle } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import { breathe } from '../backends/breathe.ts'
import { pack, type Sequence } from '../model/batch.ts'
import { Dropout } from '../model/dropout.ts'
import { inBatches } from '../scoring/score.ts'
import { isSound } from '../training/finite.ts'
import { Adam } from '../training/optimiser.ts'
import { clipGradient, rateAt, shrink } from '../training/schedule.ts'
import { hideSteps } from './masks.ts'
import type { MaskedSteps } from './network.ts'
import { ruleLosses } from './rules.ts'

export interface PretrainState {
  weights: Float32Array
  adam: Adam
  random: Random
  epochs: PretrainEpoch[]
}

export function freshState(network: MaskedSteps, { seed }: PretrainRecipe): PretrainState {
  const random = createRandom(seed, 'pretraining')
  const weights = network.start(random)
  return { weights, adam: new Adam(weights.length), random, epochs: [] }
}

/** Standardised. */
export interface PretrainData {
  train: Sequence[]
  heldOut: Sequence[]
}

/** `ended` writes the state so that it can go on from there. Throws CANCELLED, VALIDATION when the loss is no number. */
export async function pretrain(
  network: MaskedSteps,
  recipe: PretrainRecipe,
  { train, heldOut }: PretrainData,
  state: PretrainState,
  ended: (state: PretrainState) => Promise<void>,
  work: Work,
): Promise<void> {
  const dropout = recipe.dropout > 0 ? new Dropout(recipe.dropout, recipe.seed, state.random) : undefined
  const steps = Math.ceil(train.length / recipe.batch)
  const pace = { learningRate: recipe.learningRate, warmUp: 0.1, schedule: 'cosine' as const }
  while (state.epochs.length < recipe.epochs) {
    const started = performance.now()
    const epoch = state.epochs.length + 1
    const order = shuffle([...train], state.random)
    const phase = { phase: `Epoch ${epoch} of ${recipe.epochs}`, total: steps, unit: 'steps' }
    let [sum, counted] = [0, 0]
    for (let step = 0; step < steps; step += 1) {
      await breathe(work)
      const batch = pack(
        order.slice(step * recipe.batch, (step + 1) * recipe.batch),
        network.features.inputDim,
      )
      const hidden = hideSteps(batch, recipe.masked, state.random)
      const { loss, gradient } = await network.learn(state.weights, batch, hidden, {
        gradient: true,
        dropout,
      })
      if (!Number.isFinite(loss)) throw lossIsNoNumber(epoch)
      clipGradient(gradient, 1)
      const rate = rateAt(state.adam.steps, recipe.epochs * steps, pace)
      shrink(state.weights, rate * recipe.weightDecay)
      state.adam.step(state.weights, gradient, rate)
      const count = hidden.filter(Boolean).length
      sum += loss * count
      counted += count
      work.progress({ ...phase, done: step + 1 })
    }
    const seconds = (performance.now() - started) / 1000
    const held = await judge(network, state.weights, heldOut, recipe, work)
    if (!Number.isFinite(held) || !isSound(state)) throw lossIsNoNumber(epoch)
    state.epochs.push({ epoch, trainLoss: sum / Math.max(1, counted), heldOut: held, seconds })
    await ended(state)
  }
}

/** The same steps are hidden each time. */
function* hiddenBatches(
  network: MaskedSteps,
  sequences: readonly Sequence[],
  { masked, seed }: PretrainRecipe,
) {
  const random = createRandom(seed, 'held out')
  for (const chunk of inBatches(sequences, network.sequence.heads)) {
    const batch = pack(
      chunk.map((i) => sequences[i]!),
      network.features.inputDim,
    )
    yield { batch, hidden: hideSteps(batch, masked, random) }
  }
}

async function judge(
  network: MaskedSteps,
  weights: Float32Array,
  sequences: readonly Sequence[],
  recipe: PretrainRecipe,
  work: Work,
): Promise<number> {
  let [sum, counted] = [0, 0]
  for (const { batch, hidden } of hiddenBatches(network, sequences, recipe)) {
    await breathe(work)
    const count = hidden.filter(Boolean).length
    if (count === 0) continue
    const { loss } = await network.learn(weights, batch, hidden, { gradient: false })
    sum += loss * count
    counted += count
  }
  return sum / Math.max(1, counted)
}

/** Of the rules, on the steps that the network is judged on. */
export function judgeRules(network: MaskedSteps, sequences: readonly Sequence[], recipe: PretrainRecipe) {
  const sums = { mean: 0, ownMean: 0, count: 0 }
  for (const { batch, hidden } of hiddenBatches(network, sequences, recipe)) {
    const own = ruleLosses(batch, hidden, network.features.inputDim)
    sums.mean += own.mean
    sums.ownMean += own.ownMean
    sums.count += own.count
  }
  const count = Math.max(1, sums.count)
  return { mean: sums.mean / count, ownMean: sums.ownMean / count }
}

const lossIsNoNumber = (epoch: number) =>
  new TracksieveError(
    'VALIDATION',
    `The loss of the pretraining is no number any more: epoch ${epoch}.`,
    'It stopped and the last epoch was kept. Take a smaller learning rate.',
  )
