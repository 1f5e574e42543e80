/** `tracksieve pretrain`: lets extractor and sequence model learn from unlabelled tracks, for `train --pretrained`. */
import { Option } from 'commander'
import { PretrainRecipe, type Pretraining } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { fraction, positive, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatTable } from '../commandLine/table.ts'

type Options = Record<string, unknown> & { backend?: Backend; resume?: number; list?: boolean }

const header = ['epoch', 'loss, training', 'held out', 'seconds']

function textOf({ id, recipe, parameters, backend, tracks, epochs, rules }: Pretraining): string {
  const head = `Pretraining ${id}: ${recipe.features}, ${recipe.sequence}, ${parameters} parameters on ${backend}; ${tracks.train} unlabelled tracks, ${tracks.heldOut} held out, ${tracks.videos} videos`
  const rows = epochs.map(({ epoch, trainLoss, heldOut, seconds }) => [
    epoch,
    trainLoss.toFixed(4),
    heldOut.toFixed(4),
    seconds.toFixed(1),
  ])
  const beside = `The same steps by trivial rules: the mean of all ${rules.mean.toFixed(4)}, the mean of the track's other steps ${rules.ownMean.toFixed(4)}.`
  return `${head}\n\n${formatTable(header, rows)}\n${beside}\n\nTrain from it: tracksieve train CATALOGUE --preset pretrained --pretrained ${id}`
}

/** Throws VALIDATION for parts that cannot be pretrained. */
function recipeOf(given: Record<string, unknown>): PretrainRecipe {
  const parsed = PretrainRecipe.safeParse(given)
  if (parsed.success) return parsed.data
  const what = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new TracksieveError('VALIDATION', `This cannot be pretrained: ${what}.`, 'Correct the options.')
}

export const pretrain = command(
  'pretrain',
  'learn from unlabelled tracks what steps look like, before training',
)
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .addOption(
    new Option('--features <name>', 'what is computed of each step (track)').choices([
      'statistical',
      'track',
      'past',
    ]),
  )
  .addOption(
    new Option('--sequence <name>', 'what looks along the steps (transformer)').choices([
      'transformer',
      'attention',
      'recurrent',
    ]),
  )
  .option('--width <n>', 'numbers that the sequence model keeps (64)', whole(4, 1024))
  .option('--layers <n>', 'of the encoder (2)', whole(1, 24))
  .option('--heads <n>', 'of the encoder (4)', whole(1, 32))
  .option('--feed-forward <n>', 'of the encoder (128)', whole(4, 4096))
  .option('--masked <share>', 'of the steps are hidden (0.25)', fraction)
  .option('--epochs <n>', 'so many (20)', whole(1, 1000))
  .option('--batch <n>', 'tracks a step (128)', whole(1, 4096))
  .option('--learning-rate <rate>', 'size of each step (0.002)', positive)
  .option(
    '--seed <n>',
    'the same seed gives the same weights, and the test videos of train',
    whole(0, 0xffff_ffff),
  )
  .option('--no-leave-out-test', 'see the unlabelled tracks of test videos too')
  .option('--sources <id...>', 'tracks of these sources only', (text: string, before: number[] = []) => [
    ...before,
    whole(1)(text),
  ])
  .option('--resume <id>', 'go on with one that was cancelled or interrupted', whole(1))
  .option('--list', 'only list those that there are')
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(
      async (
        output,
        folder: string,
        { backend = undefined, resume = undefined, list = false, json: _, ...given }: Options,
      ) => {
        const recipe = recipeOf(given)
        await withCatalogue(output, folder, async ({ client, run }) => {
          if (list) {
            const all = await client.pretraining.list()
            output.result({ pretrainings: all }, all.map(textOf).join('\n\n') || 'No pretraining yet.')
            return
          }
          let id = resume ?? 0
          await run(async () => {
            if (resume === undefined) {
              const { warnings, notes } = await client.pretraining.plan(recipe)
              for (const words of [...warnings, ...notes]) output.note(words)
              const started = await client.pretraining.train({ recipe, backend: backend ?? null })
              id = started.pretraining
              return started
            }
            const job = (await client.jobs.list()).find(({ title }) => title === `Pretraining ${resume}`)
            if (!job)
              throw new TracksieveError(
                'NOT_FOUND',
                `There is no pretraining ${resume}.`,
                'See pretrain --list.',
              )
            await client.jobs.resume({ job: job.id })
            return { job: job.id }
          })
          const made = (await client.pretraining.list()).find((one) => one.id === id)!
          output.result(made, textOf(made))
        })
      },
    ),
  )
