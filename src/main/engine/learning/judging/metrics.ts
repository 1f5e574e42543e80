/** Figures of scores against what is true. Real = the positive class; a track is kept when its score ≥ threshold. */
import type { Metrics } from '../../../../shared/contract/learning.ts'

export interface Judged {
  /** One number each, higher = more likely real. */
  scores: ArrayLike<number>
  real: ArrayLike<boolean>
}

/** Cross-entropy of a probability, in nats; probabilities are clipped to 1e-7 from 0 and 1. */
export function crossEntropyOf(probability: number, real: boolean): number {
  const p = Math.min(1 - 1e-7, Math.max(1e-7, probability))
  return -Math.log(real ? p : 1 - p)
}

/** `probabilities`: the scores are probabilities, so that loss and calibration mean something. */
export function measure(
  judged: Judged,
  threshold: number,
  probabilities = true,
  loss: number | null = null,
): Metrics {
  const { scores, real } = judged
  const [tn, fp, fn, tp] = countOutcomes(judged, threshold)
  const n = scores.length
  const precision = ratio(tp, tp + fp)
  const recall = ratio(tp, tp + fn)
  const auroc = areaUnderCurve(judged)
  return {
    n,
    real: tp + fn,
    threshold,
    loss: loss ?? (probabilities && n > 0 ? meanLoss(scores, real) : null),
    accuracy: ratio(tp + tn, n),
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    balancedAccuracy: tp + fn === 0 || tn + fp === 0 ? ratio(tp + tn, n) : (recall + ratio(tn, tn + fp)) / 2,
    auroc,
    averagePrecision: averagePrecision(judged),
    calibrationError: probabilities && n > 0 ? calibrationError(judged) : null,
    removedAt95: auroc === null ? null : removedAt(judged, 0.95),
    removedAt99: auroc === null ? null : removedAt(judged, 0.99),
    confusion: [
      [tn, fp],
      [fn, tp],
    ],
  }
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function meanLoss(scores: ArrayLike<number>, real: ArrayLike<boolean>): number {
  let sum = 0
  for (let i = 0; i < scores.length; i += 1) sum += crossEntropyOf(scores[i]!, real[i]!)
  return sum / scores.length
}

/** [true negatives, false positives, false negatives, true positives]. */
export function countOutcomes({ scores, real }: Judged, threshold: number): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  for (let i = 0; i < scores.length; i += 1)
    counts[(real[i] ? 2 : 0) + (scores[i]! >= threshold ? 1 : 0)]! += 1
  return counts
}

/** Numbers of real and false at each distinct score, highest first. */
function steps({ scores, real }: Judged): { score: number; real: number; false: number }[] {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const result: { score: number; real: number; false: number }[] = []
  for (const i of order) {
    let last = result.at(-1)
    if (last?.score !== scores[i]) {
      last = { score: scores[i]!, real: 0, false: 0 }
      result.push(last)
    }
    last![real[i] ? 'real' : 'false'] += 1
  }
  return result
}

const totals = (judged: Judged) => {
  const all = Array.from(judged.real).filter(Boolean).length
  return { real: all, false: judged.real.length - all }
}

/** AUROC: the chance that a real one scores above a false one, ties half. null with one class only. */
export function areaUnderCurve(judged: Judged): number | null {
  const all = totals(judged)
  if (all.real === 0 || all.false === 0) return null
  let above = 0
  let area = 0
  for (const step of steps(judged)) {
    area += step.false * (above + step.real / 2)
    above += step.real
  }
  return area / (all.real * all.false)
}

/** Σ (recall gained · precision) over the distinct scores, highest first. null without a real one. */
export function averagePrecision(judged: Judged): number | null {
  const all = totals(judged)
  if (all.real === 0) return null
  let [kept, tp, sum] = [0, 0, 0]
  for (const step of steps(judged)) {
    tp += step.real
    kept += step.real + step.false
    sum += (step.real / all.real) * (tp / kept)
  }
  return sum
}

export interface CalibrationBin {
  predicted: number
  observed: number
  n: number
}

/** Ten bins of equal width; empty ones are left out. */
export function calibrationBins({ scores, real }: Judged): CalibrationBin[] {
  const bins = Array.from({ length: 10 }, () => ({ predicted: 0, observed: 0, n: 0 }))
  for (let i = 0; i < scores.length; i += 1) {
    const bin = bins[Math.min(9, Math.floor(scores[i]! * 10))]!
    bin.predicted += scores[i]!
    bin.observed += real[i] ? 1 : 0
    bin.n += 1
  }
  const filled = bins.filter(({ n }) => n > 0)
  return filled.map(({ predicted, observed, n }) => ({ predicted: predicted / n, observed: observed / n, n }))
}

/** Expected calibration error: mean distance of score and truth over the bins, by their size. */
const calibrationError = (judged: Judged): number =>
  calibrationBins(judged).reduce(
    (sum, b) => sum + (b.n / judged.scores.length) * Math.abs(b.predicted - b.observed),
    0,
  )

/** The highest threshold that keeps at least this share of the real ones; null without a real one. */
export function thresholdKeeping(judged: Judged, share: number): number | null {
  const wanted = share * totals(judged).real
  let kept = 0
  for (const step of steps(judged)) {
    kept += step.real
    if (step.real > 0 && kept >= wanted - 1e-9) return step.score
  }
  return null
}

/** Share of the false ones below the highest threshold that keeps this share of the real ones. */
export function removedAt(judged: Judged, share: number): number | null {
  const threshold = thresholdKeeping(judged, share)
  if (threshold === null) return null
  const [tn, fp] = countOutcomes(judged, threshold)
  return ratio(tn, tn + fp)
}

export type Curve = [number, number][]

/** x = share of real ones kept, y = share of false ones removed; from keeping none to keeping all, at most `limit` points. */
export function removedKeptCurve(judged: Judged, limit = 400): Curve {
  const all = totals(judged)
  const points: Curve = [[0, 1]]
  let [real, wrong] = [0, 0]
  for (const step of steps(judged)) {
    real += step.real
    wrong += step.false
    points.push([ratio(real, all.real), 1 - ratio(wrong, all.false)])
  }
  return thin(points, limit)
}

/** x = recall, y = precision. */
export function precisionRecallCurve(judged: Judged, limit = 400): Curve {
  const all = totals(judged)
  let [tp, kept] = [0, 0]
  const points: Curve = steps(judged).map((step) => {
    tp += step.real
    kept += step.real + step.false
    return [ratio(tp, all.real), tp / kept]
  })
  return thin(points, limit)
}

/** Evenly chosen points, first and last included. */
function thin(points: Curve, limit: number): Curve {
  if (points.length <= limit) return points
  return Array.from({ length: limit }, (_, i) => points[Math.round((i * (points.length - 1)) / (limit - 1))]!)
}
