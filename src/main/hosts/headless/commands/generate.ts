/** `tracksieve generate`: clips of a preset into a catalogue. */
import { Option } from 'commander'
import { presets, views } from '../../../../shared/contract/clipRecipe.ts'
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatCounts } from '../commandLine/table.ts'

interface Options {
  preset: (typeof presets)[number]
  count?: number
  seed?: number
  view?: (typeof views)[number]
  clutter?: number
  noise?: number
  name?: string
}

interface GenerateResult {
  source: number
  clips: number
  tracks: number
  kinds: Record<string, number>
}

export const generate = command(
  'generate',
  'make synthetic clips; the catalogue is created where there is none',
)
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .addOption(new Option('--preset <preset>', 'which set').choices(presets).makeOptionMandatory())
  .option('--count <n>', 'how many clips', whole(1, 1_000_000))
  .option('--seed <n>', 'the same seed gives the same clips (42)', whole(0, 0xffff_ffff))
  .addOption(new Option('--view <view>', 'how the scene is seen').choices(views))
  .option('--clutter <share>', 'density of the clutter, 0–1', fraction)
  .option('--noise <level>', 'pixel noise, 0–1', fraction)
  .option('--name <name>', 'name of the set in the catalogue')
  .action(
    acting(async (output, folder: string, { preset, count, seed, view, clutter, noise, name }: Options) => {
      await withCatalogue(
        output,
        folder,
        async ({ client, run }) => {
          const recipe = { preset, count, seed, view, clutter, noise }
          const { result } = await run(() => client.generate.start({ recipe, name }))
          const { source: id, clips, tracks, kinds } = result as unknown as GenerateResult
          const source = (await client.catalogue.sources()).find((known) => known.id === id)
          const { folder: catalogue } = (await client.catalogue.current())!
          output.result(
            { catalogue, source: { id, name: source?.name }, clips, kinds, tracks, left_out: {} },
            `${clips} clips (${formatCounts(kinds)}) with ${tracks} tracks in ${catalogue}`,
          )
        },
        { create: true },
      )
    }),
  )
