/** One key, one verdict: shown at once, told, and on to the next track. */
import type { Label } from '../../../../shared/words.ts'
import { count } from '../../../state/format.ts'
import { labelTrack, markJudged, redoLabel, undoLabel } from '../../../state/labelling.ts'
import { say, sayError } from '../../../state/messages.ts'
import { useSettings } from '../../../state/settings.ts'
import { goToTrack, setPosition, trackRows, useTrackList } from '../../../state/trackList.ts'

/** Tracks of the list that were not judged since it was opened. */
function left(): number {
  const { list, labelled } = useTrackList.getState()
  return Math.max(0, (list?.total ?? 0) - labelled.size)
}

const words = (number: number, label: Label | null): string =>
  `Track ${number}: ${label ?? 'label removed'}. ${count(left())} left`

/** What was told last: answers to earlier verdicts may come after it. */
let lastTold = ''

/**
 * Chip, count and words change at once; the label is stored behind them. `stay`: keep showing this track whatever
 * Then next says. A refused label is taken back, told, and its track shown again.
 */
export async function judge(label: Label | null, stay: boolean): Promise<void> {
  const { position, list, labelled } = useTrackList.getState()
  const row = trackRows.at(position)
  if (row === undefined) return
  const before = labelled.has(row.id)
  markJudged([row.id], label !== null)
  const storing = labelTrack(row.id, label)
  const told = words(row.number, label)
  lastTold = told
  say(told, { label, undo: true })
  if (!stay && label !== null && useSettings.getState().settings.thenNext) goOn(1)
  const change = await storing
  if (change !== null) {
    markJudged([row.id], label !== null)
    if (lastTold === told) say(told, { label, undo: change.changed > 0 })
    return
  }
  markJudged([row.id], before)
  if (useTrackList.getState().list === list) setPosition(position)
}

export function goOn(by: number): void {
  setPosition(useTrackList.getState().position + by)
}

/** Undone or done again, one shows what it was about. */
async function showing(change: ReturnType<typeof undoLabel>): Promise<void> {
  const done = await change
  const [track, another] = done?.tracks ?? []
  if (track !== undefined && another === undefined) await goToTrack(track).catch(sayError)
}

export const undo = (): Promise<void> => showing(undoLabel())
export const redo = (): Promise<void> => showing(redoLabel())

/** Shows a track of the list, or says why it can't. */
export async function selectTrack(track: number, number: number): Promise<void> {
  try {
    if (await goToTrack(track)) return
    say(`Track ${number} is not in this queue. Change the filter in Library to judge it.`)
  } catch (error) {
    sayError(error)
  }
}
