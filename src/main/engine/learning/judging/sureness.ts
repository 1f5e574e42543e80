/** Metrics with their intervals, the run's lead over the best rule, and what promised thresholds kept. */
import {
  type Difference,
  type Evaluation,
  type MetricName,
  type Metrics,
  metricNames,
} from '../../../../shared/contract/evaluation.ts'
import { differenceInterval, intervalOf, intervalsOf, type Rated, resample } from './bootstrap.ts'
import { type Line, type Promised, runLine } from './judged.ts'
import { countOutcomes, measure } from './metrics.ts'

export interface Sure {
  /** By line. */
  metrics: Map<string, Metrics>
  differences: Difference[]
  kept: Evaluation['kept']
}

/** `videos`: of each thing, in the lines' order. The first line is the run's. */
export function measureSurely(
  lines: readonly Line[],
  videos: ArrayLike<number>,
  unit: Difference['unit'],
  promises: readonly Promised[] = [],
): Sure {
  const own = lines[0]!
  const promised = promises.map(
    ({ share, threshold }): Rated => ({ ...own, id: promiseId(share), threshold, probabilities: false }),
  )
  const drawn = resample([...lines, ...promised], videos)
  const metrics = new Map(
    lines.map((line): [string, Metrics] => {
      const figures = measure(line.judged, line.threshold, line.probabilities)
      return [line.id, drawn ? { ...figures, intervals: intervalsOf(drawn, line.id, figures) } : figures]
    }),
  )
  const differences = metricNames.flatMap((metric) => {
    const best = bestRule(lines.slice(1), metrics, metric)
    const value = metrics.get(runLine)![metric]
    if (!best || value === null) return []
    const interval = drawn ? differenceInterval(drawn, runLine, best.id, metric) : null
    const { id, name } = best
    return [
      { unit, metric, baseline: id as Difference['baseline'], name, value: value - best.value, interval },
    ]
  })
  const kept = promises.map((promise) => {
    const [removed, falseKept, lost, kept] = countOutcomes(own.judged, promise.threshold)
    const draws = drawn?.draws.get(promiseId(promise.share))
    return {
      ...promise,
      real: lost + kept,
      kept,
      false: removed + falseKept,
      removed,
      keptInterval: draws && lost + kept > 0 ? intervalOf(draws.recall) : null,
      removedInterval: draws && removed + falseKept > 0 ? intervalOf(draws.removed) : null,
    }
  })
  return { metrics, differences, kept }
}

const promiseId = (share: number): string => `keep ${share}`

/** Of all metrics a higher one is better, but for the calibration error. */
/** 1 where more is better. */
export const sign = (metric: MetricName): number => (metric === 'calibrationError' ? -1 : 1)

export function bestRule(
  rules: readonly { id: string; name: string }[],
  metrics: ReadonlyMap<string, Metrics>,
  metric: MetricName,
): { id: string; name: string; value: number } | undefined {
  return rules
    .flatMap(({ id, name }) => {
      const value = metrics.get(id)?.[metric] ?? null
      return value === null ? [] : [{ id, name, value }]
    })
    .sort((a, b) => sign(metric) * (b.value - a.value))[0]
}
