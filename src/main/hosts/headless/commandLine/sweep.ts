/** Sweeps as commands name and print them: each run, then mean ± spread of each recipe beside the rules. */
import type { MetricName, Run, Spreads, Sweep, SweepLine } from '../../../../shared/contract/learning.ts'
import { snake } from './figures.ts'
import { toRunDocument } from './runs.ts'
import { type Cell, formatTable, share } from './table.ts'

const shown: readonly MetricName[] = [
  'accuracy',
  'f1',
  'balancedAccuracy',
  'auroc',
  'averagePrecision',
  'removedAt95',
  'removedAt99',
  'calibrationError',
]

/** In the names of results. */
const toSpreads = (spreads: Spreads | null) =>
  spreads && Object.fromEntries(Object.entries(spreads).map(([metric, spread]) => [snake(metric), spread]))

const toLine = ({ unit, recipe, baseline, name, spread, fromFirst, fromRule }: SweepLine) => ({
  unit,
  ...(recipe === null ? { id: baseline } : { recipe }),
  name,
  spread: toSpreads(spread),
  ...(recipe === null ? {} : { minus_first_recipe: toSpreads(fromFirst) }),
  ...(recipe === null ? {} : { minus_best_baseline: toSpreads(fromRule) }),
})

/** `spread`: of the only recipe, per clip where clips were judged, as the test results of its runs. */
export function toSweepDocument(sweep: Sweep, runs: readonly Run[]) {
  const lines = shownLines(sweep)
  const [only] = lines.filter(({ recipe }) => recipe !== null)
  return {
    sweep: { id: sweep.id },
    state: sweep.state,
    seeds: sweep.seeds,
    split: sweep.split,
    paired: sweep.paired,
    recipes: sweep.recipes,
    runs: runs.map(toRunDocument),
    recipe_results: sweep.lines.filter(({ recipe }) => recipe !== null).map(toLine),
    baselines: sweep.lines.filter(({ recipe }) => recipe === null).map(toLine),
    ...(sweep.recipes.length === 1 && only ? { spread: toSpreads(only.spread) } : {}),
  }
}

/** Per clip where clips were judged, else per track. */
function shownLines({ lines }: Sweep): SweepLine[] {
  const unit = lines.some((line) => line.unit === 'clip') ? 'clip' : 'track'
  return lines.filter((line) => line.unit === unit)
}

export function sweepText(sweep: Sweep, runs: readonly Run[]): string {
  const names = new Map(sweep.recipes.flatMap(({ name, runs: own }) => own.map((run) => [run, name])))
  const rows = runs.map(({ id, recipe, test, testClips }): Cell[] => [
    `run ${id}`,
    names.get(id) ?? '',
    recipe.seed,
    ...shown.map((metric) => share((testClips ?? test)?.[metric])),
  ])
  const titles = shown.map((metric) => snake(metric).replaceAll('_', ' '))
  const lines = shownLines(sweep)
  const means = lines.map(({ name, unit, spread }): Cell[] => [
    name,
    unit,
    ...shown.map((metric) => plusMinus(spread, metric)),
  ])
  return [
    `Sweep ${sweep.id}, on the test part of each seed:`,
    formatTable(['', 'recipe', 'seed', ...titles], rows),
    '',
    `Mean ± deviation over ${sweep.seeds.length} ${sweep.seeds.length === 1 ? 'seed' : 'seeds'}:`,
    formatTable(['', 'per', ...titles], means),
    '',
    sweep.paired,
  ].join('\n')
}

function plusMinus(spreads: Spreads, metric: MetricName): string {
  const spread = spreads[metric]
  if (!spread) return share(null)
  return spread.deviation === null ? share(spread.mean) : `${share(spread.mean)} ± ${share(spread.deviation)}`
}
