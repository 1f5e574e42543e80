/** What follows from a track's score and its label of now; never stored, so it is never out of date. */
import { isReal, type Label, type TrackClass } from '../../../shared/words.ts'

/** 1 where the score says nothing (0.5), 0 where it is sure (0 or 1). */
export const uncertaintyOf = (score: number): number => 1 - Math.abs(2 * score - 1)

/** How far the score is from the label's side, 0–1. */
const distanceOf = (score: number, real: boolean): number => (real ? 1 - score : score)

/** Cross-entropy of the score against the label's side, in nats; finite for scores of exactly 0 and 1. */
export const lossOf = (score: number, real: boolean): number =>
  -Math.log(Math.max(1 - distanceOf(score, real), Number.EPSILON))

/** Label and prediction are on different sides, real against false; `unsure` takes no side. */
export const disagrees = (label: Label | null, prediction: TrackClass | null): boolean =>
  label !== null && label !== 'unsure' && prediction !== null && isReal(label) !== isReal(prediction)

export function shownLoss(score: number | null, label: Label | null): number | null {
  return score === null || label === null || label === 'unsure' ? null : lossOf(score, isReal(label))
}
