/** `tracksieve generate`: clips of a preset into a catalogue. */
import { Option } from 'commander'
import type { SetReport } from '../../../../shared/contract/clipFiles.ts'
import { presets } from '../../../../shared/contract/clipRecipe.ts'
import { acting, command } from '../commandLine/command.ts'
import { addRecipeOptions, recipeFrom } from '../commandLine/recipeOptions.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatCounts, formatTable, share } from '../commandLine/table.ts'

interface Options {
  name?: string
  large?: boolean
  report?: boolean
}

interface GenerateResult {
  source: number
  clips: number
  tracks: number
  kinds: Record<string, number>
}

function describe(report: SetReport): string {
  const rules = report.rules.map(({ rule, unit, n, threshold, accuracy, balanced, majority }) => [
    rule,
    `${n} ${unit}s`,
    Number(threshold.toFixed(3)),
    share(accuracy),
    share(balanced),
    share(majority),
  ])
  const lines = [
    `Tracks: ${formatCounts(report.truths)}. Clips that hold an object: ${share(report.positive)}.`,
    `Clips that are there twice: ${report.duplicates} (of ${report.drawn} that were drawn). Clips without a track: ${report.emptyClips}.`,
    `Frames without a box: ${report.emptyFrames} of ${report.frames}. Objects that leave the picture: ${report.outside ?? '–'}.`,
    'What one threshold sorts:',
    formatTable(['rule', 'tried on', 'threshold', 'right', 'balanced', 'larger class'], rules),
  ]
  return lines.join('\n')
}

export const generate = addRecipeOptions(
  command('generate', 'make synthetic clips; the catalogue is created where there is none')
    .argument('<catalogue>', 'folder NAME.tracksieve')
    .addOption(new Option('--preset <preset>', 'which set').choices(presets)),
)
  .option('--name <name>', 'name of the set in the catalogue')
  .option('--large', 'more than a million clips are meant')
  .option('--report', 'what is in the set, what is wrong with it, what trivial rules make of it')
  .action(
    acting(async (output, folder: string, { name, large, report: wanted, ...options }: Options) => {
      const recipe = recipeFrom(options)
      await withCatalogue(
        output,
        folder,
        async ({ client, run }) => {
          const { result } = await run(() => client.generate.start({ recipe, name, large: large === true }))
          const { source: id, clips, tracks, kinds } = result as unknown as GenerateResult
          const source = (await client.catalogue.sources()).find((known) => known.id === id)
          const { folder: catalogue } = (await client.catalogue.current())!
          const report = wanted === true ? await client.generate.report({ source: id }) : undefined
          output.result(
            { catalogue, source: { id, name: source?.name }, clips, kinds, tracks, left_out: {}, report },
            `${clips} clips (${formatCounts(kinds)}) with ${tracks} tracks in ${catalogue}${report ? `\n${describe(report)}` : ''}`,
          )
        },
        { create: true },
      )
    }),
  )
