/** Where the threshold stands on the curve, and which one the pointer means. */
import type { Evaluation } from '../../../shared/contract/learning.ts'

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
