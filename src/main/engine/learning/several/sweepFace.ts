/** What trains several times: sweeps and label-efficiency curves, started as one job, listed with their figures. */
import type { Recipe, Sweep, SweepSplit } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Split } from '../../../../shared/words.ts'
import type { RunRecord, SweepRecord } from '../../catalogue/records.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { withClasses } from '../data/classes.ts'
import { labelledTracks } from '../data/labelled.ts'
import { planTraining } from '../data/plan.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { refuseProblems } from '../training/addRun.ts'
import { withNames } from '../training/named.ts'
import { toRun } from '../training/runState.ts'
import { readReports } from './efficiencyFiles.ts'
import { type EfficiencyJob, runEfficiency } from './efficiencyJob.ts'
import { recipeNames, sweepLines } from './sweepFigures.ts'
import { runSweep, runsOf, type SweepJob } from './sweepJob.ts'
import { addSweep, eachSeedOnce, mustCompare, planSweep, type SweepInput, startsWith } from './sweepRuns.ts'

/** `splitBefore`: parts of videos in the run that a recipe goes on from. */
export function createSweepFace(
  parts: EngineParts,
  needs: JudgeNeeds,
  splitBefore: (recipe: Recipe) => Record<string, Split>,
) {
  parts.jobs.register<SweepJob>({
    kind: 'sweep',
    lane: 'train',
    resumable: true,
    title: ({ sweep, runs }) => `Sweep ${sweep}: ${runs} runs`,
    run: (input, context) => runSweep(parts.catalogue(), input, needs, context),
  })

  parts.jobs.register<EfficiencyJob>({
    kind: 'efficiency',
    lane: 'train',
    resumable: true,
    title: ({ recipe }) => `Label efficiency of preset ${recipe.preset}`,
    run: (input, context) => runEfficiency(parts.catalogue(), input, needs, context),
  })

  return {
    async sweep(asked: SweepInput): Promise<{ job: number; sweep: number; runs: number[] }> {
      mustCompare(asked)
      const catalogue = parts.catalogue()
      const recipes = asked.recipes.map((recipe) => withClasses(catalogue, recipe, needs.classes))
      const input = { ...asked, recipes }
      const planned = await planSweep(catalogue, input, splitBefore)
      const { sweep, runs } = await addSweep(catalogue, input, planned)
      const backend = input.backend ?? parts.settings().backend
      const job = parts.jobs.start('sweep', { sweep, backend, runs: runs.length } satisfies SweepJob)
      startsWith(catalogue, { sweep, runs }, job)
      return { job, sweep, runs }
    },

    async efficiency({
      recipe,
      seeds,
      sizes = null,
      order,
      backend,
    }: Omit<EfficiencyJob, 'sizes'> & { sizes?: number[] | undefined | null }): Promise<{ job: number }> {
      eachSeedOnce(seeds)
      if (recipe.from !== undefined)
        throw new TracksieveError(
          'VALIDATION',
          `The recipe goes on from run ${recipe.from}, which has seen labels already.`,
          'Take a recipe that starts from fresh weights: the curve is of labels alone.',
        )
      const tracks = await labelledTracks(parts.catalogue(), recipe.sources)
      refuseProblems(planTraining(tracks, recipe.seed))
      const input: EfficiencyJob = {
        recipe: withNames(parts.catalogue().folder, withClasses(parts.catalogue(), recipe, needs.classes)),
        seeds,
        order,
        sizes,
        backend: backend ?? parts.settings().backend,
      }
      return { job: parts.jobs.start('efficiency', input) }
    },

    reports: () => readReports(parts.catalogue().folder),

    sweeps: (): Sweep[] => {
      const catalogue = parts.catalogue()
      return catalogue.sweeps.list().map((sweep) => {
        const runs = runsOf(catalogue, sweep.id)
        const job = sweep.job === null ? undefined : catalogue.jobs.get(sweep.job)
        const state = job?.state ?? 'interrupted'
        return toSweep(
          sweep,
          state,
          runs.map((run) => ({ ...run, state: toRun(catalogue, run).state })),
        )
      })
    },
  }
}

function toSweep(
  { id, job, recipes, seeds, split, startedAt }: SweepRecord,
  state: Sweep['state'],
  runs: readonly RunRecord[],
): Sweep {
  const names = recipeNames(recipes)
  const key = (recipe: Recipe) => JSON.stringify(recipe)
  const grid = recipes.map((recipe) =>
    seeds.map((seed) => runs.find((run) => key(run.recipe) === key({ ...recipe, seed }))),
  )
  const done = (run: RunRecord | undefined) => (run?.state === 'done' ? run : undefined)
  return {
    id,
    job,
    state,
    seeds,
    split,
    startedAt,
    recipes: recipes.map((recipe, i) => ({
      name: names[i]!,
      recipe,
      runs: grid[i]!.flatMap((run) => run?.id ?? []),
      done: grid[i]!.filter(done).length,
    })),
    lines: sweepLines(
      names,
      grid.map((row) => row.map(done)),
    ),
    paired: pairedWords(seeds.length, split),
  }
}

function pairedWords(seeds: number, split: SweepSplit): string {
  if (seeds === 1) return 'One seed, one split for all recipes: no spread.'
  if (split === 'one')
    return `${seeds} seeds on one split, the same test tracks in all: the spread is that of training alone; other videos would add to it.`
  return `${seeds} splits of the videos, each the same for all recipes and baselines: differences are taken within a split.`
}
