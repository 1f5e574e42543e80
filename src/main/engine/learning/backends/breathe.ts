/** Between two steps of long work: lets messages in, and ends the work when it was cancelled. */
import { setImmediate } from 'node:timers/promises'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Work } from '../../base/work.ts'

export async function breathe(work: Work): Promise<void> {
  await setImmediate()
  if (work.signal.aborted) throw new TracksieveError('CANCELLED', 'Cancelled.', '', true)
}
