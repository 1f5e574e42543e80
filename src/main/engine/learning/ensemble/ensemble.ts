/**
 * What judges beside the network on the same inputs: logistic regression on all of them, logistic regression on what the
 * track alone decides, and boosted trees. A track's logit is the mean of the four. They err on other tracks than the
 * network does: most of all with another detector, and after few boxes, where a film has shown little yet.
 */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { createRandom } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import type { Sequence } from '../model/batch.ts'
import type { StepResult } from '../scoring/score.ts'
import type { TrainingData } from '../training/train.ts'
import { type Growth, growTrees, type Trees, treesLogit } from './boosting.ts'
import { columnsOf } from './columns.ts'
import { fitRegression, regressionLogit } from './regression.ts'
import { rowsOf } from './rows.ts'
import { summed } from './summed.ts'

export interface Ensemble {
  /** Weights, see regression.ts. */
  all: Float32Array
  own: Float32Array
  trees: Trees
}

type Features = Recipe['features']

const growth: Growth = { trees: 100, depth: 4, rate: 0.1, rows: 0.5, inputs: 0.3, least: 1, ridge: 1 }

/** Looks at each training track, fewer where there are very many. */
const mostLooks = 4
const mostRows = 60_000

/** On views of the training tracks as the network sees them; the same seed and data give the same. Throws CANCELLED. */
export async function fitEnsemble(
  features: Features,
  { sequences, real, look }: TrainingData['train'],
  seed: number,
  work: Work,
): Promise<Ensemble> {
  const random = createRandom(seed, 'ensemble')
  const looks = look ? Math.max(1, Math.min(mostLooks, Math.floor(mostRows / real.length))) : 1
  const chosen = evenly(real.length, mostRows)
  const shown = Array.from({ length: looks }, () => chosen.map((i) => look?.(i, random) ?? sequences[i]!))
  const answers = Array.from({ length: looks }, () => chosen.map((i) => real[i]!))
  const rows = rowsOf(shown.flat(), answers.flat(), 1 / looks)
  const columns = columnsOf(features)
  return {
    all: fitRegression(rows, columns.all),
    own: fitRegression(rows, columns.own),
    trees: await growTrees(rows, growth, seed, work),
  }
}

function evenly(n: number, most: number): number[] {
  const count = Math.min(n, most)
  return Array.from({ length: count }, (_, i) => Math.floor((i * n) / count))
}

/** The network and what is in an Ensemble. */
export const members = 4
/** The mean of logits of four that err on different tracks says too little: by this it is multiplied before validation tracks speak. */
export const boldness = 1.2
/** As calibrate.ts: float32 scores tell no more apart. */
const limit = 16

/** The network's results of standardised sequences with the others' logits averaged in. null = the network alone. */
export function together(
  ensemble: Ensemble | null,
  features: Features,
  sequences: readonly Sequence[],
  results: readonly StepResult[],
): StepResult[] {
  return joinOthers(ensemble && logitsOfOthers(ensemble, features, sequences), results)
}

/** Sum of what all but the network say of each track. */
export function logitsOfOthers(
  ensemble: Ensemble,
  features: Features,
  sequences: readonly Sequence[],
): Float64Array {
  const columns = columnsOf(features)
  return Float64Array.from(sequences, (sequence) => {
    const row = summed(sequence)
    return (
      regressionLogit(ensemble.all, columns.all, row) +
      regressionLogit(ensemble.own, columns.own, row) +
      treesLogit(ensemble.trees, row)
    )
  })
}

/** As `together`, once the others have spoken. */
export function joinOthers(others: Float64Array | null, results: readonly StepResult[]): StepResult[] {
  if (!others) return [...results]
  return results.map(({ scores, attention }, i) => ({
    attention,
    scores: scores.map((score) => sigmoid((logit(score) + others[i]!) / members)),
  }))
}

const logit = (p: number): number => Math.max(-limit, Math.min(limit, Math.log(p / (1 - p))))
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))
