/** Labels: append-only revisions in batches; undo and redo are batches of their own. */
import type { Change } from '../../../shared/contract/labels.ts'
import type { Revision } from '../../../shared/contract/tracks.ts'
import { type Label, labels } from '../../../shared/words.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { createLabelBatches } from './labelBatches.ts'
import { describe, unchanged } from './labelText.ts'
import type { LabelRepository } from './repositories.ts'

const revisionSql = `SELECT r.id, r.batch, r.track, t.number, r.from_label AS "from", r.to_label AS "to", b.author, b.reason, b.at
  FROM label_revisions r JOIN label_batches b ON b.id = r.batch JOIN tracks t ON t.id = r.track`

export function createLabels(connection: Connection): LabelRepository {
  const { db, write } = connection
  const batches = createLabelBatches(connection)
  const selectHistory = db.prepare<[number], Revision>(`${revisionSql} WHERE r.track = ? ORDER BY r.id`)
  const selectRecent = db.prepare<[number], Revision>(`${revisionSql} ORDER BY r.id DESC LIMIT ?`)
  const selectNumber = db.prepare<[number], number>('SELECT number FROM tracks WHERE id = ?').pluck()
  const countByLabel = db.prepare<[], { label: Label; n: number }>(
    'SELECT label, count(*) AS n FROM tracks INDEXED BY tracks_labelled WHERE label IS NOT NULL GROUP BY label',
  )
  const countTracks = db.prepare<[], number>('SELECT count(*) FROM tracks').pluck()
  const selectLast = db
    .prepare<[], number | null>('SELECT at FROM label_batches ORDER BY id DESC LIMIT 1')
    .pluck()

  function change(batch: number, prefix = ''): Change {
    const about = batches.about(batch)
    const { at, changed, label, tracks } = about
    return { batch, changed, label, text: prefix + describe(about), tracks, at }
  }

  function step(undone: 'undo' | 'redo', author: string): Change | undefined {
    return write(() => {
      const target = undone === 'undo' ? batches.latestDone() : batches.nextUndone()
      if (target === undefined) return undefined
      const batch = undone === 'undo' ? batches.reverse(target, author) : batches.repeat(target, author)
      const { at, changed, label, tracks } = batches.about(batch)
      const text = `${undone === 'undo' ? 'Undone' : 'Redone'}: ${describe(batches.about(target))}`
      return { batch, changed, label, text, tracks, at }
    })
  }

  return {
    set: (tracks, label, author, reason) =>
      write(() => {
        const missing = batches.choose(tracks)
        if (missing !== undefined)
          throw new TracksieveError(
            'NOT_FOUND',
            `There is no track with id ${missing}.`,
            'Open the list again.',
            true,
          )
        const batch = batches.edit(label, author, reason)
        if (batch !== undefined) return change(batch)
        const number = selectNumber.get(tracks[0] ?? 0)
        return {
          batch: null,
          changed: 0,
          label,
          text: unchanged(tracks.length, number, label),
          tracks: [],
          at: connection.clock(),
        }
      }),
    undo: (author) => step('undo', author),
    redo: (author) => step('redo', author),
    undoState() {
      const [undo, redo] = [batches.latestDone(), batches.nextUndone()]
      return {
        undo: undo === undefined ? null : describe(batches.about(undo)),
        redo: redo === undefined ? null : describe(batches.about(redo)),
      }
    },
    history: (track) => selectHistory.all(track),
    recent: (limit) => selectRecent.all(limit),
    counts() {
      const labelled = new Map(countByLabel.all().map(({ label, n }) => [label, n]))
      const counts = Object.fromEntries(labels.map((label) => [label, labelled.get(label) ?? 0])) as Record<
        Label,
        number
      >
      const all = [...labelled.values()].reduce((sum, n) => sum + n, 0)
      return { ...counts, none: (countTracks.get() ?? 0) - all }
    },
    lastAt: () => selectLast.get() ?? null,
  }
}
