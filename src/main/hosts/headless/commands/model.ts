/** `tracksieve model`: a run's model as one file. */
import path from 'node:path'
import { Option } from 'commander'
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { findRun } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options {
  run?: number
  out: string
  threshold?: number
  format: 'tracksieve' | 'onnx'
  onnx?: string
  replace?: boolean
}

export const model = command('model', 'write a run’s model as one file, for score and filter')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .requiredOption('--out <file>', 'NAME.tracksieve-model, or NAME.onnx')
  .option('--run <id>', 'absent = the run whose scores are shown', whole(1))
  .option('--threshold <score>', 'the threshold that goes with it (0.5)', fraction)
  .addOption(
    new Option('--format <format>', 'tracksieve: for score and filter; onnx: for other programs')
      .choices(['tracksieve', 'onnx'])
      .default('tracksieve'),
  )
  .option('--onnx <file>', 'write the model as ONNX too')
  .option('--replace', 'replace a file that exists')
  .action(
    acting(async (output, folder: string, { run: given, out, threshold, format, onnx, replace }: Options) => {
      await withCatalogue(output, folder, async ({ client, run: runJob }) => {
        const run = await findRun(client, given)
        const write = async (file: string, as: Options['format']) => {
          const target = { out: path.resolve(file), replace: replace === true, format: as }
          const { artifacts } = await runJob(() =>
            client.exports.model({ run: run.id, threshold, ...target }),
          )
          return { path: artifacts[0]?.path ?? target.out, bytes: artifacts[0]?.bytes ?? 0 }
        }
        const written = await write(out, format)
        const other = onnx === undefined ? null : await write(onnx, 'onnx')
        const lines = [written, ...(other ? [other] : [])].map((file) => `${file.path} (${file.bytes} bytes)`)
        output.result({ run: { id: run.id }, model: written, onnx: other }, lines.join('\n'))
      })
    }),
  )
