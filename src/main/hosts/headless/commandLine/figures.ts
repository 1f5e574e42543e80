/** Metrics as documents (the names that scripts know) and as rows of a table. */
import type { Baseline, Metrics } from '../../../../shared/contract/learning.ts'
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
  }
}

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
] as const

const figureRow = (name: string, unit: string, metrics: Metrics | null): Cell[] => [
  name,
  unit,
  metrics?.n ?? null,
  share(metrics?.accuracy),
  share(metrics?.f1),
  share(metrics?.balancedAccuracy),
  share(metrics?.auroc),
  share(metrics?.removedAt95),
  share(metrics?.removedAt99),
]

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
