/** Clips and films, and what stands on them at a time: lanes and boxes. */
import type { FrameBox, Lane } from '../../../shared/contract/videos.ts'
import { columns as boxColumns, countBoxes, unpackDetections } from '../base/detections.ts'
import type { Connection } from './connection.ts'
import type { VideoRecord } from './records.ts'
import type { VideoRepository } from './repositories.ts'
import { fold } from './search.ts'

interface VideoRow {
  id: number
  source: number
  name: string
  media: VideoRecord['media']
  width: number
  height: number
  frames: number
  fps: number
  clip_kind: VideoRecord['clipKind']
  clip_index: number | null
  film_path: string | null
  film_bytes: number | null
  film_fingerprint: string | null
  tracks: number
}

interface Window {
  video: number
  from: number
  to: number
}

function toRecord(row: VideoRow): VideoRecord {
  const { id, source, name, media, width, height, frames, fps, tracks } = row
  const film =
    row.film_path === null
      ? null
      : { path: row.film_path, bytes: row.film_bytes!, fingerprint: row.film_fingerprint! }
  return {
    id,
    source,
    name,
    media,
    width,
    height,
    frames,
    fps,
    clipKind: row.clip_kind,
    clipIndex: row.clip_index,
    film,
    tracks,
  }
}

function boxesOf(track: number, bytes: Uint8Array, from: number, to: number): FrameBox[] {
  const rows = unpackDetections(bytes)
  const boxes: FrameBox[] = []
  for (let i = 0; i < countBoxes(rows); i += 1) {
    const [frame, x, y, w, h, score] = rows.subarray(i * boxColumns, (i + 1) * boxColumns)
    if (frame! < from) continue
    if (frame! > to) break
    boxes.push({
      track,
      frame: frame!,
      x: x!,
      y: y!,
      w: w!,
      h: h!,
      score: Number.isNaN(score!) ? null : score!,
    })
  }
  return boxes
}

export function createVideos({ db, write, columns }: Connection): VideoRepository {
  const insert = db.prepare(
    `INSERT INTO videos (source, name, folded, media, width, height, frames, fps, clip_kind, clip_index, film_path, film_bytes,
       film_fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectSql = 'SELECT *, (SELECT count(*) FROM tracks WHERE video = videos.id) AS tracks FROM videos'
  const select = db.prepare<[number], VideoRow>(`${selectSql} WHERE id = ?`)
  const selectAll = db.prepare<[], VideoRow>(`${selectSql} ORDER BY id`)
  const selectOfSource = db.prepare<[number], VideoRow>(`${selectSql} WHERE source = ? ORDER BY id`)
  const selectPage = db.prepare<[number, number, number], VideoRow>(
    `${selectSql} WHERE source = ? AND id > ? ORDER BY id LIMIT ?`,
  )
  const selectFilm = db.prepare<[string], VideoRow>(
    `${selectSql} WHERE film_fingerprint = ? ORDER BY id LIMIT 1`,
  )
  const move = db.prepare<[string, number]>('UPDATE videos SET film_path = ? WHERE id = ?')
  const count = db.prepare<[], number>('SELECT count(*) FROM videos').pluck()
  const countSources = db
    .prepare<[number], number>('SELECT count(DISTINCT source) FROM tracks WHERE video = ?')
    .pluck()
  const there = 'video = :video AND first <= :to AND last >= :from'
  // The longest are chosen among numbers alone; only they are joined with what the model says.
  const selectLanes = db.prepare<[Window & { most: number }], Lane>(
    `WITH shown AS (SELECT id FROM tracks WHERE ${there}
       ORDER BY min(last, :to) - max(first, :from) DESC, first, id LIMIT :most)
     SELECT tracks.id AS track, source, number, first, last, label, predictions.prediction FROM shown
       JOIN tracks ON tracks.id = shown.id
       LEFT JOIN predictions ON run = (SELECT current_run FROM state) AND track = tracks.id`,
  )
  const countLanes = db.prepare<[Window], number>(`SELECT count(*) FROM tracks WHERE ${there}`).pluck()
  const selectSpans = db
    .prepare<[number], [number, number]>('SELECT first, last FROM tracks WHERE video = ?')
    .raw()
  const selectBoxes = db.prepare<[number, number, number], { track: number; rows: Uint8Array }>(
    `SELECT detections.track, detections.rows FROM tracks JOIN detections ON detections.track = tracks.id
       WHERE video = ? AND first <= ? AND last >= ?`,
  )
  return {
    add: (video) =>
      write(() => {
        const { source, name, media, width, height, frames, fps, clipKind, clipIndex, film } = video
        const place = [film?.path ?? null, film?.bytes ?? null, film?.fingerprint ?? null]
        const added = insert.run(
          source,
          name,
          fold(name),
          media,
          width,
          height,
          frames,
          fps,
          clipKind,
          clipIndex,
          ...place,
        )
        columns.grew()
        return Number(added.lastInsertRowid)
      }),
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    list: () => selectAll.all().map(toRecord),
    ofSource: (source) => selectOfSource.all(source).map(toRecord),
    pageOfSource: (source, after, most) => selectPage.all(source, after, most).map(toRecord),
    findFilm(fingerprint) {
      const row = selectFilm.get(fingerprint)
      return row && toRecord(row)
    },
    setFilmPath(id, path) {
      write(() => move.run(path, id))
    },
    count: () => count.get() ?? 0,
    countSources: (id) => countSources.get(id) ?? 0,
    lanes: (video, from, to, most) => ({
      lanes: selectLanes.all({ video, from, to, most }),
      here: countLanes.get({ video, from, to }) ?? 0,
    }),
    spans: (id) => selectSpans.all(id),
    boxes: (id, from, to) =>
      selectBoxes
        .all(id, to, from)
        .flatMap(({ track, rows }) => boxesOf(track, rows, from, to))
        .sort((a, b) => a.frame - b.frame || a.track - b.track),
  }
}
