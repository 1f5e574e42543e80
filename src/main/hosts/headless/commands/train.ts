/** `tracksieve train`: trains a run, or a sweep of them, and prints test results beside the trivial rules. */
import { Option } from 'commander'
import type { Recipe, Run, SweepSplit } from '../../../../shared/contract/learning.ts'
import { sweepSplits } from '../../../../shared/contract/learning.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { seedList, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { figureHeader, figureRows } from '../commandLine/figures.ts'
import {
  addLearningOptions,
  type RecipeOptions,
  recipesFrom,
  suitingRecipes,
} from '../commandLine/learningRecipe.ts'
import type { Output } from '../commandLine/output.ts'
import { toRunDocument } from '../commandLine/runs.ts'
import { sweepText, toSweepDocument } from '../commandLine/sweep.ts'
import { type Session, withCatalogue } from '../commandLine/session.ts'
import { formatTable } from '../commandLine/table.ts'

interface Options extends RecipeOptions {
  seeds?: number[]
  split?: SweepSplit
  backend?: Backend
}

export const train = addLearningOptions(
  command(
    'train',
    'train a model on the labelled tracks; several recipes or seeds are one job, with mean and spread',
  ).argument('<catalogue>', 'folder NAME.tracksieve'),
)
  .option('--seed <n>', 'the same seed gives the same split and weights', whole(0, 0xffff_ffff))
  .option('--seeds <a,b,c>', 'each recipe with each seed, as one job', seedList)
  .addOption(
    new Option(
      '--split <each|one>',
      'of a sweep: each seed splits the videos anew, or all runs share the split of the first (each)',
    ).choices(sweepSplits),
  )
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(async (output, folder: string, options: Options) => {
      recipesFrom(options) // Refused before a catalogue is opened.
      await withCatalogue(output, folder, async (session) => {
        const { client } = session
        const recipes = await suitingRecipes(options, client.learning.plan, output.note)
        for (const warning of (await client.learning.plan(recipes[0]!)).warnings) output.note(warning)
        if (options.seeds || recipes.length > 1) await trainSweep(output, session, recipes, options)
        else await trainOne(output, session, recipes[0]!, options)
      })
    }),
  )

async function trainOne(
  output: Output,
  { client, run }: Session,
  recipe: Recipe,
  { backend }: Options,
): Promise<void> {
  let id = 0
  await run(async () => {
    const started = await client.learning.train({ recipe, backend: backend ?? null })
    id = started.run
    return started
  })
  const done = await client.learning.run({ run: id })
  output.result(toRunDocument(done), trainedText(done))
}

async function trainSweep(
  output: Output,
  { client, run }: Session,
  recipes: Recipe[],
  { seeds = [recipes[0]!.seed], split = 'each', backend }: Options,
): Promise<void> {
  let [id, ids]: [number, number[]] = [0, []]
  await run(async () => {
    const started = await client.learning.sweep({ recipes, seeds, split, backend: backend ?? null })
    ;[id, ids] = [started.sweep, started.runs]
    return started
  })
  const runs = await Promise.all(ids.map((one) => client.learning.run({ run: one })))
  const sweep = (await client.learning.sweeps()).find((one) => one.id === id)!
  output.result(toSweepDocument(sweep, runs), sweepText(sweep, runs))
}

function trainedText(run: Run): string {
  const { id, parameters, backend, seconds, epochs, bestEpoch, recipe } = run
  const figures = formatTable(figureHeader, figureRows(run.test, run.testClips, run.baselines))
  const head = `Run ${id}: ${parameters} parameters on ${backend}, ${epochs.length} epochs (best ${bestEpoch}) in ${seconds?.toFixed(1)} s`
  const all = recipe.refitAll
    ? `\nFitted once more on all ${run.labels} labels: that is what model exports.`
    : ''
  return `${head}\n\nOn the test part:\n${figures}${all}`
}
