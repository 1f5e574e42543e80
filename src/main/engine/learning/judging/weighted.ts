/** The metrics of metrics.ts for things that count several times or not at all: what a bootstrap asks for a thousand times. */
import { type MetricName, metricNames } from '../../../../shared/contract/evaluation.ts'
import type { Judged } from './metrics.ts'

/** `removed`: share of the false ones below the threshold. */
export const figureNames = [...metricNames, 'removed'] as const
export type FigureName = MetricName | 'removed'
export type Figures = Record<FigureName, number>

/** Things of one score list in falling order, so that a pass over them needs no sorting. */
export interface Ordered {
  scores: Float64Array
  real: Uint8Array
  /** Group (video) of each. */
  groups: Int32Array
  /** 1 = the last of its score: ties are one step. */
  ends: Uint8Array
  kept: Uint8Array
  /** Bin of the calibration error; null = the scores are no probabilities. */
  bins: Uint8Array | null
}

export function order(
  { scores, real }: Judged,
  groups: ArrayLike<number>,
  threshold: number,
  probabilities: boolean,
): Ordered {
  const places = Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const sorted = Float64Array.from(places, (i) => scores[i]!)
  return {
    scores: sorted,
    real: Uint8Array.from(places, (i) => (real[i] ? 1 : 0)),
    groups: Int32Array.from(places, (i) => groups[i]!),
    ends: Uint8Array.from(sorted, (score, k) => (score === sorted[k + 1] ? 0 : 1)),
    kept: Uint8Array.from(sorted, (score) => (score >= threshold ? 1 : 0)),
    bins: probabilities ? Uint8Array.from(sorted, (score) => Math.min(9, Math.floor(score * 10))) : null,
  }
}

/** `weights`: how often each group counts. A figure that is not defined is NaN. */
export function weightedFigures(things: Ordered, weights: ArrayLike<number>): Figures {
  const { real, groups, kept } = things
  // [true negatives, false positives, false negatives, true positives], as countOutcomes gives them.
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  for (let k = 0; k < real.length; k += 1)
    counts[(real[k] ? 2 : 0) + (kept[k] ? 1 : 0)]! += weights[groups[k]!]!
  const [tn, fp, fn, tp] = counts
  const [precision, recall] = [share(tp, tp + fp), share(tp, tp + fn)]
  const removed = fp + tn === 0 ? Number.NaN : tn / (fp + tn)
  return {
    accuracy: share(tp + tn, tp + fp + fn + tn),
    precision,
    recall,
    f1: share(2 * precision * recall, precision + recall),
    balancedAccuracy: (tp + fn === 0 ? Number.NaN : recall + removed) / 2,
    calibrationError: calibrationError(things, weights),
    removed,
    ...ranked(things, weights, tp + fn, fp + tn),
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** What depends on the order alone. */
function ranked({ real, groups, ends }: Ordered, weights: ArrayLike<number>, reals: number, falses: number) {
  if (reals === 0 || falses === 0) return nothingRanked
  let [above, below, stepReal, stepFalse] = [0, 0, 0, 0]
  let [area, precisions] = [0, 0]
  let [removedAt95, removedAt99] = [Number.NaN, Number.NaN]
  for (let k = 0; k < real.length; k += 1) {
    if (real[k]) stepReal += weights[groups[k]!]!
    else stepFalse += weights[groups[k]!]!
    if (!ends[k] || stepReal + stepFalse === 0) continue
    area += stepFalse * (above + stepReal / 2)
    above += stepReal
    below += stepFalse
    precisions += (stepReal / reals) * (above / (above + below))
    if (Number.isNaN(removedAt95) && above >= 0.95 * reals - 1e-9) removedAt95 = 1 - below / falses
    if (Number.isNaN(removedAt99) && above >= 0.99 * reals - 1e-9) removedAt99 = 1 - below / falses
    stepReal = 0
    stepFalse = 0
  }
  return { auroc: area / (reals * falses), averagePrecision: precisions, removedAt95, removedAt99 }
}

const nothingRanked = {
  auroc: Number.NaN,
  averagePrecision: Number.NaN,
  removedAt95: Number.NaN,
  removedAt99: Number.NaN,
}

function calibrationError({ scores, real, groups, bins }: Ordered, weights: ArrayLike<number>): number {
  if (bins === null) return Number.NaN
  const gaps = new Float64Array(10)
  let n = 0
  for (let k = 0; k < bins.length; k += 1) {
    const weight = weights[groups[k]!]!
    gaps[bins[k]!]! += weight * (scores[k]! - real[k]!)
    n += weight
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / n
}
