/** `tracksieve compare`: presets beside each other on one split, as a report with pictures. */
import { Option } from 'commander'
import { comparedPresets } from '../../../../shared/contract/learning.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { seedList, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { comparisonText, toComparisonDocument } from '../commandLine/comparison.ts'
import { addLearningOptions, type RecipeOptions, recipesFrom } from '../commandLine/learningRecipe.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options extends RecipeOptions {
  seeds: number[]
  backend?: Backend
}

export const compare = addLearningOptions(
  command(
    'compare',
    `train presets on one split and report what each reaches and costs; without a choice ${comparedPresets.join(', ')}`,
  ).argument('<catalogue>', 'folder NAME.tracksieve'),
)
  .option(
    '--seeds <a,b,c>',
    'each recipe with each seed; the first one splits the videos',
    seedList,
    [1, 2, 3],
  )
  .option('--seed <n>', 'one seed alone', whole(0, 0xffff_ffff))
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(async (output, folder: string, { seeds, backend, seed, ...given }: Options) => {
      const chosen = given.recipe !== undefined || given.preset !== undefined
      const recipes = recipesFrom(chosen ? given : { ...given, preset: comparedPresets })
      await withCatalogue(output, folder, async ({ client, run }) => {
        for (const warning of (await client.learning.plan(recipes[0]!)).warnings) output.note(warning)
        const input = { recipes, seeds: seed === undefined ? seeds : [seed], backend: backend ?? null }
        const job = await run(() => client.learning.compare(input))
        const report = (await client.learning.comparisons()).find(({ id }) => id === job.id)!
        output.result(toComparisonDocument(report), `${comparisonText(report)}\n\n${report.files.join('\n')}`)
      })
    }),
  )
