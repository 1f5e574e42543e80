/** `tracksieve evaluate`: a run's figures beside the baselines, on the test part, all labelled tracks, or one source. */
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { earlyText, toEarlyDocument } from '../commandLine/early.ts'
import { UsageError } from '../commandLine/errors.ts'
import { evaluationText, toEvaluationDocument } from '../commandLine/evaluation.ts'
import { findRun } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options {
  run?: number
  on: string
  threshold: number
  early?: boolean
  falseConfirm?: number
  falseReject?: number
}

/** One rate alone stands for both. */
function ratesOf({ early, falseConfirm, falseReject }: Options) {
  const given = falseConfirm ?? falseReject
  if (given === undefined) return undefined
  if (!early) throw new UsageError('--false-confirm and --false-reject belong to --early')
  return { falseConfirm: falseConfirm ?? given, falseReject: falseReject ?? given }
}

export const evaluate = command('evaluate', 'a run’s figures beside the trivial rules')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .option('--run <id>', 'absent = the run whose scores are shown', whole(1))
  .option('--on <part>', 'test, all, or the name of a source', 'test')
  .option('--threshold <score>', 'tracks with a lower score count as false', fraction, 0.5)
  .option(
    '--early',
    'decisions while tracks grow instead: thresholds for asked error rates, and what they save',
  )
  .option('--false-confirm <share>', 'with --early: of the false tracks, at most so many confirmed', fraction)
  .option('--false-reject <share>', 'with --early: of the real tracks, at most so many rejected', fraction)
  .action(
    acting(async (output, folder: string, options: Options) => {
      const { run: given, on, threshold, early } = options
      const rates = ratesOf(options)
      await withCatalogue(output, folder, async ({ client }) => {
        const run = await findRun(client, given)
        if (early) {
          const report = await client.learning.early({ run: run.id, on, rates })
          output.result(toEarlyDocument(report), earlyText(report))
          return
        }
        const evaluation = await client.learning.evaluate({ run: run.id, on, threshold })
        output.result(toEvaluationDocument(run.id, evaluation), evaluationText(run.id, evaluation))
      })
    }),
  )
