/** The lines of Evaluate's charts: the run in hand, the other run, the baselines. */
import type { Evaluation, Series } from '../../../shared/contract/learning.ts'
import type { ChartLook, ChartSeries } from '../../components/chartParts.ts'
import { isBaseline, ownSeries, shortNames } from './figures.ts'

const look = (series: Series): ChartLook => (isBaseline(series.id) ? (series.id as ChartLook) : 'model')

interface LineOptions {
  /** Changes x before it is drawn: a logarithm, a cut. */
  readonly x?: (x: number) => number
  readonly dots?: boolean
}

export function chartLines(
  evaluation: Evaluation,
  against: Evaluation | null,
  read: (evaluation: Evaluation) => readonly Series[],
  { x = (value) => value, dots = false }: LineOptions = {},
): ChartSeries[] {
  const points = (series: Series): [number, number][] => series.points.map(([px, py]) => [x(px), py])
  const own = read(evaluation)
  const lines = own.map(
    (series): ChartSeries => ({
      id: series.id,
      name: shortNames[series.id] ?? `run ${evaluation.run}`,
      look: look(series),
      points: points(series),
      dots: dots && !isBaseline(series.id),
    }),
  )
  const other = against ? ownSeries(read(against)) : undefined
  if (against && other)
    lines.push({ id: 'other', name: `run ${against.run}`, look: 'other-run', points: points(other) })
  return lines
}

export const logTicks = (most: number): number[] =>
  [1, 2, 3, 5, 8, 12, 20, 30, 60, 120, 250].filter((tick) => tick <= most)

/** The left end of "real tracks kept": where it becomes interesting, a tenth below the lowest share that is used. */
export function keptFrom(evaluation: Evaluation, threshold: number): number {
  const step = evaluation.atThresholds.find((one) => Math.abs(one.threshold - threshold) < 0.005)
  const real = evaluation.metrics.real
  const share = step && real > 0 ? step.kept / real : 1
  return Math.min(0.6, Math.max(0, Math.floor((share - 0.05) * 10) / 10))
}
