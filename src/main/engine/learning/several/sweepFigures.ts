/** Mean and spread over the seeds of a sweep, of each recipe and each baseline, and their paired differences. */
import {
  type Baseline,
  type MetricName,
  type Metrics,
  metricNames,
  Recipe,
  type Run,
  type Spread,
  type Spreads,
  type SweepLine,
} from '../../../../shared/contract/learning.ts'
import { sign } from '../judging/sureness.ts'

type Figured = Pick<Run, 'test' | 'testClips' | 'baselines'>
type Unit = SweepLine['unit']
/** One a seed, in the order of the seeds; undefined = not finished. */
type Figures = (Metrics | null | undefined)[]

/** The deviation is that of a sample, null for a single value; null where there is no value. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    mean,
    deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
    n: values.length,
  }
}

/**
 * `runs`: of each recipe the run of each seed, undefined = not finished. Tracks first, then clips where all finished runs
 * were judged on clips too.
 */
export function sweepLines(
  names: readonly string[],
  runs: readonly (readonly (Figured | undefined)[])[],
): SweepLine[] {
  const finished = runs.flat().filter((run) => run !== undefined)
  if (finished.length === 0) return []
  const clips = finished.every(({ testClips }) => testClips !== null)
  return (clips ? (['track', 'clip'] as const) : (['track'] as const)).flatMap((unit) =>
    linesOf(unit, names, runs),
  )
}

function linesOf(
  unit: Unit,
  names: readonly string[],
  runs: readonly (readonly (Figured | undefined)[])[],
): SweepLine[] {
  const own = runs.map((row) => row.map((run) => run && (unit === 'clip' ? run.testClips : run.test)))
  const rules = baselinesOf(unit, runs)
  const recipes = own.map(
    (figures, i): SweepLine => ({
      unit,
      recipe: i,
      baseline: null,
      name: names[i]!,
      spread: spreads((metric) => valuesOf(figures, metric)),
      fromFirst: i === 0 ? null : spreads((metric) => paired(figures, own[0]!, metric)),
      fromRule: spreads((metric) => {
        const best = bestRule(rules, metric)
        return best ? paired(figures, best.figures, metric) : []
      }),
    }),
  )
  return [
    ...recipes,
    ...rules.map(({ id, name, figures }): SweepLine => {
      const spread = spreads((metric) => valuesOf(figures, metric))
      return { unit, recipe: null, baseline: id, name, spread, fromFirst: null, fromRule: null }
    }),
  ]
}

interface Rule {
  id: Baseline['id']
  name: string
  figures: Figures
}

/** All recipes of a seed stand beside the same rules on the same split, but that only those that look at pixels have one on crops. */
function baselinesOf(unit: Unit, runs: readonly (readonly (Figured | undefined)[])[]): Rule[] {
  const bySeed = (runs[0] ?? []).map((_, seed) =>
    runs.flatMap((row) => row[seed]?.baselines ?? []).filter((one) => one.unit === unit),
  )
  const known = bySeed.flat()
  return [...new Set(known.map(({ id }) => id))].map((id) => ({
    id,
    name: known.find((one) => one.id === id)!.name,
    figures: bySeed.map((all) => all.find((one) => one.id === id)?.metrics ?? undefined),
  }))
}

const bestRule = (rules: readonly Rule[], metric: MetricName): Rule | undefined =>
  rules
    .flatMap((rule) => {
      const spread = spreadOf(valuesOf(rule.figures, metric))
      return spread ? [{ rule, mean: spread.mean }] : []
    })
    .sort((a, b) => sign(metric) * (b.mean - a.mean))[0]?.rule

const valuesOf = (figures: Figures, metric: MetricName): number[] =>
  figures.flatMap((one) => one?.[metric] ?? [])

const paired = (a: Figures, b: Figures, metric: MetricName): number[] =>
  a.flatMap((one, seed) => {
    const [left, right] = [one?.[metric] ?? null, b[seed]?.[metric] ?? null]
    return left === null || right === null ? [] : [left - right]
  })

function spreads(values: (metric: MetricName) => number[]): Spreads {
  const known = metricNames.map((metric) => [metric, spreadOf(values(metric))] as const)
  return Object.fromEntries(known.filter(([, spread]) => spread !== null)) as Spreads
}

/** The preset, and what differs from it; recipes of one name are told apart by their place. */
export function recipeNames(recipes: readonly Recipe[]): string[] {
  const names = recipes.map(nameOf)
  return names.map((name, i) => (names.indexOf(name) === i ? name : `${name} (${i + 1})`))
}

function nameOf(recipe: Recipe): string {
  const preset = Recipe.parse({ preset: recipe.preset, seed: recipe.seed })
  const keys = (Object.keys({ ...preset, ...recipe }) as (keyof Recipe)[]).filter(
    (key) => JSON.stringify(recipe[key]) !== JSON.stringify(preset[key]),
  )
  // Who asks for epochs or a batch means it however few tracks there are: the recipe says so by itself.
  const asked = recipe.epochs !== preset.epochs || recipe.batch !== preset.batch
  const told = keys.filter((key) => !(key === 'fewTracks' && recipe.fewTracks === null && asked))
  const words = told.flatMap((key) =>
    key === 'pixels' && recipe.pixels && preset.pixels
      ? differing(recipe.pixels, preset.pixels)
      : [`${key} ${wordOf(recipe[key])}`],
  )
  return [recipe.preset as string, ...words].join(', ')
}

const wordOf = (value: unknown): string => JSON.stringify(value).replaceAll('"', '')

const differing = <Settings extends object>(own: Settings, preset: Settings): string[] =>
  (Object.keys(own) as (keyof Settings & string)[])
    .filter((key) => own[key] !== preset[key])
    .map((key) => `${key} ${wordOf(own[key])}`)
