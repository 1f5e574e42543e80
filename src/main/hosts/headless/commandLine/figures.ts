/** Metrics as documents (the names that scripts know) and as rows of a table. */
import type { Baseline, Interval, MetricName, Metrics } from '../../../../shared/contract/evaluation.ts'
import { type Cell, share } from './table.ts'

export function toResults(metrics: Metrics | null) {
  if (!metrics) return null
  const { n, real, threshold, loss, accuracy, precision, recall, f1, auroc, confusion } = metrics
  return {
    n,
    real,
    threshold,
    loss,
    accuracy,
    precision,
    recall,
    f1,
    balanced_accuracy: metrics.balancedAccuracy,
    auroc,
    average_precision: metrics.averagePrecision,
    calibration_error: metrics.calibrationError,
    removed_at_95: metrics.removedAt95,
    removed_at_99: metrics.removedAt99,
    confusion_matrix: confusion,
    intervals: toIntervals(metrics.intervals),
  }
}

/** 95 % intervals by metric, in the names of the results. */
const toIntervals = (intervals: Metrics['intervals']) =>
  intervals && {
    over: intervals.over,
    groups: intervals.groups,
    resamples: intervals.resamples,
    ...Object.fromEntries(Object.entries(intervals.of).map(([name, ends]) => [snake(name), ends])),
  }

/** removedAt95 → removed_at_95. */
export const snake = (name: string): string => name.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`)

export const toBaselineResults = (baselines: readonly Baseline[]) =>
  baselines.map(({ id, name, unit, rule, metrics, absent }) => ({
    id,
    name,
    unit,
    rule,
    test_results: toResults(metrics),
    absent,
  }))

export const figureHeader = [
  '',
  'per',
  'n',
  'accuracy',
  'F1',
  'balanced',
  'AUROC',
  'false removed at 95 %',
  'at 99 %',
  'calibration error',
] as const

const figureRow = (name: string, unit: string, metrics: Metrics | null): Cell[] => [
  name,
  unit,
  metrics?.n ?? null,
  share(metrics?.accuracy),
  share(metrics?.f1),
  share(metrics?.balancedAccuracy),
  withInterval(metrics, 'auroc'),
  withInterval(metrics, 'removedAt95'),
  withInterval(metrics, 'removedAt99'),
  share(metrics?.calibrationError),
]

/** "0.933 (0.901–0.958)" */
function withInterval(metrics: Metrics | null, name: MetricName): string {
  const ends = metrics?.intervals?.of[name]
  return `${share(metrics?.[name])}${ends ? ` (${range(ends)})` : ''}`
}

export const range = ([low, high]: Interval): string => `${share(low)}–${share(high)}`

/** The model first, then each trivial rule: a figure alone says nothing. */
export function figureRows(
  track: Metrics | null,
  clip: Metrics | null,
  baselines: readonly Baseline[],
): Cell[][] {
  return [
    ...(clip ? [figureRow('model', 'clip', clip)] : []),
    ...(track ? [figureRow('model', 'track', track)] : []),
    ...baselines.map((baseline) => figureRow(baseline.name, baseline.unit, baseline.metrics)),
  ]
}
