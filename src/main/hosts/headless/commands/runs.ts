/** `tracksieve runs`: all runs of a catalogue. */
import { acting, command } from '../commandLine/command.ts'
import { toRunDocument } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatTable, share } from '../commandLine/table.ts'

const header = [
  'run',
  'state',
  'preset',
  'seed',
  'labels',
  'epochs',
  'backend',
  'seconds',
  'accuracy',
  'AUROC',
  'shown',
]

export const runs = command('runs', 'list the runs of a catalogue with their test results')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .action(
    acting(async (output, folder: string) => {
      await withCatalogue(output, folder, async ({ client }) => {
        const all = await client.learning.runs()
        const current = (await client.catalogue.current())?.currentRun ?? null
        const rows = all.map((run) => {
          const test = run.testClips ?? run.test
          const seconds = run.seconds === null ? null : run.seconds.toFixed(1)
          const figures = [share(test?.accuracy), share(test?.auroc), run.id === current ? 'yes' : '']
          return [
            run.id,
            run.state,
            run.recipe.preset,
            run.recipe.seed,
            run.labels,
            run.epochs.length,
            run.backend,
            seconds,
            ...figures,
          ]
        })
        output.result({ current, runs: all.map(toRunDocument) }, formatTable(header, rows))
      })
    }),
  )
