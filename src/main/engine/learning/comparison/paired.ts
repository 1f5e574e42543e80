/** How sure the figures of a comparison are: the test videos are drawn anew, the same for all recipes and seeds. */
import {
  type Interval,
  type Intervals,
  type MetricName,
  metricNames,
} from '../../../../shared/contract/evaluation.ts'
import { intervalOf, resample } from '../judging/bootstrap.ts'
import { measure } from '../judging/metrics.ts'
import type { FigureName } from '../judging/weighted.ts'
import { meanOf } from './costs.ts'

export interface PairedInput {
  videos: Int32Array
  real: boolean[]
  /** Of each recipe, of each seed the scores of the test tracks. */
  recipes: Float32Array[][]
}

export interface Paired {
  /** What was drawn: tracks where there are fewer than five videos; null = too few to draw. */
  over: Intervals['over'] | null
  /** In the order of the recipes. */
  recipes: PairedRecipe[]
}

export interface PairedRecipe {
  /** Of the mean over the seeds. */
  intervals: Partial<Record<MetricName, Interval>>
  /** Minus the first recipe; null = it is the first, or one of the two has no scores. */
  difference: Partial<Record<MetricName, { value: number; interval: Interval | null }>> | null
}

const threshold = 0.5
/** A calibration error grows by the noise of drawing: its drawn values are not those of the tracks. */
const drawnMetrics = metricNames.filter((metric) => metric !== 'calibrationError')

export function pairRecipes({ videos, real, recipes }: PairedInput): Paired {
  const rated = recipes.flatMap((runs, recipe) =>
    runs.map((scores, seed) => ({
      id: `${recipe} ${seed}`,
      judged: { scores, real },
      threshold,
      probabilities: true,
    })),
  )
  const drawn = resample(rated, videos)
  const draws = recipes.map((runs, recipe) => (metric: MetricName) => {
    const seeds = runs.flatMap((_, seed) => drawn?.draws.get(`${recipe} ${seed}`) ?? [])
    return seeds.length === 0 ? null : meanDraws(seeds, metric)
  })
  const figures = recipes.map((runs) => runs.map((scores) => measure({ scores, real }, threshold)))
  const value = (recipe: number, metric: MetricName) =>
    meanOf(figures[recipe]!.flatMap((one) => one[metric] ?? []))
  const pairedOf = (runs: readonly Float32Array[], i: number): PairedRecipe => {
    const intervals: PairedRecipe['intervals'] = {}
    const difference: NonNullable<PairedRecipe['difference']> = {}
    for (const metric of drawnMetrics) {
      const [own, first] = [draws[i]!(metric), draws[0]!(metric)]
      const interval = own && intervalOf(own)
      if (interval) intervals[metric] = interval
      const [a, b] = [value(i, metric), value(0, metric)]
      if (a === null || b === null) continue
      const drawnDifference = own && first ? intervalOf(own.map((one, draw) => one - first[draw]!)) : null
      difference[metric] = { value: a - b, interval: drawnDifference }
    }
    const compares = i > 0 && runs.length > 0 && recipes[0]!.length > 0
    return { intervals, difference: compares ? difference : null }
  }
  return { over: drawn?.over ?? null, recipes: recipes.map(pairedOf) }
}

const meanDraws = (seeds: readonly Record<FigureName, Float64Array>[], metric: MetricName): Float64Array =>
  seeds[0]![metric].map((_, draw) => meanOf(seeds.map((one) => one[metric][draw]!))!)
