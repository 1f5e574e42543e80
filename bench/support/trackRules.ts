/** Trivial rules on tracks, and how balanced they are right. */
import { countBoxes, summarise } from '../../src/main/engine/base/detections.ts'
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'

export interface Known {
  value: number
  real: boolean
}

/** Mean of the shares of real and of false ones that "at least `threshold` is real" calls right. */
function balancedAt(known: readonly Known[], threshold: number): number {
  const share = (some: readonly Known[], right: (value: number) => boolean) =>
    some.filter(({ value }) => right(value)).length / some.length
  return (
    share(
      known.filter(({ real }) => real),
      (value) => value >= threshold,
    ) /
      2 +
    share(
      known.filter(({ real }) => !real),
      (value) => value < threshold,
    ) /
      2
  )
}

/** Of the best threshold, found on the same tracks: more than any rule may hope for. */
function bestBalanced(known: readonly Known[]): number {
  const values = [...new Set(known.map(({ value }) => value))].sort((a, b) => a - b)
  const step = Math.max(1, Math.floor(values.length / 500))
  return Math.max(...values.filter((_, i) => i % step === 0).map((threshold) => balancedAt(known, threshold)))
}

export const rules = {
  duration: ({ detections }: TableTrack): number => countBoxes(detections),
  meanScore: ({ detections }: TableTrack): number => summarise(detections).detector ?? 0,
  balancedAt,
  bestBalanced,
}
