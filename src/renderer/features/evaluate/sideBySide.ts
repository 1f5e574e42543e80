/** Runs and baselines beside each other; differences stand smaller, signed, never as "percent of points". */
import type { Baseline, Evaluation, MetricName, Metrics, Run } from '../../../shared/contract/learning.ts'
import { differs, percent, percentRange, rangeText, shortNames, three } from './figures.ts'

export interface Column {
  readonly id: string
  readonly name: string
  /** The pinned run that the others are measured against. */
  readonly pinned: boolean
  readonly metrics: Metrics | null
  readonly run: Run | null
}

export interface Cell {
  readonly text: string
  readonly difference: string
  readonly interval?: string
}

export interface Row {
  readonly title: string
  readonly cells: readonly Cell[]
  readonly group: boolean
  readonly same: boolean
}

interface MetricRow {
  readonly title: string
  readonly name: MetricName
  readonly share?: boolean
}

const metricRows: readonly MetricRow[] = [
  { title: 'AUROC', name: 'auroc' },
  { title: 'Average precision', name: 'averagePrecision' },
  { title: 'Removed, 95 % kept', name: 'removedAt95', share: true },
  { title: 'Removed, 99 % kept', name: 'removedAt99', share: true },
]

const factRows: readonly { title: string; read: (run: Run) => string }[] = [
  { title: 'Labels', read: ({ labels }) => labels.toLocaleString('en') },
  { title: 'Features', read: ({ recipe }) => recipe.features },
  { title: 'Epochs', read: ({ epochs }) => String(epochs.length) },
  { title: 'Learning rate', read: ({ recipe }) => String(recipe.learningRate) },
  { title: 'Batch', read: ({ recipe }) => String(recipe.batch) },
  { title: 'Dropout', read: ({ recipe }) => String(recipe.dropout) },
  { title: 'Seed', read: ({ recipe }) => String(recipe.seed) },
  { title: 'Parameters', read: ({ parameters }) => parameters.toLocaleString('en') },
]

export function columnsOf(
  evaluation: Evaluation,
  run: Run,
  against: Evaluation | null,
  other: Run | null,
): Column[] {
  const own: Column = {
    id: 'own',
    name: `run ${run.id}`,
    pinned: against === null,
    metrics: evaluation.metrics,
    run,
  }
  const pinned: Column[] =
    against && other
      ? [
          {
            id: 'other',
            name: `run ${other.id}, baseline`,
            pinned: true,
            metrics: against.metrics,
            run: other,
          },
        ]
      : []
  const rules = evaluation.baselines
    .filter(({ unit, metrics }: Baseline) => unit === 'track' && metrics !== null)
    .map(
      ({ id, name, metrics }): Column => ({
        id,
        name: shortNames[id] ?? name,
        pinned: false,
        metrics,
        run: null,
      }),
    )
  return [own, ...pinned, ...rules]
}

function metricCell({ name, share }: MetricRow, column: Column, pinned: Column): Cell {
  const value = column.metrics?.[name] ?? null
  if (value === null) return { text: '–', difference: '' }
  const base = pinned.metrics?.[name] ?? null
  const text = share ? percent(value) : three(value)
  const ends = column.metrics?.intervals?.of[name]
  const interval = ends && (share ? percentRange(ends) : rangeText(ends))
  if (column === pinned || base === null) return { text, difference: '', interval }
  return { text, interval, difference: share ? differs((value - base) * 100, 0) : differs(value - base) }
}

const same = (cells: readonly Cell[]): boolean => {
  const known = cells.filter(({ text }) => text !== '–')
  return known.length > 1 && known.every(({ text }) => text === known[0]!.text)
}

/** `differencesOnly` leaves out rows whose known cells are all alike, and facts that only one column has. */
export function rowsOf(columns: readonly Column[], differencesOnly: boolean): Row[] {
  const pinned = columns.find((column) => column.pinned) ?? columns[0]
  if (pinned === undefined) return []
  const metrics = metricRows.map((row): Row => {
    const cells = columns.map((column) => metricCell(row, column, pinned))
    return { title: row.title, cells, group: false, same: same(cells) }
  })
  const facts = factRows.map(({ title, read }): Row => {
    const cells = columns.map(({ run }) => ({ text: run ? read(run) : '–', difference: '' }))
    return { title, cells, group: false, same: columns.filter(({ run }) => run).length < 2 || same(cells) }
  })
  const firstFact = facts.findIndex((row) => !differencesOnly || !row.same)
  const grouped = facts.map((row, index) => ({ ...row, group: index === firstFact }))
  return [...metrics, ...grouped].filter((row) => !differencesOnly || !row.same)
}
