/** Several runs of one recipe that differ in their seed: mean and spread of their test figures. */
import type { MetricName, Run } from '../../../../shared/contract/learning.ts'
import { snake } from './figures.ts'
import { toRunDocument } from './runs.ts'
import { type Cell, formatTable, share } from './table.ts'

const shown: readonly MetricName[] = [
  'accuracy',
  'f1',
  'balancedAccuracy',
  'auroc',
  'averagePrecision',
  'removedAt95',
  'removedAt99',
  'calibrationError',
]

/** Over the runs that have the figure; the deviation is that of a sample, null for a single one. */
function spreadOf(
  runs: readonly Run[],
  metric: MetricName,
): { mean: number | null; deviation: number | null } {
  const values = runs.flatMap(({ test, testClips }) => (testClips ?? test)?.[metric] ?? [])
  if (values.length === 0) return { mean: null, deviation: null }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)) }
}

export const toSweepDocument = (runs: readonly Run[]) => ({
  runs: runs.map(toRunDocument),
  spread: Object.fromEntries(shown.map((metric) => [snake(metric), spreadOf(runs, metric)])),
})

export function sweepText(runs: readonly Run[]): string {
  const rows = runs.map(({ id, recipe, test, testClips }): Cell[] => [
    `run ${id}`,
    recipe.seed,
    ...shown.map((metric) => share((testClips ?? test)?.[metric])),
  ])
  const spreads = shown.map((metric) => spreadOf(runs, metric))
  const mean: Cell[] = ['mean', null, ...spreads.map((one) => share(one.mean))]
  const deviation: Cell[] = ['deviation', null, ...spreads.map((one) => share(one.deviation))]
  const header = ['', 'seed', ...shown.map((metric) => snake(metric).replaceAll('_', ' '))]
  return `On the test part of each seed:\n${formatTable(header, [...rows, mean, deviation])}`
}
