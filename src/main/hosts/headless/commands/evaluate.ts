/** `tracksieve evaluate`: a run's figures beside the baselines, on the test part, all labelled tracks, or one source. */
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { evaluationText, toEvaluationDocument } from '../commandLine/evaluation.ts'
import { findRun } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options {
  run?: number
  on: string
  threshold: number
}

export const evaluate = command('evaluate', 'a run’s figures beside the trivial rules')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .option('--run <id>', 'absent = the run whose scores are shown', whole(1))
  .option('--on <part>', 'test, all, or the name of a source', 'test')
  .option('--threshold <score>', 'tracks with a lower score count as false', fraction, 0.5)
  .action(
    acting(async (output, folder: string, { run: given, on, threshold }: Options) => {
      await withCatalogue(output, folder, async ({ client }) => {
        const run = await findRun(client, given)
        const evaluation = await client.learning.evaluate({ run: run.id, on, threshold })
        output.result(toEvaluationDocument(run.id, evaluation), evaluationText(run.id, evaluation))
      })
    }),
  )
