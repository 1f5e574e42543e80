/** The three curves of a training as the charts draw them. */
import type { Baseline, Epoch, Metrics } from '../../../shared/contract/learning.ts'
import type { ChartLook, ChartSeries } from '../../components/chartParts.ts'

export interface CurveSource {
  readonly name: string
  readonly look: ChartLook
  readonly epochs: readonly Epoch[]
}

/** The rules in the few words that a chart has room for. */
const shortName: Record<Baseline['id'], string> = {
  duration: 'duration',
  'mean-score': 'mean score',
  logistic: 'logistic',
  'logistic-track': 'logistic, track inputs',
  'bright-pixels': 'bright pixels',
}

type Reading = (epoch: Epoch) => number | null

function line(
  id: string,
  name: string,
  look: ChartLook,
  epochs: readonly Epoch[],
  read: Reading,
): ChartSeries {
  const points = epochs.flatMap((epoch): [number, number][] => {
    const value = read(epoch)
    return value === null ? [] : [[epoch.epoch, value]]
  })
  return { id, name, look, points }
}

/** The run in hand, and behind it the one before. */
export function lossSeries(run: CurveSource, before: CurveSource | null): ChartSeries[] {
  const own = [
    line('train', 'train', 'train', run.epochs, ({ trainLoss }) => trainLoss),
    line('validation', 'validation', 'validation', run.epochs, ({ validationLoss }) => validationLoss),
  ]
  return before
    ? [
        line('before', before.name, before.look, before.epochs, ({ validationLoss }) => validationLoss),
        ...own,
      ]
    : own
}

/** Losses of a task of the head. */
export const taskSeries = (epochs: readonly Epoch[], task: string): ChartSeries[] => [
  line('train', 'train', 'train', epochs, ({ tasks }) => tasks?.[task]?.trainLoss ?? null),
  line(
    'validation',
    'validation',
    'validation',
    epochs,
    ({ tasks }) => tasks?.[task]?.validationLoss ?? null,
  ),
]

export function metricSeries(run: CurveSource, before: CurveSource | null, read: Reading): ChartSeries[] {
  const own = line('run', run.name, run.look, run.epochs, read)
  return before ? [line('before', before.name, before.look, before.epochs, read), own] : [own]
}

/** Baselines as level dashed lines over all epochs; those without a figure are left out. */
export function baselineLines(
  baselines: readonly Baseline[],
  epochs: number,
  read: (metrics: Metrics) => number | null,
): ChartSeries[] {
  return baselines.flatMap(({ id, unit, metrics }) => {
    const value = unit === 'track' && metrics !== null ? read(metrics) : null
    if (value === null) return []
    return [
      {
        id,
        name: `${shortName[id]}, test`,
        inside: true,
        look: id,
        points: [[1, value] as const, [Math.max(2, epochs), value] as const],
      },
    ]
  })
}

/** Lower and upper end of an axis that holds all values, at steps that read well. */
export function span(
  series: readonly ChartSeries[],
  step: number,
  least: number,
  most: number,
): { min: number; max: number } {
  const values = series.flatMap(({ points }) => points.map(([, y]) => y)).filter(Number.isFinite)
  if (values.length === 0) return { min: least, max: most }
  const min = Math.max(least, Math.floor(Math.min(...values) / step) * step)
  const max = Math.min(most, Math.ceil(Math.max(...values) / step) * step)
  return max > min ? { min, max } : { min: Math.max(least, min - step), max: Math.min(most, max + step) }
}
