/** Which tracks of the catalogue an export holds, by sequence. */
import type { TracksExport } from '../../../../shared/contract/exports.ts'
import type { TrackRow } from '../../../../shared/contract/tracks.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'

/** The tracks that one source has on one video: one results file. */
export interface Sequence {
  name: string
  video: number
  rows: TrackRow[]
}

export interface Selection {
  sequences: Sequence[]
  /** Tracks kept, and tracks looked at. */
  tracks: number
  of: number
}

const rowsAtOnce = 1000

function* rowsOf(catalogue: OpenCatalogue, videos: readonly number[] | null): Generator<TrackRow> {
  const filter = videos ? { videos: [...videos] } : {}
  const ids = catalogue.tracks.ids(filter, { by: 'number', descending: false })
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    yield* catalogue.tracks.rows([...ids.subarray(from, from + rowsAtOnce)])
  }
}

/** Judged by the label, and by the run's prediction where there is none. */
const hasClass = (row: TrackRow, only: TracksExport['only']): boolean =>
  only === null || only.some((wanted) => wanted === (row.label ?? row.prediction))

function refuseUnscored(catalogue: OpenCatalogue, unscored: number): void {
  if (catalogue.runs.current() === null) {
    const hint = 'Train a model, or choose a run to show, before filtering by score.'
    throw new TracksieveError('CONFLICT', 'No run’s scores are shown, so nothing can be kept by score.', hint)
  }
  if (unscored === 0) return
  const what = `${unscored} ${unscored === 1 ? 'track has' : 'tracks have'} no score of the run that is shown.`
  throw new TracksieveError('CONFLICT', what, 'Show the run again, so that it scores them, then export.')
}

function nameOf(catalogue: OpenCatalogue, source: number, video: number): string {
  const record = catalogue.sources.get(source)!
  if (record.kind === 'imported') return record.name
  return `${record.name}/${catalogue.videos.get(video)!.name}`
}

/** Throws NOT_FOUND for a video that is not there, CONFLICT where scores are asked for and missing. */
export function selectTracks(catalogue: OpenCatalogue, wanted: TracksExport): Selection {
  const missing = wanted.videos?.find((video) => !catalogue.videos.get(video))
  if (missing !== undefined) {
    throw new TracksieveError(
      'NOT_FOUND',
      `There is no video ${missing} in this catalogue.`,
      'Choose one of its videos.',
    )
  }
  const sequences = new Map<string, Sequence>()
  let tracks = 0
  let of = 0
  let unscored = 0
  for (const row of rowsOf(catalogue, wanted.videos)) {
    of += 1
    if (wanted.threshold !== null && row.score === null) unscored += 1
    if (wanted.threshold !== null && !(row.score !== null && row.score >= wanted.threshold)) continue
    if (!hasClass(row, wanted.only)) continue
    const key = `${row.source}/${row.video}`
    let sequence = sequences.get(key)
    if (!sequence) {
      sequence = { name: nameOf(catalogue, row.source, row.video), video: row.video, rows: [] }
      sequences.set(key, sequence)
    }
    sequence.rows.push(row)
    tracks += 1
  }
  if (wanted.threshold !== null) refuseUnscored(catalogue, unscored)
  return { sequences: [...sequences.values()], tracks, of }
}
