/** `tracksieve evaluate`: a run's figures beside the baselines, on the test part, all labelled tracks, or one source. */
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { figureHeader, figureRows, toBaselineResults, toResults } from '../commandLine/figures.ts'
import { findRun } from '../commandLine/runs.ts'
import { withCatalogue } from '../commandLine/session.ts'
import { formatTable, share } from '../commandLine/table.ts'

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
        const { metrics, clips, baselines, keep95, keep99, holdsFor, confusion } = evaluation
        const keep = `Keeps 95 % of the real ones at ${share(keep95)}, 99 % at ${share(keep99)} (thresholds of the validation part).`
        const document = {
          run: { id: run.id },
          on: evaluation.on,
          threshold: evaluation.threshold,
          unit: clips ? 'clip' : 'track',
          test_results: toResults(clips ?? metrics),
          test_results_tracks: toResults(metrics),
          baselines: toBaselineResults(baselines),
          confusion: { labels: ['persistent', 'brief', 'noise'], rows: confusion },
          keep_95: keep95,
          keep_99: keep99,
          holds_for: holdsFor,
          removed_kept: evaluation.removedKept,
          precision_recall: evaluation.precisionRecall,
          after_boxes: evaluation.afterBoxes,
          calibration: evaluation.calibration,
          wrong_by_length: evaluation.wrongByLength,
          wrong_by_source: evaluation.wrongBySource,
        }
        const table = formatTable(figureHeader, figureRows(metrics, clips, baselines))
        output.result(
          document,
          `Run ${run.id} on ${evaluation.on}, threshold ${threshold}\n${table}\n${keep}\n${holdsFor}`,
        )
      })
    }),
  )
