/** Tracks that came after the model was trained get its scores when asked for. */
import type { Catalogue } from '../../../shared/contract/catalogue.ts'
import { engine } from '../../state/engine.ts'
import { say, sayError } from '../../state/messages.ts'
import { keys, queryClient } from '../../state/queries.ts'

/** How many tracks the run in use has not scored; 0 without a run. */
export const unscoredOf = (catalogue: Catalogue | null | undefined): number => catalogue?.unscored ?? 0

export async function scoreNew(): Promise<void> {
  const catalogue = queryClient.getQueryData<Catalogue | null>(keys.catalogue)
  if (!catalogue || catalogue.currentRun === null) return
  try {
    const { job } = await engine.learning.show({ run: catalogue.currentRun })
    if (job === null) say('All tracks are scored')
  } catch (error) {
    sayError(error)
  }
}
