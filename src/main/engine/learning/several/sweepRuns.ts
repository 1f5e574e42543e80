/** Before several runs start as one job: whether they could stand beside each other, their splits, their rows. */
import type { Recipe, SweepSplit } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend, Split } from '../../../../shared/words.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { labelledTracks } from '../data/labelled.ts'
import { type Plan, type PlannedTrack, planTraining } from '../data/plan.ts'
import { addRun, refuseProblems } from '../training/addRun.ts'
import { withNames } from '../training/named.ts'

export interface SweepInput {
  recipes: Recipe[]
  seeds: number[]
  split: SweepSplit
  backend: Backend | null
}

interface PlannedSweep {
  tracks: PlannedTrack[]
  /** Of one seed: the same for all recipes. */
  plans: Map<number, Plan>
}

/** `splitBefore`: parts of videos in the run that a recipe goes on from. Throws VALIDATION naming the seed that lacks something. */
export async function planSweep(
  catalogue: OpenCatalogue,
  { recipes, seeds, split }: SweepInput,
  splitBefore: (recipe: Recipe) => Record<string, Split>,
): Promise<PlannedSweep> {
  const [first] = recipes as [Recipe]
  const tracks = await labelledTracks(catalogue, first.sources)
  const before = splitBefore(first)
  for (const recipe of recipes.slice(1)) splitBefore(recipe)
  const plans = new Map(
    seeds.map((seed) => {
      const plan = planTraining(tracks, split === 'one' ? seeds[0]! : seed, before)
      refuseProblems(plan, seeds.length > 1 && split === 'each' ? `With seed ${seed}: ` : '')
      return [seed, plan]
    }),
  )
  return { tracks, plans }
}

export async function addSweep(
  catalogue: OpenCatalogue,
  { recipes: asked, seeds, split }: SweepInput,
  { tracks, plans }: PlannedSweep,
): Promise<{ sweep: number; runs: number[] }> {
  // As the runs will name them: they are found by their recipes.
  const recipes = asked.map((recipe) => withNames(catalogue.folder, recipe))
  const sweep = catalogue.sweeps.add({ job: null, recipes, seeds, split, startedAt: Date.now() })
  const runs: number[] = []
  // Seed by seed: whoever stops half-way has compared all recipes on some splits.
  for (const seed of seeds)
    for (const recipe of recipes)
      runs.push(
        await addRun(catalogue, { recipe: { ...recipe, seed }, plan: plans.get(seed)!, tracks, sweep }),
      )
  return { sweep, runs }
}

export function startsWith(
  catalogue: OpenCatalogue,
  { sweep, runs }: { sweep: number; runs: readonly number[] },
  job: number,
): void {
  catalogue.sweeps.setJob(sweep, job)
  for (const run of runs) catalogue.runs.update(run, { job })
}

/** Throws VALIDATION where runs could not stand beside each other. */
export function mustCompare({ recipes, seeds }: Pick<SweepInput, 'recipes' | 'seeds'>): void {
  eachSeedOnce(seeds)
  const keys = recipes.map((recipe) => JSON.stringify({ ...recipe, seed: 0 }))
  if (new Set(keys).size < keys.length) refuse('Two recipes are alike.', 'Leave one of them out.')
  const data = recipes.map(({ sources, from }) => JSON.stringify([sources ?? 'all', from ?? 'none']))
  if (new Set(data).size > 1)
    refuse(
      'The recipes learn from different sources, or go on from different runs: their test tracks would differ.',
      'Give all recipes of a sweep the same sources and the same run to go on from.',
    )
}

export function eachSeedOnce(seeds: readonly number[]): void {
  if (new Set(seeds).size < seeds.length) refuse('A seed is given twice.', 'Give each seed once.')
}

function refuse(message: string, hint: string): never {
  throw new TracksieveError('VALIDATION', message, hint)
}
