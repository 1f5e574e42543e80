/** `tracksieve model`: a run's model as one file. */
import path from 'node:path'
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { findRun } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options {
  run?: number
  out: string
  threshold?: number
  replace?: boolean
}

export const model = command('model', 'write a run’s model as one file, for score and filter')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .requiredOption('--out <file>', 'NAME.tracksieve-model')
  .option('--run <id>', 'absent = the run whose scores are shown', whole(1))
  .option('--threshold <score>', 'the threshold that goes with it (0.5)', fraction)
  .option('--replace', 'replace a file that exists')
  .action(
    acting(async (output, folder: string, { run: given, out, threshold, replace }: Options) => {
      await withCatalogue(output, folder, async ({ client, run: runJob }) => {
        const run = await findRun(client, given)
        const target = { out: path.resolve(out), replace: replace === true }
        const { artifacts } = await runJob(() => client.exports.model({ run: run.id, threshold, ...target }))
        const [file] = artifacts
        const written = { path: file?.path ?? target.out, bytes: file?.bytes ?? 0 }
        output.result({ run: { id: run.id }, model: written }, `${written.path} (${written.bytes} bytes)`)
      })
    }),
  )
