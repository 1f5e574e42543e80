/** Where videos and tracks came from: one generated set or one import each. */
import type { Connection } from './connection.ts'
import type { SourceRecord } from './records.ts'
import type { SourceRepository } from './repositories.ts'
import { fold } from './search.ts'

interface SourceRow {
  id: number
  name: string
  kind: SourceRecord['kind']
  detail: string
  created_at: number
}

const toRecord = (row: SourceRow): SourceRecord => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  detail: row.detail,
  createdAt: row.created_at,
})

export function createSources({ db, write, clock, columns }: Connection): SourceRepository {
  const insert = db.prepare(
    'INSERT INTO sources (name, folded, kind, detail, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const select = db.prepare<[number], SourceRow>('SELECT * FROM sources WHERE id = ?')
  const selectAll = db.prepare<[], SourceRow & { videos: number; tracks: number }>(
    `SELECT *, (SELECT count(*) FROM videos WHERE source = sources.id) AS videos,
       (SELECT count(*) FROM tracks WHERE source = sources.id) AS tracks FROM sources ORDER BY id`,
  )
  const countJudged = db
    .prepare<[number], number>(
      `SELECT count(DISTINCT track) FROM tracks JOIN label_revisions ON track = tracks.id
         JOIN label_batches ON label_batches.id = batch WHERE source = ? AND reason NOT IN ('import', 'generator')`,
    )
    .pluck()
  // In this order: revisions before their tracks, and only while the source is named in `leaving`.
  const removal = [
    'INSERT INTO leaving (source) VALUES (?)',
    'DELETE FROM label_revisions WHERE track IN (SELECT id FROM tracks WHERE source = ?)',
    'DELETE FROM tracks WHERE source = ?',
    // A film that another source has tracks on stays, and is that source's from now on.
    `UPDATE videos SET source = (SELECT min(tracks.source) FROM tracks WHERE tracks.video = videos.id)
       WHERE source = ? AND EXISTS (SELECT 1 FROM tracks WHERE tracks.video = videos.id)`,
    'DELETE FROM videos WHERE source = ?',
    'DELETE FROM sources WHERE id = ?',
  ].map((sql) => db.prepare<[number]>(sql))
  // A batch whose revisions have all gone has nothing left to undo.
  const dropEmptyBatches = db.prepare(
    `UPDATE label_batches SET undone = 'for ever' WHERE undone IN ('no', 'yes')
       AND NOT EXISTS (SELECT 1 FROM label_revisions WHERE batch = label_batches.id)`,
  )
  return {
    add: ({ name, kind, detail }) =>
      write(() => Number(insert.run(name, fold(name), kind, detail, clock()).lastInsertRowid)),
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    list: () => selectAll.all().map((row) => ({ ...toRecord(row), videos: row.videos, tracks: row.tracks })),
    judged: (id) => countJudged.get(id) ?? 0,
    remove(id) {
      write(() => {
        for (const step of removal) step.run(id)
        dropEmptyBatches.run()
        columns.forget()
      })
    },
  }
}
