/** Tracks: their rows, their boxes, and lists of them. */
import type { TrackSort } from '../../../shared/contract/tracks.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { packDetections, summarise } from '../base/detections.ts'
import type { Connection } from './connection.ts'
import { countFacets } from './facets.ts'
import { compileFilter, matchingRows } from './filter.ts'
import { keyOf, sortRows } from './order.ts'
import type { NewTrack } from './records.ts'
import type { TrackRepository } from './repositories.ts'
import { createTrackReader } from './trackReader.ts'

export function createTracks(connection: Connection): TrackRepository {
  const { columns, db } = connection
  const reader = createTrackReader(db)
  const addMany = trackWriter(connection)
  const count = db.prepare<[], number>('SELECT count(*) FROM tracks').pluck()
  return {
    ...reader,
    addMany,
    ids(filter, sort) {
      const rows = matchingRows(columns.fresh().length, compileFilter(filter, columns, db))
      return sortRows(rows, keyOf(columns, sort.by), sort.descending).map((row) => columns.ids[row]!)
    },
    sortValues(ids, sort: TrackSort) {
      const key = keyOf(columns.fresh(), sort.by)
      return ids.map((id) => {
        const row = columns.rowOf(id)
        const value = row < 0 ? Number.NaN : key(row)
        return Number.isNaN(value) ? null : value
      })
    },
    facets: (filter) => countFacets(columns.fresh(), compileFilter(filter, columns, db)),
    countByVideo(filter) {
      const { length, videos } = columns.fresh()
      const counts = new Map<number, number>()
      for (const row of matchingRows(length, compileFilter(filter, columns, db)))
        counts.set(videos[row]!, (counts.get(videos[row]!) ?? 0) + 1)
      return counts
    },
    count: () => count.get() ?? 0,
  }
}

function trackWriter({ db, write, clock, columns }: Connection): TrackRepository['addMany'] {
  const insertTrack = db.prepare(
    `INSERT INTO tracks (video, source, number, label, truth, first, last, boxes, gaps, width, height, detector)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertBoxes = db.prepare('INSERT INTO detections (track, rows) VALUES (?, ?)')
  const insertBatch = db.prepare('INSERT INTO label_batches (author, reason, at) VALUES (?, ?, ?)')
  const insertRevision = db.prepare('INSERT INTO label_revisions (batch, track, to_label) VALUES (?, ?, ?)')

  function add(track: NewTrack): number {
    const { boxes, detector, first, gaps, height, last, width } = summarise(track.detections)
    const { label, number, source, truth, video } = track
    try {
      const added = insertTrack.run(
        video,
        source,
        number,
        label,
        truth,
        first,
        last,
        boxes,
        gaps,
        width,
        height,
        detector,
      )
      const id = Number(added.lastInsertRowid)
      insertBoxes.run(id, packDetections(track.detections))
      return id
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error
      const hint = 'Give each track of a video a number of its own.'
      throw new TracksieveError(
        'CONFLICT',
        `Track ${number} is there twice in its video.`,
        hint,
        false,
        error,
      )
    }
  }

  return (tracks, author, reason) =>
    write(() => {
      const ids = tracks.map(add)
      if (tracks.some(({ label }) => label !== null)) {
        // Not to be undone: taking the labels away again is removing the source.
        const batch = insertBatch.run(author, reason, clock()).lastInsertRowid
        for (const [i, { label }] of tracks.entries())
          if (label !== null) insertRevision.run(batch, ids[i], label)
      }
      columns.grew()
      return ids
    })
}
