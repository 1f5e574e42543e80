/** Sweeps as rows: each recipe, under it its runs, then the baselines on the same splits. */
import type { MetricName, Run, Spread, Sweep, SweepLine } from '../../../shared/contract/learning.ts'
import { differs, percent, shortNames, three } from './figures.ts'

interface SweepColumn {
  readonly name: MetricName
  readonly title: string
  readonly share?: boolean
}

export const sweepColumns: readonly SweepColumn[] = [
  { name: 'auroc', title: 'AUROC' },
  { name: 'averagePrecision', title: 'AP' },
  { name: 'removedAt95', title: 'Removed at 95', share: true },
  { name: 'removedAt99', title: 'Removed at 99', share: true },
  { name: 'balancedAccuracy', title: 'Balanced' },
]

export interface SweepCell {
  readonly text: string
  /** "± 0.012" */
  readonly spread: string
  /** Against the first recipe, of the same splits; of the first one against the best rule. */
  readonly difference: string
}

export interface SweepRow {
  readonly key: string
  readonly name: string
  readonly detail: string
  readonly kind: 'recipe' | 'run' | 'baseline'
  /** The run that it opens. */
  readonly run: number | null
  readonly cells: readonly SweepCell[]
}

function cellOf(
  { share }: SweepColumn,
  spread: Spread | undefined,
  difference: Spread | undefined,
): SweepCell {
  if (!spread) return { text: '–', spread: '', difference: '' }
  const text = share ? percent(spread.mean) : three(spread.mean)
  const deviation =
    spread.deviation === null ? '' : `± ${share ? percent(spread.deviation) : three(spread.deviation)}`
  return { text, spread: deviation, difference: difference ? differenceText(difference, share) : '' }
}

/** "+0.012 ± 0.004"; "same" where neither would show a digit but 0. */
function differenceText({ mean, deviation }: Spread, share?: boolean): string {
  const [scale, digits] = share ? [100, 0] : [1, 3]
  const value = differs(mean * scale, digits)
  const beside = ((deviation ?? 0) * scale).toFixed(digits)
  if (deviation === null || (value === 'same' && Number(beside) === 0)) return value
  return `${value === 'same' ? '0' : value} ± ${beside}`
}

export function sweepRows(sweep: Sweep, runs: readonly Run[], unit: SweepLine['unit']): SweepRow[] {
  const lines = sweep.lines.filter((line) => line.unit === unit)
  const recipes = sweep.recipes.flatMap(({ name, runs: own, done }, i): SweepRow[] => {
    const line = lines.find(({ recipe }) => recipe === i)
    const compared = i === 0 ? line?.fromRule : line?.fromFirst
    const head: SweepRow = {
      key: `recipe-${i}`,
      name,
      detail: `${done} of ${own.length} ${own.length === 1 ? 'run' : 'runs'}`,
      kind: 'recipe',
      run: null,
      cells: sweepColumns.map((column) => cellOf(column, line?.spread[column.name], compared?.[column.name])),
    }
    const members = own.flatMap((id) => runs.find((run) => run.id === id) ?? [])
    return [head, ...members.map((run) => runRow(run, unit))]
  })
  const baselines = lines
    .filter(({ recipe }) => recipe === null)
    .map(
      ({ baseline, name, spread }): SweepRow => ({
        key: `baseline-${baseline}`,
        name: shortNames[baseline ?? ''] ?? name,
        detail: 'rule',
        kind: 'baseline',
        run: null,
        cells: sweepColumns.map((column) => cellOf(column, spread[column.name], undefined)),
      }),
    )
  return [...recipes, ...baselines]
}

function runRow(run: Run, unit: SweepLine['unit']): SweepRow {
  const metrics = unit === 'clip' ? run.testClips : run.test
  return {
    key: `run-${run.id}`,
    name: `run ${run.id}`,
    detail: `seed ${run.recipe.seed}${run.state === 'done' ? '' : `, ${run.state}`}`,
    kind: 'run',
    run: run.state === 'done' ? run.id : null,
    cells: sweepColumns.map((column) => {
      const value = metrics?.[column.name] ?? null
      return cellOf(column, value === null ? undefined : { mean: value, deviation: null, n: 1 }, undefined)
    }),
  }
}
