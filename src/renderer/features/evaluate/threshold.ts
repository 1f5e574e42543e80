/** Where the threshold stands on the curve, and which one the pointer means. */
import type { Evaluation, Intervals, Metrics } from '../../../shared/contract/learning.ts'

type Steps = Evaluation['atThresholds']

export const clampThreshold = (value: number): number =>
  Math.round(Math.max(0, Math.min(1, value)) * 100) / 100

/** Counts at the step nearest to a threshold. */
export function stepAt(steps: Steps, threshold: number): Steps[number] | undefined {
  let best: Steps[number] | undefined
  for (const step of steps) {
    if (best === undefined || Math.abs(step.threshold - threshold) < Math.abs(best.threshold - threshold))
      best = step
  }
  return best
}

/** The threshold whose share of real tracks kept is nearest to `share`; of several the one that removes most. */
export function thresholdFor(steps: Steps, share: number, real: number): number | null {
  let best: Steps[number] | undefined
  for (const step of steps) {
    if (best === undefined) {
      best = step
      continue
    }
    const nearer = Math.abs(step.kept / real - share) - Math.abs(best.kept / real - share)
    if (nearer < -1e-12 || (Math.abs(nearer) <= 1e-12 && step.removed > best.removed)) best = step
  }
  return best?.threshold ?? null
}

/** Intervals of what does not depend on the threshold. */
function unmoved(of: Intervals['of']): Intervals['of'] {
  const kept = ['auroc', 'averagePrecision', 'calibrationError', 'removedAt95', 'removedAt99']
  return Object.fromEntries(Object.entries(of).filter(([name]) => kept.includes(name)))
}

/** The metrics that follow from counts are moved at once; the rest does not depend on the threshold. */
export function atThreshold(evaluation: Evaluation, threshold: number): Metrics {
  const { metrics } = evaluation
  const step = stepAt(evaluation.atThresholds, threshold)
  if (metrics.threshold === threshold || step === undefined) return metrics
  const { kept, removed } = step
  const { real, intervals } = metrics
  const others = metrics.n - real
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)
  const precision = share(kept, kept + others - removed)
  const recall = share(kept, real)
  return {
    ...metrics,
    threshold,
    intervals: intervals && { ...intervals, of: unmoved(intervals.of) },
    accuracy: share(kept + removed, metrics.n),
    precision,
    recall,
    f1: share(2 * precision * recall, precision + recall),
    balancedAccuracy: (recall + share(removed, others)) / 2,
    confusion: [
      [removed, others - removed],
      [real - kept, kept],
    ],
  }
}
