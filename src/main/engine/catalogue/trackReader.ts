/** Reading tracks: single ones by key, and all of them in bounded memory. */
import type { TrackRow } from '../../../shared/contract/tracks.ts'
import type { Label, TrackClass } from '../../../shared/words.ts'
import { unpackDetections } from '../base/detections.ts'
import { shownLoss, uncertaintyOf } from './derived.ts'
import type { TrackRecord } from './records.ts'
import type { TrackRepository } from './repositories.ts'
import type { Database } from './sqlite.ts'

interface RecordRow {
  id: number
  video: number
  source: number
  number: number
  label: Label | null
  truth: TrackClass | null
  rows: Uint8Array
}

/** Tracks that `each` holds at a time. */
const chunk = 500

function toRecord({ rows, ...track }: RecordRow): TrackRecord {
  return { ...track, detections: unpackDetections(rows) }
}

const toRow = (row: Omit<TrackRow, 'uncertainty' | 'loss'>): TrackRow => ({
  ...row,
  uncertainty: row.score === null ? null : uncertaintyOf(row.score),
  loss: shownLoss(row.score, row.label),
})

export function createTrackReader(db: Database): Pick<TrackRepository, 'get' | 'row' | 'ofVideo' | 'each'> {
  const recordSql =
    'SELECT id, video, source, number, label, truth, rows FROM tracks JOIN detections ON detections.track = tracks.id'
  const select = db.prepare<[number], RecordRow>(`${recordSql} WHERE id = ?`)
  const selectOfVideo = db.prepare<[number], RecordRow>(
    `${recordSql} WHERE video = ? ORDER BY first, last, id`,
  )
  const selectRow = db.prepare<[number], Omit<TrackRow, 'uncertainty' | 'loss'>>(
    `SELECT tracks.id, video, tracks.source, number, label, prediction, score, boxes, gaps, first, last, detector,
       tracks.width, tracks.height, videos.frames AS videoFrames
     FROM tracks JOIN videos ON videos.id = tracks.video
     LEFT JOIN predictions ON run = (SELECT current_run FROM state) AND track = tracks.id
     WHERE tracks.id = ?`,
  )
  const chunkSql = (where: string) => `${recordSql} WHERE id > ? ${where} ORDER BY id LIMIT ${chunk}`
  const withLabel = `SELECT t.id, video, source, number, t.label, truth, rows
    FROM (SELECT id, label FROM tracks INDEXED BY tracks_labelled WHERE label IS NOT NULL AND id > ? ORDER BY id) t
    JOIN tracks USING (id) JOIN detections ON detections.track = t.id`

  function* each({
    labelled,
    sources,
    afterId = 0,
  }: Parameters<TrackRepository['each']>[0]): Generator<TrackRecord> {
    const ofSources = sources ? `source IN (SELECT value FROM json_each(?))` : ''
    const sql = labelled
      ? `${withLabel} ${ofSources && `WHERE ${ofSources}`} ORDER BY t.id LIMIT ${chunk}`
      : chunkSql(ofSources && `AND ${ofSources}`)
    const statement = db.prepare<unknown[], RecordRow>(sql)
    const wanted = sources ? [JSON.stringify(sources)] : []
    // By key and in chunks: an open cursor would keep the catalogue from being written between two tracks.
    for (let after = afterId; ; ) {
      const rows = statement.all(after, ...wanted)
      for (const row of rows) yield toRecord(row)
      if (rows.length < chunk) return
      after = rows.at(-1)!.id
    }
  }

  return {
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    row(id) {
      const row = selectRow.get(id)
      return row && toRow(row)
    },
    ofVideo: (video) => selectOfVideo.all(video).map(toRecord),
    each,
  }
}
