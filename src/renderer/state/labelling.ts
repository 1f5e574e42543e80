/** Labels from the window: shown at once, stored by the engine, told in the status bar, taken back when refused. */
import type { Catalogue } from '../../shared/contract/catalogue.ts'
import type { Change } from '../../shared/contract/labels.ts'
import type { Label } from '../../shared/words.ts'
import { afterPaint } from './afterPaint.ts'
import { engine } from './engine.ts'
import { importIsPast, importToUndo, undoImport } from './imports.ts'
import { closeToast, errorOf, say, sayError, toast } from './messages.ts'
import { keys, outdate, queryClient } from './queries.ts'
import { type Range, rangesCount, rangesHave } from './ranges.ts'
import { trackRows, useTrackList } from './trackList.ts'

let lastWrite: Promise<unknown> = Promise.resolve()

/** One after the other: an undo pressed right after a verdict must find that verdict, not the one before it. */
function inOrder(write: () => Promise<Change>): Promise<Change> {
  const next = lastWrite.then(write, write)
  lastWrite = next
  return next
}

/** Whether tracks count as judged since the list was opened. */
export function markJudged(tracks: readonly number[], judged: boolean): void {
  const before = useTrackList.getState().labelled
  if (tracks.every((track) => before.has(track) === judged)) return
  const labelled = new Set(before)
  for (const track of tracks) {
    if (judged) labelled.add(track)
    else labelled.delete(track)
  }
  useTrackList.setState({ labelled })
}

function stored(change: Change, judged = true): void {
  importIsPast()
  markJudged(change.tracks, judged)
  // What follows from it is told and asked once the next track, which the same key went to, is on screen.
  afterPaint(() => {
    queryClient.setQueryData<Catalogue | null>(
      keys.catalogue,
      (now) => now && { ...now, labelledAt: change.at },
    )
    outdate('facets', 'catalogue', 'undo', 'history', 'track', 'lanes', 'plan', 'evaluation', 'suspects')
  })
}

/** One verdict: the same words and Undo stand in the status bar. null = it was refused, and the refusal was told. */
export async function labelTrack(track: number, label: Label | null): Promise<Change | null> {
  const shown = trackRows.patch((row) => row.id === track, { label })
  try {
    const change = await inOrder(() => engine.labels.set({ tracks: [track], label }))
    shown.settle()
    stored(change)
    say(change.text, { label, undo: true })
    return change
  } catch (error) {
    shown.takeBack()
    sayError(error, 'The label was not stored and is taken back.')
    return null
  }
}

function tellBulk(change: Change, label: Label | null): void {
  stored(change)
  toast(change.text, { label, action: { title: 'Undo', keys: 'Ctrl+Z', run: () => void undoLabel() } })
}

/** Many at once: one toast, one undo. */
export async function labelRanges(ranges: readonly Range[], label: Label | null): Promise<void> {
  const { list } = useTrackList.getState()
  if (!list || rangesCount(ranges) === 0) return
  const shown = trackRows.patch((_, position) => rangesHave(ranges, position), { label })
  try {
    const pairs = ranges.map(([first, last]): [number, number] => [first, last])
    const change = await inOrder(() => engine.labels.setInList({ list: list.list, ranges: pairs, label }))
    shown.settle()
    tellBulk(change, label)
  } catch (error) {
    shown.takeBack()
    sayError(error, 'The labels were not stored and are taken back.')
  }
}

async function move(act: () => Promise<Change>, judged: boolean): Promise<Change | null> {
  try {
    const change = await inOrder(act)
    closeToast()
    stored(change, judged)
    trackRows.refresh()
    say(change.text, { label: change.label })
    return change
  } catch (error) {
    const { code, message } = errorOf(error)
    // At the end of the history is no fault.
    if (code === 'CONFLICT') say(message)
    else sayError(error, 'Nothing was changed.')
    return null
  }
}

/** Takes the last act back: a label, or the import that came after all of them. */
export async function undoLabel(): Promise<Change | null> {
  const job = importToUndo()
  if (job === null) return move(() => engine.labels.undo(), false)
  await undoImport(job)
  return null
}
export const redoLabel = (): Promise<Change | null> => move(() => engine.labels.redo(), true)
