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

type EachOptions = Parameters<TrackRepository['each']>[0]

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

export function createTrackReader(
  db: Database,
): Pick<TrackRepository, 'get' | 'row' | 'rows' | 'ofVideo' | 'each'> {
  const recordSql = (hint = '') =>
    `SELECT id, video, source, number, label, truth, rows FROM tracks ${hint} JOIN detections ON detections.track = tracks.id`
  const select = db.prepare<[number], RecordRow>(`${recordSql()} WHERE id = ?`)
  const selectOfVideo = db.prepare<[number], RecordRow>(
    `${recordSql()} WHERE video = ? ORDER BY first, last, id`,
  )
  // One statement for all: each statement alone costs more than the rows it reads.
  const selectRows = db.prepare<[string], Omit<TrackRow, 'uncertainty' | 'loss'>>(
    `SELECT tracks.id, video, tracks.source, number, label, prediction, score,
       (SELECT spread FROM disagreements WHERE run = (SELECT current_run FROM state) AND track = tracks.id) AS disagreement, boxes, gaps, first, last, detector,
       tracks.width, tracks.height, videos.frames AS videoFrames, videos.name AS videoName,
       videos.media
     FROM tracks JOIN videos ON videos.id = tracks.video
     LEFT JOIN predictions ON run = (SELECT current_run FROM state) AND track = tracks.id
     WHERE tracks.id IN (SELECT value FROM json_each(?))`,
  )

  function* each({ labelled, sources, afterId = 0 }: EachOptions): Generator<TrackRecord> {
    const wanted = sources ? [JSON.stringify(sources)] : []
    const statement = db.prepare<unknown[], RecordRow>(
      `${recordSql('NOT INDEXED')} WHERE id > ? ${labelled ? 'AND label IS NOT NULL' : ''}
        ${sources ? 'AND source IN (SELECT value FROM json_each(?))' : ''} ORDER BY id LIMIT ${chunk}`,
    )
    // By key and in chunks: an open cursor would keep the catalogue from being written between two tracks.
    for (let after = afterId; ; ) {
      const rows = statement.all(after, ...wanted)
      for (const row of rows) yield toRecord(row)
      if (rows.length < chunk) return
      after = rows.at(-1)!.id
    }
  }

  function rows(ids: readonly number[]): TrackRow[] {
    const found = new Map(selectRows.all(JSON.stringify(ids)).map((row) => [row.id, toRow(row)]))
    return ids.map((id) => found.get(id)).filter((row) => row !== undefined)
  }

  return {
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    row: (id) => rows([id])[0],
    rows,
    ofVideo: (video) => selectOfVideo.all(video).map(toRecord),
    each,
  }
}
