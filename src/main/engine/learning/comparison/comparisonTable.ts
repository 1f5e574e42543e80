/** The rows of a comparison: recipes and rules with their spread over seeds and their intervals, and what follows. */
import type {
  ComparedFigures,
  ComparedRecipe,
  ComparedRule,
  Costs,
  Interval,
  MetricName,
  Metrics,
  Recipe,
} from '../../../../shared/contract/learning.ts'
import { metricNames } from '../../../../shared/contract/learning.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import { parametersOf } from '../model/sizes.ts'
import { spreadOf, sweepLines } from '../several/sweepFigures.ts'
import { meanOf } from './costs.ts'
import type { Paired, PairedRecipe } from './paired.ts'

export interface ComparedRun {
  name: string
  recipe: Recipe
  /** Why not all seeds were trained. */
  why: string | null
  /** As many as were asked for. */
  seeds: number
  /** Those that are done. */
  runs: RunRecord[]
}

export function linesOf(
  compared: readonly ComparedRun[],
  paired: readonly PairedRecipe[],
  costs: readonly Costs[],
): { recipes: ComparedRecipe[]; rules: ComparedRule[] } {
  const recipes = compared.map(({ name, recipe, runs, why }, i): ComparedRecipe => {
    const clips = runs.flatMap(({ testClips }) => testClips ?? [])
    return {
      name,
      recipe,
      runs: runs.map(({ id }) => id),
      done: runs.length,
      why,
      parameters: runs[0]?.parameters ?? parametersOf(recipe),
      tracks: {
        spread: spreadsOf(runs.flatMap(({ test }) => test ?? [])),
        intervals: paired[i]!.intervals,
      },
      clips: clips.length === 0 ? null : { spread: spreadsOf(clips), intervals: meanEnds(clips) },
      difference: paired[i]!.difference,
      costs: costs[i]!,
    }
  })
  return { recipes, rules: rulesOf(compared) }
}

/** One split: a rule is the same beside every run that has it. */
function rulesOf(compared: readonly ComparedRun[]): ComparedRule[] {
  const runs = compared.flatMap((one) => one.runs)
  if (runs.length === 0) return []
  return sweepLines(
    runs.map(({ id }) => `${id}`),
    runs.map((run) => [run]),
  ).flatMap(({ baseline, name, unit, spread }): ComparedRule[] => {
    if (baseline === null) return []
    const its = runs.flatMap(({ baselines }) => baselines)
    const metrics = its.find((one) => one.id === baseline && one.unit === unit)?.metrics
    return [{ id: baseline, name, unit, spread, intervals: metrics?.intervals?.of ?? {} }]
  })
}

function spreadsOf(all: readonly Metrics[]): ComparedFigures['spread'] {
  const known = metricNames.flatMap((metric) => {
    const spread = spreadOf(all.flatMap((one) => one[metric] ?? []))
    return spread ? [[metric, spread] as const] : []
  })
  return Object.fromEntries(known)
}

/** Mean ends of the seeds' intervals, all on the same clips: no narrower than the interval of their mean. */
function meanEnds(all: readonly Metrics[]): ComparedFigures['intervals'] {
  const known = metricNames.flatMap((metric): [MetricName, Interval][] => {
    const ends = all.flatMap(({ intervals }) => (intervals?.of[metric] ? [intervals.of[metric]] : []))
    const [low, high] = [meanOf(ends.map(([end]) => end)), meanOf(ends.map(([, end]) => end))]
    return low === null || high === null ? [] : [[metric, [low, high]]]
  })
  return Object.fromEntries(known)
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** Of each recipe what its figures allow to say, against the first one, by AUROC per track. */
export function wordsOf(recipes: readonly ComparedRecipe[], over: Paired['over']): string[] {
  const first = recipes[0]!
  return recipes.map((recipe) => {
    const { name, why, done, difference } = recipe
    if (done === 0) return `${name} was not trained: ${why}`
    const partly = why === null ? '' : ` Not every seed was trained: ${why}`
    const found = difference?.auroc
    if (recipe === first) return `The others are measured against ${name}.${partly}`
    if (!found) return `${name} has nothing to be measured against: ${first.name} was not trained.${partly}`
    const { value, interval } = found
    if (interval === null)
      return `${name}: AUROC ${signed(value)} against ${first.name}; too few test tracks to say how sure that is.${partly}`
    const range = `${signed(value)} (${signed(interval[0])} to ${signed(interval[1])})`
    const verdict =
      interval[0] > 0
        ? 'better than'
        : interval[1] < 0
          ? 'worse than'
          : `no further apart than other test ${over === 'track' ? 'tracks' : 'videos'} could make it from`
    return `${name}: AUROC ${range}: ${verdict} ${first.name}.${partly}`
  })
}
