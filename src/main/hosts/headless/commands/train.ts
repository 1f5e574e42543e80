/** `tracksieve train`: trains a run and prints its test results beside the trivial rules. */
import fs from 'node:fs'
import { Option } from 'commander'
import {
  featureParts,
  headParts,
  presets,
  Recipe,
  type Run,
  sequenceParts,
} from '../../../../shared/contract/learning.ts'
import { TracksieveError, toTracksieveError } from '../../../../shared/errors.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { seedList, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { figureHeader, figureRows } from '../commandLine/figures.ts'
import { toRunDocument } from '../commandLine/runs.ts'
import { sweepText, toSweepDocument } from '../commandLine/sweep.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatTable } from '../commandLine/table.ts'

interface Options {
  recipe?: string
  preset?: string
  features?: string
  sequence?: string
  head?: string
  epochs?: number
  seed?: number
  seeds?: number[]
  from?: number
  refitAll?: boolean
  backend?: Backend
}

/** A preset's name, or a JSON file with a recipe. */
function readRecipe(given: string): Record<string, unknown> {
  if (!given.endsWith('.json') && !fs.existsSync(given)) return { preset: given }
  try {
    return JSON.parse(fs.readFileSync(given, 'utf8')) as Record<string, unknown>
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw toTracksieveError(thrown)
    throw new TracksieveError(
      'VALIDATION',
      `${given} is not JSON: ${thrown.message}`,
      'A recipe is one JSON object.',
    )
  }
}

/** Throws VALIDATION naming what is wrong in the recipe. */
function toRecipe({
  recipe,
  preset,
  features,
  sequence,
  head,
  epochs,
  seed,
  from,
  refitAll,
}: Options): Recipe {
  const options = { preset, features, sequence, head, epochs, seed, from, refitAll }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const parsed = Recipe.safeParse({ ...(recipe === undefined ? {} : readRecipe(recipe)), ...given })
  if (parsed.success) return parsed.data
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'recipe'}: ${message}`)
    .join('; ')
  throw new TracksieveError(
    'VALIDATION',
    `The recipe is wrong: ${what}.`,
    'Correct the recipe or the options.',
  )
}

export const train = command(
  'train',
  'train a model on the labelled tracks; prints its figures on the test part',
)
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .option('--recipe <preset|file>', 'a preset, or a JSON file with all that differs from one')
  .addOption(new Option('--preset <name>', 'where the recipe starts; absent = phase1').choices(presets))
  .addOption(new Option('--features <name>', 'what is computed of each step').choices(featureParts))
  .addOption(new Option('--sequence <name>', 'what looks along the steps').choices(sequenceParts))
  .addOption(new Option('--head <name>', 'what gives the score').choices(headParts))
  .option('--epochs <n>', 'at most so many', whole(1, 1000))
  .option('--seed <n>', 'the same seed gives the same split and weights', whole(0, 0xffff_ffff))
  .option('--seeds <a,b,c>', 'a run for each seed, with mean and spread of their figures', seedList)
  .option('--from <run>', 'go on from the weights of this run (fine-tuning)', whole(1))
  .option('--refit-all', 'then fit once more on all labels, for the exported model')
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(async (output, folder: string, options: Options) => {
      const recipe = toRecipe(options)
      await withCatalogue(output, folder, async ({ client, run }) => {
        for (const warning of (await client.learning.plan(recipe)).warnings) output.note(warning)
        const runs: Run[] = []
        for (const seed of options.seeds ?? [recipe.seed]) {
          let id = 0
          await run(async () => {
            const input = { recipe: { ...recipe, seed }, backend: options.backend ?? null }
            const started = await client.learning.train(input)
            id = started.run
            return started
          })
          runs.push(await client.learning.run({ run: id }))
        }
        if (options.seeds) output.result(toSweepDocument(runs), sweepText(runs))
        else output.result(toRunDocument(runs[0]!), trainedText(runs[0]!))
      })
    }),
  )

function trainedText(run: Run): string {
  const { id, parameters, backend, seconds, epochs, bestEpoch, recipe } = run
  const figures = formatTable(figureHeader, figureRows(run.test, run.testClips, run.baselines))
  const head = `Run ${id}: ${parameters} parameters on ${backend}, ${epochs.length} epochs (best ${bestEpoch}) in ${seconds?.toFixed(1)} s`
  const all = recipe.refitAll
    ? `\nFitted once more on all ${run.labels} labels: that is what model exports.`
    : ''
  return `${head}\n\nOn the test part:\n${figures}${all}`
}
