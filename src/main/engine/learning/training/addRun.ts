/** A run as it is written down before it starts: its labels, its split. */
import fs from 'node:fs'
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Plan, PlannedTrack } from '../data/plan.ts'
import { parametersOf } from '../model/sizes.ts'
import { withNames } from './named.ts'
import { runFolder } from './runFolder.ts'
import { writeSnapshot } from './snapshot.ts'

/** Throws VALIDATION with the problems of a plan. `which`: "With seed 3: ", where there are several. */
export function refuseProblems({ problems }: Plan, which = ''): void {
  if (problems.length > 0)
    throw new TracksieveError(
      'VALIDATION',
      which + problems.join(' '),
      'Label more tracks in Review, then train again.',
    )
}

export interface NewRun {
  recipe: Recipe
  plan: Plan
  tracks: readonly PlannedTrack[]
  sweep: number | null
}

export async function addRun(
  catalogue: OpenCatalogue,
  { recipe: asked, plan, tracks, sweep }: NewRun,
): Promise<number> {
  const recipe = withNames(catalogue.folder, seeingAsBefore(catalogue, asked))
  const run = catalogue.runs.add({
    job: null,
    state: 'waiting',
    recipe,
    backend: null,
    parameters: parametersOf(recipe),
    counts: plan.counts,
    labels: plan.used,
    epochs: [],
    bestEpoch: null,
    seconds: null,
    startedAt: Date.now(),
    test: null,
    testClips: null,
    baselines: [],
    error: null,
    sweep,
    split: Object.fromEntries(plan.split),
  })
  const folder = runFolder(catalogue.folder, run)
  // A removed run's number may come back, and with it what was left of its folder.
  fs.rmSync(folder, { recursive: true, force: true })
  await writeSnapshot(folder, tracks)
  return run
}

/** Who goes on from a run with a frozen encoder and names none goes on with that run's, not with the latest. */
function seeingAsBefore(catalogue: OpenCatalogue, recipe: Recipe): Recipe {
  const { from, pixels } = recipe
  const before = from === undefined ? null : catalogue.runs.get(from)
  if (!before || !pixels || pixels.tuned || pixels.tokenizer !== null) return recipe
  return { ...recipe, pixels: { ...pixels, tokenizer: before.recipe.pixels?.tokenizer ?? null } }
}
