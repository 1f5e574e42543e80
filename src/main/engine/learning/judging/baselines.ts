/** The trivial rules that stand beside every model: fitted on the training part, judged on the same tracks as it. */
import type { baselineIds } from '../../../../shared/contract/evaluation.ts'
import { countBoxes, summarise } from '../../base/detections.ts'
import type { TableTrack } from '../data/trackTable.ts'
import { brightOf } from '../pixels/cropBrightness.ts'
import { fitLogistic, logisticScore } from './logistic.ts'
import { summaryInputs } from './summaryInputs.ts'

/** A fitted rule: a score for each thing (higher = more likely real) and where it cuts. */
export interface Rule<T> {
  id: (typeof baselineIds)[number]
  name: string
  /** In words, with its numbers. */
  rule: string
  threshold: number
  /** The scores are probabilities. */
  probabilities: boolean
  score(thing: T): number
}

/** A rule, or why there is none. */
export type Fitted<T> = Rule<T> | { id: Rule<T>['id']; name: string; absent: string }

export const isRule = <T>(fitted: Fitted<T>): fitted is Rule<T> => !('absent' in fitted)

export interface Known<T> {
  thing: T
  real: boolean
}

export const names = {
  duration: 'Duration',
  'mean-score': 'Mean detector score',
  logistic: 'Logistic regression',
  'logistic-track': 'Logistic regression, track inputs',
  'bright-pixels': 'Bright pixels',
} as const

export function fitTrackRules(train: readonly Known<TableTrack>[]): Fitted<TableTrack>[] {
  return [duration(train), meanScore(train), logistic(train)]
}

const duration = (train: readonly Known<TableTrack>[]) =>
  fitCut('duration', 'boxes', train, ({ detections }) => countBoxes(detections), 0)

function meanScore(train: readonly Known<TableTrack>[]): Fitted<TableTrack> {
  const scoreOf = ({ detections }: TableTrack) => summarise(detections).detector
  if (train.every(({ thing }) => scoreOf(thing) === null))
    return { id: 'mean-score', name: names['mean-score'], absent: 'The tracks have no detector scores.' }
  return fitCut('mean-score', 'mean detector score', train, (track) => scoreOf(track) ?? 0, 3)
}

function logistic(train: readonly Known<TableTrack>[]): Fitted<TableTrack> {
  const model = fitLogistic(
    train.map(({ thing }) => summaryInputs(thing)),
    train.map(({ real }) => real),
  )
  return {
    id: 'logistic',
    name: names.logistic,
    rule: 'logistic regression on 9 numbers: length, scores, size, speed',
    threshold: 0.5,
    probabilities: true,
    score: (track) => logisticScore(model, summaryInputs(track)),
  }
}

/** Tracks by the bright pixels of their crops. Only for tracks that all have some. Throws CONFLICT where their file is gone. */
export const fitBrightCrops = (train: readonly Known<TableTrack>[]): Rule<TableTrack> =>
  fitCut(
    'bright-pixels',
    'bright pixels a crop',
    train,
    ({ crops, detections }) => brightOf(crops!, countBoxes(detections)),
    1,
  )

/** Clips by their number of bright pixels a frame. */
export function fitBrightPixels(train: readonly Known<number>[]): Fitted<number> {
  if (new Set(train.map(({ real }) => real)).size < 2)
    return {
      id: 'bright-pixels',
      name: names['bright-pixels'],
      absent: 'The training clips are all of one class.',
    }
  return fitCut('bright-pixels', 'bright pixels a frame', train, (count) => count, 1)
}

/** One threshold on one number, above or below, whichever is right more often on the training things. */
function fitCut<T>(
  id: Rule<T>['id'],
  what: string,
  train: readonly Known<T>[],
  value: (thing: T) => number,
  digits: number,
): Rule<T> {
  const known = train.map(({ thing, real }) => ({ value: value(thing), real }))
  const { cut, above } = bestCut(known)
  const sign = above ? 1 : -1
  return {
    id,
    name: names[id],
    rule: `${what} ${above ? 'at least' : 'at most'} ${cut.toFixed(digits)}`,
    threshold: sign * cut,
    probabilities: false,
    score: (thing) => sign * value(thing),
  }
}

/** The cut of highest accuracy; of equal ones the first. "At least cut" is real when `above`, else "at most cut". */
export function bestCut(known: readonly { value: number; real: boolean }[]): { cut: number; above: boolean } {
  const sorted = [...known].sort((a, b) => a.value - b.value)
  const all = sorted.filter(({ real }) => real).length
  const wrongs = sorted.length - all
  let best = { right: -1, cut: 0, above: true }
  let [real, wrong] = [0, 0]
  for (const [i, item] of sorted.entries()) {
    if (item.value !== sorted[i - 1]?.value) {
      const right = wrong + all - real
      if (right > best.right)
        best = { right, cut: middle(sorted[i - 1]?.value, item.value, Math.ceil), above: true }
    }
    real += item.real ? 1 : 0
    wrong += item.real ? 0 : 1
    if (item.value !== sorted[i + 1]?.value) {
      const right = real + wrongs - wrong
      if (right > best.right)
        best = { right, cut: middle(item.value, sorted[i + 1]?.value, Math.floor), above: false }
    }
  }
  return { cut: best.cut, above: best.above }
}

/** Whole numbers stay whole, so that a rule reads "boxes at least 4". */
function middle(low = Number.NaN, high = Number.NaN, round: (value: number) => number): number {
  if (Number.isNaN(low)) return high
  if (Number.isNaN(high)) return low
  return Number.isInteger(low) && Number.isInteger(high) ? round((low + high) / 2) : (low + high) / 2
}
