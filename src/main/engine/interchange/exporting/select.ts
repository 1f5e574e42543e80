/** Which tracks of the catalogue an export holds, by sequence. */
import { setImmediate } from 'node:timers/promises'
import type { TracksExport } from '../../../../shared/contract/exports.ts'
import type { TrackFilter, TrackRow } from '../../../../shared/contract/tracks.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { stopIfCancelled } from '../refusal.ts'

export interface Selection {
  /** Kept tracks by number; their order in a list. */
  ids: number[]
  /** Tracks looked at. */
  of: number
}

/** The tracks that one source has on one video: one results file. */
export interface Sequence {
  name: string
  video: number
  rows: TrackRow[]
}

const within = (videos: readonly number[] | null): TrackFilter => (videos ? { videos: [...videos] } : {})

function idsOf(catalogue: OpenCatalogue, filter: TrackFilter): number[] {
  return [...catalogue.tracks.ids(filter, { by: 'number', descending: false })]
}

function refuseUnscored(catalogue: OpenCatalogue, videos: readonly number[] | null): void {
  if (catalogue.runs.current() === null) {
    const hint = 'Train a model, or choose a run to show, before filtering by score.'
    throw new TracksieveError('CONFLICT', 'No run’s scores are shown, so nothing can be kept by score.', hint)
  }
  const unscored = idsOf(catalogue, { ...within(videos), predictions: ['none'] }).length
  if (unscored === 0) return
  const what = `${unscored} ${unscored === 1 ? 'track has' : 'tracks have'} no score of the run that is shown.`
  throw new TracksieveError('CONFLICT', what, 'Show the run again, so that it scores them, then export.')
}

/** Judged by the label, and by the run's prediction where there is none. */
function ofClasses(
  catalogue: OpenCatalogue,
  filter: TrackFilter,
  only: NonNullable<TracksExport['only']>,
): number[] {
  const labelled = idsOf(catalogue, { ...filter, labels: only })
  const others = idsOf(catalogue, { ...filter, labels: ['none'], predictions: only })
  return [...labelled, ...others]
}

/** Throws NOT_FOUND for a video that is not there, CONFLICT where scores are asked for and missing. */
export function selectTracks(catalogue: OpenCatalogue, { videos, threshold, only }: TracksExport): Selection {
  const missing = videos?.find((video) => !catalogue.videos.get(video))
  if (missing !== undefined) {
    const hint = 'Choose one of its videos.'
    throw new TracksieveError('NOT_FOUND', `There is no video ${missing} in this catalogue.`, hint)
  }
  if (threshold !== null) refuseUnscored(catalogue, videos)
  const filter: TrackFilter = { ...within(videos), ...(threshold === null ? {} : { score: [threshold, 1] }) }
  const ids = only === null ? idsOf(catalogue, filter) : ofClasses(catalogue, filter, only)
  return { ids, of: idsOf(catalogue, within(videos)).length }
}

function nameOf(catalogue: OpenCatalogue, source: number, video: number): string {
  const record = catalogue.sources.get(source)!
  if (record.kind === 'imported') return record.name
  return `${record.name}/${catalogue.videos.get(video)!.name}`
}

const rowsAtOnce = 200

/** The tracks in full, by sequence; lets other work through while it reads. */
export async function groupBySequence(
  catalogue: OpenCatalogue,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<Sequence[]> {
  const sequences = new Map<string, Sequence>()
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    await setImmediate()
    stopIfCancelled(signal)
    for (const row of catalogue.tracks.rows(ids.slice(from, from + rowsAtOnce))) {
      const key = `${row.source}/${row.video}`
      const sequence = sequences.get(key)
      if (sequence) sequence.rows.push(row)
      else
        sequences.set(key, { name: nameOf(catalogue, row.source, row.video), video: row.video, rows: [row] })
    }
  }
  return [...sequences.values()]
}
