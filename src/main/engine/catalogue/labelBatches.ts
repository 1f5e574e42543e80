/**
 * Batches of revisions and the order in which they are undone. An edit is undoable until the next edit after its undo;
 * of the edits that are done the latest is undone first, of the undone ones the earliest is redone first, so one word
 * a batch holds both stacks and they outlive the process.
 */
import type { Label } from '../../../shared/words.ts'
import type { Connection } from './connection.ts'
import type { BatchAbout } from './labelText.ts'

/** Tracks that a change names; it counts all. */
const named = 1000

export function createLabelBatches({ clock, columns, db }: Connection) {
  db.exec('CREATE TEMP TABLE chosen (track INTEGER PRIMARY KEY)')
  const clearChosen = db.prepare('DELETE FROM temp.chosen')
  const addChosen = db.prepare<[number]>('INSERT OR IGNORE INTO temp.chosen (track) VALUES (?)')
  const selectMissing = db
    .prepare<[], number>(
      'SELECT track FROM temp.chosen WHERE NOT EXISTS (SELECT 1 FROM tracks WHERE id = track) LIMIT 1',
    )
    .pluck()
  const insertBatch = db.prepare<[string, string, number, string | null]>(
    'INSERT INTO label_batches (author, reason, at, undone) VALUES (?, ?, ?, ?)',
  )
  // CROSS JOIN: always from the few chosen to the many tracks, whatever the planner thinks of an empty table.
  const selectAnyChange = db
    .prepare<[Label | null], number>(
      'SELECT EXISTS (SELECT 1 FROM temp.chosen CROSS JOIN tracks ON id = track WHERE label IS NOT ?)',
    )
    .pluck()
  const insertEdits = db.prepare<[number, Label | null, Label | null]>(
    `INSERT INTO label_revisions (batch, track, from_label, to_label)
       SELECT ?, id, label, ? FROM temp.chosen CROSS JOIN tracks ON id = track WHERE label IS NOT ?`,
  )
  const insertReverse = db.prepare<[number, number]>(
    `INSERT INTO label_revisions (batch, track, from_label, to_label)
       SELECT ?, track, to_label, from_label FROM label_revisions WHERE batch = ?`,
  )
  const insertRepeat = db.prepare<[number, number]>(
    `INSERT INTO label_revisions (batch, track, from_label, to_label)
       SELECT ?, track, from_label, to_label FROM label_revisions WHERE batch = ?`,
  )
  const applyToTracks = db.prepare<[number]>(
    'UPDATE tracks SET label = to_label FROM label_revisions WHERE batch = ? AND track = tracks.id',
  )
  const selectChanged = db
    .prepare<[number], [number, Label | null]>(
      'SELECT track, to_label FROM label_revisions WHERE batch = ? ORDER BY track',
    )
    .raw() as unknown as { iterate(batch: number): Iterable<[number, Label | null]> }
  const mark = db.prepare<[string, number]>('UPDATE label_batches SET undone = ? WHERE id = ?')
  const dropUndone = db.prepare("UPDATE label_batches SET undone = 'for ever' WHERE undone = 'yes'")
  const selectDone = db
    .prepare<[], number | null>("SELECT max(id) FROM label_batches WHERE undone = 'no'")
    .pluck()
  const selectUndone = db
    .prepare<[], number | null>("SELECT min(id) FROM label_batches WHERE undone = 'yes'")
    .pluck()
  const selectAbout = db.prepare<
    [number],
    { at: number; changed: number; uniform: number; label: Label | null; number: number }
  >(
    `SELECT at, count(*) AS changed, 
       min(coalesce(to_label, '')) = max(coalesce(to_label, '')) AS uniform, min(to_label) AS label,
       (SELECT number FROM tracks WHERE id = (SELECT min(track) FROM label_revisions WHERE batch = b.id)) AS number
     FROM label_batches b JOIN label_revisions ON batch = b.id WHERE b.id = ?`,
  )
  const selectTracks = db
    .prepare<[number], number>(
      `SELECT track FROM label_revisions WHERE batch = ? ORDER BY track LIMIT ${named}`,
    )
    .pluck()

  const begin = (author: string, reason: string, undone: string | null) =>
    Number(insertBatch.run(author, reason, clock(), undone).lastInsertRowid)

  function settle(batch: number): number {
    applyToTracks.run(batch)
    for (const [track, label] of selectChanged.iterate(batch)) columns.setLabel(track, label)
    return batch
  }

  return {
    /** Names the tracks of the next edit. Returns the id of one that does not exist. */
    choose(tracks: readonly number[]): number | undefined {
      clearChosen.run()
      for (const track of tracks) addChosen.run(track)
      return selectMissing.get()
    },
    /** undefined = every chosen track has the label already. Else what was undone can't be redone any more. */
    edit(label: Label | null, author: string, reason: string): number | undefined {
      if (selectAnyChange.get(label) === 0) return undefined
      dropUndone.run()
      const batch = begin(author, reason, 'no')
      insertEdits.run(batch, label, label)
      return settle(batch)
    },
    reverse(target: number, author: string): number {
      const batch = begin(author, 'undo', null)
      insertReverse.run(batch, target)
      mark.run('yes', target)
      return settle(batch)
    },
    repeat(target: number, author: string): number {
      const batch = begin(author, 'redo', null)
      insertRepeat.run(batch, target)
      mark.run('no', target)
      return settle(batch)
    },
    latestDone: () => selectDone.get() ?? undefined,
    nextUndone: () => selectUndone.get() ?? undefined,
    about(batch: number): BatchAbout & { at: number; tracks: number[] } {
      const { uniform, label, ...about } = selectAbout.get(batch)!
      const same = uniform === 1
      return { ...about, uniform: same, label: same ? label : null, tracks: selectTracks.all(batch) }
    },
  }
}
