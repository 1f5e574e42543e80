/** Runs as commands name and print them. */
import type { EngineClient } from '../../../../shared/contract/index.ts'
import type { Run } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { toBaselineResults, toResults } from './figures.ts'

/** `--run 3`, or the run whose scores are shown. Throws NOT_FOUND where there is none. */
export async function findRun(client: EngineClient, given: number | undefined): Promise<Run> {
  if (given !== undefined) return client.learning.run({ run: given })
  const current = (await client.catalogue.current())?.currentRun
  if (current) return client.learning.run({ run: current })
  throw new TracksieveError(
    'NOT_FOUND',
    'This catalogue has no run yet.',
    'Train one first: tracksieve train CATALOGUE.',
  )
}

/** Clips are judged where there are clips in the test part, else tracks. */
export const toRunDocument = (run: Run) => ({
  run: { id: run.id },
  state: run.state,
  sweep: run.sweep,
  recipe: run.recipe,
  parameters: run.parameters,
  backend: run.backend,
  seconds: run.seconds,
  epochs: run.epochs.length,
  best_epoch: run.bestEpoch,
  labels: run.labels,
  split: run.counts,
  unit: run.testClips ? 'clip' : 'track',
  test_results: toResults(run.testClips ?? run.test),
  test_results_tracks: toResults(run.test),
  baselines: toBaselineResults(run.baselines),
})
