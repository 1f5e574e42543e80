/** What a training would use, as the table shows it; and what still keeps it from starting. */
import type { SplitCounts, TrainPlan } from '../../../shared/contract/learning.ts'
import { classes, isReal, type Label, labels, splits } from '../../../shared/words.ts'

export interface PlanRow {
  readonly label: Label
  readonly perSplit: readonly number[]
  readonly all: number
}

const countOf = (counts: SplitCounts, split: (typeof splits)[number], label: Label): number =>
  counts[split]?.labels[label] ?? 0

export function planRows(counts: SplitCounts): PlanRow[] {
  return labels.map((label) => {
    const perSplit = splits.map((split) => countOf(counts, split, label))
    return { label, perSplit, all: perSplit.reduce((a, b) => a + b, 0) }
  })
}

/** Sums of the three classes per split, then over all. `unsure` is left out. */
export function usedPerSplit(counts: SplitCounts): { perSplit: number[]; all: number } {
  const perSplit = splits.map((split) =>
    classes.reduce((sum, label) => sum + countOf(counts, split, label), 0),
  )
  return { perSplit, all: perSplit.reduce((a, b) => a + b, 0) }
}

const needed = { labels: 20, perSide: 5 }

export interface Shortage {
  readonly have: number
  readonly need: number
  readonly real: number
  readonly false: number
  /** Labels still to be given at least. */
  readonly missing: number
}

/** null = there are enough labels to train. */
export function shortageOf(plan: TrainPlan): Shortage | null {
  const rows = planRows(plan.counts).filter(({ label }) => label !== 'unsure')
  const real = rows.filter(({ label }) => isReal(label)).reduce((sum, { all }) => sum + all, 0)
  const have = rows.reduce((sum, { all }) => sum + all, 0)
  const sides = Math.max(0, needed.perSide - real) + Math.max(0, needed.perSide - (have - real))
  const missing = Math.max(needed.labels - have, sides)
  return missing > 0 ? { have, need: have + missing, real, false: have - real, missing } : null
}

/** "Asked 70/15/15. Whole videos stay together, so the shares differ. 3 videos train, 2 validate, 1 tests." */
export function splitNote(counts: SplitCounts): string {
  const videos = splits.map((split) => counts[split]?.videos ?? 0)
  const { perSplit, all } = usedPerSplit(counts)
  const asked = [70, 15, 15]
  const differs = all > 0 && perSplit.some((count, i) => Math.abs((count / all) * 100 - asked[i]!) > 2)
  const [train, validation, test] = videos as [number, number, number]
  const number = (count: number): string => count.toLocaleString('en')
  return `Asked 70/15/15. Whole videos stay together${differs ? ', so the shares differ' : ''}. ${number(train)} ${
    train === 1 ? 'video trains' : 'videos train'
  }, ${number(validation)} ${validation === 1 ? 'validates' : 'validate'}, ${number(test)} ${test === 1 ? 'tests' : 'test'}.`
}
