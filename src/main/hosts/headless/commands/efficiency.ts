/** `tracksieve efficiency`: quality against number of labels, as a report. */
import { InvalidArgumentError, Option } from 'commander'
import { type LabelOrder, labelOrders } from '../../../../shared/contract/efficiency.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { seedList, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { efficiencyText, toEfficiencyDocument } from '../commandLine/efficiency.ts'
import { UsageError } from '../commandLine/errors.ts'
import {
  addLearningOptions,
  type RecipeOptions,
  recipesFrom,
  suitingRecipes,
} from '../commandLine/learningRecipe.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options extends RecipeOptions {
  seeds: number[]
  sizes?: number[]
  order: LabelOrder
  backend?: Backend
}

function sizeList(text: string): number[] {
  const sizes = text.split(',').map(whole(2, 1e9))
  if (new Set(sizes).size < sizes.length) throw new InvalidArgumentError('Each size once.')
  return sizes
}

export const efficiency = addLearningOptions(
  command(
    'efficiency',
    'train with growing shares of the labels and report what more labels would bring',
  ).argument('<catalogue>', 'folder NAME.tracksieve'),
)
  .option('--seed <n>', 'of the split: one test part for all (42)', whole(0, 0xffff_ffff))
  .option('--seeds <a,b,c>', 'orders of the labels and of training', seedList, [1, 2, 3])
  .option('--sizes <a,b,c>', 'numbers of labels (20, 50, 100, 200, … and all)', sizeList)
  .addOption(
    new Option(
      '--order <order>',
      'videos: one after the other · uncertainty: what the model is least sure of, beside ones at random',
    )
      .choices(labelOrders)
      .default('videos'),
  )
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(async (output, folder: string, { seeds, sizes, order, backend, ...options }: Options) => {
      const recipes = recipesFrom(options)
      if (recipes.length > 1) throw new UsageError('efficiency takes one recipe: run it once for each')
      await withCatalogue(output, folder, async ({ client, run }) => {
        const [recipe] = await suitingRecipes(options, client.learning.plan, output.note)
        const input = { recipe: recipe!, seeds, sizes, order, backend: backend ?? null }
        const job = await run(() => client.learning.efficiency(input))
        const report = (await client.learning.reports()).find(({ id }) => id === job.id)!
        const files = job.artifacts.map(({ path }) => path)
        output.result(toEfficiencyDocument(report, files), `${efficiencyText(report)}\n\n${files.join('\n')}`)
      })
    }),
  )
