/** How sure figures are: the things are drawn anew, whole videos at a time, and the figures worked out again. */
import type { Interval, Intervals, MetricName } from '../../../../shared/contract/evaluation.ts'
import { metricNames } from '../../../../shared/contract/evaluation.ts'
import { createRandom } from '../../base/random.ts'
import type { Judged } from './metrics.ts'
import {
  type FigureName,
  type Figures,
  figureNames,
  type Ordered,
  order,
  weightedFigures,
} from './weighted.ts'

/** One score list of the things, and the threshold at which it is judged. */
export interface Rated {
  id: string
  judged: Judged
  threshold: number
  probabilities: boolean
}

/** Figures of every score list in every resample: `draws.get(id)[figure]`, each as long as `resamples`. */
export interface Resamples {
  over: Intervals['over']
  groups: number
  resamples: number
  draws: ReadonlyMap<string, Record<FigureName, Float64Array>>
}

/** Fewer videos than this say nothing of other videos: tracks are drawn instead, and that is told. */
const fewestVideos = 5
const most = 1000
const fewest = 100
/** Visits of a thing by a score list: about 0.3 s. */
const visits = 4e7

/** null for fewer than two things. The same things and seed give the same numbers. */
export function resample(rated: readonly Rated[], videos: ArrayLike<number>, seed = 1): Resamples | null {
  const n = videos.length
  if (n < 2 || rated.length === 0) return null
  const { over, groups, count } = groupsOf(videos)
  const resamples = Math.round(Math.max(fewest, Math.min(most, visits / (n * rated.length))))
  const lists = rated.map(({ id, judged, threshold, probabilities }) => ({
    id,
    ordered: order(judged, groups, threshold, probabilities),
    draws: Object.fromEntries(figureNames.map((name) => [name, new Float64Array(resamples)])) as Draws,
  }))
  const random = createRandom(seed, 'bootstrap')
  const weights = new Uint16Array(count)
  for (let draw = 0; draw < resamples; draw += 1) {
    weights.fill(0)
    for (let i = 0; i < count; i += 1) weights[random.integer(count)]! += 1
    for (const list of lists) note(list, weights, draw)
  }
  return { over, groups: count, resamples, draws: new Map(lists.map(({ id, draws }) => [id, draws])) }
}

type Draws = Record<FigureName, Float64Array>

function note({ ordered, draws }: { ordered: Ordered; draws: Draws }, weights: Uint16Array, draw: number) {
  const figures: Figures = weightedFigures(ordered, weights)
  for (const name of figureNames) draws[name][draw] = figures[name]
}

/** Videos, or tracks where there are too few of those: number of each thing's group. */
export function groupsOf(videos: ArrayLike<number>): {
  over: Intervals['over']
  groups: Int32Array
  count: number
} {
  const places = new Map<number, number>()
  const groups = Int32Array.from(videos, (video) => {
    if (!places.has(video)) places.set(video, places.size)
    return places.get(video)!
  })
  if (places.size >= fewestVideos) return { over: 'video', groups, count: places.size }
  return { over: 'track', groups: Int32Array.from(videos, (_, i) => i), count: videos.length }
}

/** The middle 95 % of the values that are defined; null where fewer than half of them are. */
export function intervalOf(values: ArrayLike<number>): Interval | null {
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value))
  if (known.length === 0 || known.length < values.length / 2) return null
  known.sort()
  const at = (share: number) => known[Math.round(share * (known.length - 1))]!
  return [at(0.025), at(0.975)]
}

/**
 * Of one score list. A calibration error grows by the noise of drawing, so its interval is moved back by that much:
 * `shown` is the error of the things themselves.
 */
export function intervalsOf(
  { over, groups, resamples, draws }: Resamples,
  id: string,
  shown: { calibrationError: number | null },
): Intervals {
  const own = draws.get(id)!
  const of: Partial<Record<MetricName, Interval>> = {}
  for (const name of metricNames) {
    const interval = intervalOf(own[name])
    if (interval) of[name] = interval
  }
  if (of.calibrationError && shown.calibrationError !== null) {
    const drift =
      own.calibrationError.reduce((sum, value) => sum + value, 0) / resamples - shown.calibrationError
    of.calibrationError = of.calibrationError.map((end) => Math.max(0, end - drift)) as Interval
    return { over, groups, resamples, of, calibrationChance: Math.max(0, drift) }
  }
  return { over, groups, resamples, of }
}

/** Of `one` − `other`, drawn together. */
export function differenceInterval(
  { draws }: Resamples,
  one: string,
  other: string,
  metric: MetricName,
): Interval | null {
  const [a, b] = [draws.get(one)?.[metric], draws.get(other)?.[metric]]
  return a && b ? intervalOf(a.map((value, i) => value - b[i]!)) : null
}
