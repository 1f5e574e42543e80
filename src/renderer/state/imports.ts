/** An import that has just ended can be taken back: by the toast, by Ctrl+Z until a label is given, by its line in Jobs. */
import type { Catalogue } from '../../shared/contract/catalogue.ts'
import type { Job } from '../../shared/jobs.ts'
import { engine } from './engine.ts'
import { plural } from './format.ts'
import { loadJobs, onJobEvent } from './jobs.ts'
import { closeToast, say, sayError, toast } from './messages.ts'
import { keys, outdate, queryClient } from './queries.ts'
import { openList } from './trackList.ts'

/** Can this job be taken back? */
export const isUndoable = ({ kind, state, result }: Job): boolean =>
  (kind === 'import' || kind === 'importClips') && state === 'done' && result['undone'] !== true

/** The last import, as long as it is the last act. */
let latest: Job | null = null

const labelledAt = (): number => queryClient.getQueryData<Catalogue | null>(keys.catalogue)?.labelledAt ?? 0

/** The import that Ctrl+Z takes back; null = a label came after it was started. */
export const importToUndo = (): number | null =>
  latest !== null && latest.createdAt > labelledAt() ? latest.id : null

/** A label was given, undone or done again: from now on that is the last act. */
export const importIsPast = (): void => {
  latest = null
}

export async function undoImport(job: number): Promise<void> {
  try {
    const { text } = await engine.interchange.undo({ job })
    importIsPast()
    closeToast()
    await loadJobs()
    outdate(
      'catalogue',
      'sources',
      'videos',
      'facets',
      'plan',
      'recent',
      'undo',
      'history',
      'lanes',
      'presence',
    )
    outdate('evaluation', 'suspects')
    await openList()
    say(text)
  } catch (error) {
    sayError(error)
  }
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

onJobEvent((event) => {
  if (event.type !== 'state' || !isUndoable(event.job)) return
  latest = event.job
  const { id, result } = event.job
  const keysNow = importToUndo() === id ? { keys: 'Ctrl+Z' } : {}
  const clips = result['clips'] === undefined ? '' : ` in ${plural(number(result['clips']), 'clip')}`
  toast(`Imported ${plural(number(result['tracks']), 'track')}${clips}`, {
    action: { title: 'Undo', ...keysNow, run: () => void undoImport(id) },
  })
})
