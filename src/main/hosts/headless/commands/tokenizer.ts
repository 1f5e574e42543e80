/** `tracksieve tokenizer`: trains a video tokenizer on crops of tracks or whole clips, and lists those that there are. */
import { Command, Option } from 'commander'
import {
  quantiserKinds,
  tokenizerMaterials,
  type Tokenizer,
  TokenizerRecipe,
  type TokenizerRecipe as Recipe,
} from '../../../../shared/contract/tokenizers.ts'
import { type Backend, backends } from '../../../../shared/words.ts'
import { positive, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatTable, share } from '../commandLine/table.ts'

type Options = Partial<Recipe> & { backend?: Backend; json?: boolean }

const header = ['epoch', 'PSNR, held out', 'training', 'codes used', 'perplexity', 'seconds']

function textOf({ id, recipe, parameters, codes, tokens, backend, clips, epochs }: Tokenizer): string {
  const head = `Tokenizer ${id}: ${parameters} parameters, ${codes} codes (${recipe.quantiser}), ${tokens} a frame, on ${backend}; ${clips.train} ${recipe.material === 'clips' ? 'whole clips' : 'clips around tracks'}, ${clips.heldOut} held out`
  const rows = epochs.map((epoch) => [
    epoch.epoch,
    `${epoch.psnr.toFixed(2)} dB`,
    `${epoch.trainPsnr.toFixed(2)} dB`,
    share(epoch.used),
    epoch.perplexity.toFixed(0),
    epoch.seconds.toFixed(1),
  ])
  return `${head}\n\n${formatTable(header, rows)}`
}

const train = command('train', 'train one on the pictures of a catalogue, without labels')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .option('--epochs <n>', 'so many (20)', whole(1, 1000))
  .option('--clips-an-epoch <n>', 'clips that an epoch draws, at most (600)', whole(1, 100_000))
  .option('--boxes <n>', 'frames of a clip: boxes of a track, evenly spread, or in a row (16)', whole(1, 32))
  .option('--window <n>', 'frames in a row that a step sees of a clip (4)', whole(1, 32))
  .option('--batch <n>', 'clips a step (8)', whole(1, 64))
  .option('--learning-rate <rate>', 'size of each step (0.0005)', positive)
  .option('--seed <n>', 'the same seed gives the same tokenizer', whole(0, 0xffff_ffff))
  .option('--sources <id...>', 'of these sources only', (text: string, before: number[] = []) => [
    ...before,
    whole(1)(text),
  ])
  .addOption(
    new Option('--material <what>', 'crops around tracks (crops), or whole videos (clips)')
      .choices(tokenizerMaterials)
      .default('crops'),
  )
  .addOption(
    new Option(
      '--quantiser <kind>',
      'numbers rounded to levels (fsq), or nearest learned codes (vq)',
    ).choices(quantiserKinds),
  )
  .addOption(
    new Option('--backend <backend>', 'what computes; absent = the best that works').choices(backends),
  )
  .action(
    acting(async (output, folder: string, { backend = undefined, json: _, ...given }: Options) => {
      const recipe = TokenizerRecipe.parse(given)
      await withCatalogue(output, folder, async ({ client, run }) => {
        let id = 0
        await run(async () => {
          const started = await client.tokenizers.train({ recipe, backend: backend ?? null })
          id = started.tokenizer
          return started
        })
        const made = (await client.tokenizers.list()).find((one) => one.id === id)!
        output.result(made, textOf(made))
      })
    }),
  )

const resume = command('resume', 'go on with one that was cancelled or interrupted')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .argument('<id>', 'number of the tokenizer', whole(1))
  .action(
    acting(async (output, folder: string, id: number) => {
      await withCatalogue(output, folder, async ({ client, run }) => {
        const title = `Train tokenizer ${id}`
        await run(async () => {
          const job = (await client.jobs.list()).find((one) => one.title === title)
          await client.jobs.resume({ job: job?.id ?? id })
          return { job: job?.id ?? id }
        })
        const made = (await client.tokenizers.list()).find((one) => one.id === id)!
        output.result(made, textOf(made))
      })
    }),
  )

const list = command('list', 'those of a catalogue')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .action(
    acting(async (output, folder: string) => {
      await withCatalogue(output, folder, async ({ client }) => {
        const all = await client.tokenizers.list()
        output.result({ tokenizers: all }, all.map(textOf).join('\n\n') || 'No tokenizer yet.')
      })
    }),
  )

export const tokenizer = new Command('tokenizer')
  .description('video tokenizers: from pixels to codes and back')
  .addCommand(train)
  .addCommand(resume)
  .addCommand(list)
