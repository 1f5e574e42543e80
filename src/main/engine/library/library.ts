/** The library's face: lists of tracks, one track in full, labels, videos. Answers `tracks`, `labels` and `videos`. */
import type { Change } from '../../../shared/contract/labels.ts'
import type {
  FacetCounts,
  Revision,
  ShownPage,
  Track,
  TrackFilter,
  TrackList,
  TrackRow,
  TrackSort,
} from '../../../shared/contract/tracks.ts'
import type { FrameBox, Lane, Video } from '../../../shared/contract/videos.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { Label } from '../../../shared/words.ts'
import type { VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts } from '../jobs/types.ts'
import { filmProblem } from './film.ts'
import { createLists, goneList, type Lists } from './lists.ts'
import { evenly, idsInRanges } from './positions.ts'
import { presence } from './presence.ts'
import { scoreLine } from './scoreLines.ts'
import { toTrack } from './track.ts'

/** Places that the scroller beside a list names. */
const ticks = 24
/** Frames that one call may ask boxes of. */
const mostFrames = 500

export function createLibraryFace(parts: Pick<EngineParts, 'catalogue' | 'author'>) {
  const lists = createLists<OpenCatalogue>()
  return { tracks: trackRoutes(parts, lists), labels: labelRoutes(parts, lists), videos: videoRoutes(parts) }
}

type Parts = Parameters<typeof createLibraryFace>[0]

function trackRoutes(parts: Parts, lists: Lists<OpenCatalogue>) {
  return {
    open({ filter, sort, show }: { filter: TrackFilter; sort: TrackSort; show?: ShownPage }): TrackList {
      const catalogue = parts.catalogue()
      const ids = catalogue.tracks.ids(filter, sort)
      const positions = evenly(ids.length, ticks)
      const ticked = positions.map((position) => ids[position]!)
      const values = catalogue.tracks.sortValues(ticked, sort)
      return {
        list: lists.add(catalogue, ids),
        total: ids.length,
        ticks: positions.map((position, i) => ({ position, value: values[i] ?? null })),
        ...(show && { shown: shownPage(catalogue, ids, show) }),
      }
    },
    page({ list, start, count }: { list: string; start: number; count: number }): TrackRow[] {
      const catalogue = parts.catalogue()
      const ids = [...lists.get(catalogue, list).subarray(start, start + count)]
      const rows = catalogue.tracks.rows(ids)
      // Its source was removed under the list: positions would no longer mean what they say.
      if (rows.length < ids.length) throw goneList()
      return rows
    },
    find({ list, track }: { list: string; track: number }): { position: number | null } {
      const position = lists.get(parts.catalogue(), list).indexOf(track)
      return { position: position < 0 ? null : position }
    },
    facets: ({ filter }: { filter: TrackFilter }): FacetCounts => parts.catalogue().tracks.facets(filter),
    get({ track }: { track: number }): Track {
      const { labels, predictions, runs, tracks } = parts.catalogue()
      const [row, record] = [tracks.row(track), tracks.get(track)]
      if (!row || !record)
        throw new TracksieveError('NOT_FOUND', `There is no track with id ${track}.`, 'Open the list again.')
      const run = runs.current()
      const prediction = run === null ? undefined : predictions.get(run, track)
      const { detections, truth } = record
      return toTrack({ row, truth, detections, run, prediction, history: labels.history(track) })
    },
    scoreLines({ tracks: ids }: { tracks: number[] }): { track: number; points: (number | null)[] }[] {
      const { predictions, runs, tracks } = parts.catalogue()
      const run = runs.current()
      if (run === null) return []
      return ids.flatMap((track) => {
        const [record, prediction] = [tracks.get(track), predictions.get(run, track)]
        return record && prediction
          ? [{ track, points: scoreLine(record.detections, prediction.stepScores) }]
          : []
      })
    },
  }
}

function shownPage({ tracks }: OpenCatalogue, ids: Int32Array, { track, position, count }: ShownPage) {
  const found = track === null ? -1 : ids.indexOf(track)
  const place = found >= 0 ? found : Math.max(0, Math.min(position, ids.length - 1))
  const start = Math.floor(place / count) * count
  return { position: place, start, rows: tracks.rows([...ids.subarray(start, start + count)]) }
}

function labelRoutes(parts: Parts, lists: Lists<OpenCatalogue>) {
  const set = (tracks: readonly number[], label: Label | null): Change =>
    parts.catalogue().labels.set(tracks, label, parts.author(), tracks.length > 1 ? 'bulk' : 'verdict')
  const nothing = (what: 'undo' | 'redo') => new TracksieveError('CONFLICT', `There is nothing to ${what}.`)
  return {
    set: ({ tracks, label }: { tracks: number[]; label: Label | null }): Change => set(tracks, label),
    setInList(input: { list: string; ranges: [number, number][]; label: Label | null }): Change {
      return set(idsInRanges(lists.get(parts.catalogue(), input.list), input.ranges), input.label)
    },
    undo(): Change {
      const change = parts.catalogue().labels.undo(parts.author())
      if (!change) throw nothing('undo')
      return change
    },
    redo(): Change {
      const change = parts.catalogue().labels.redo(parts.author())
      if (!change) throw nothing('redo')
      return change
    },
    undoState: () => parts.catalogue().labels.undoState(),
    recent: ({ limit }: { limit: number }): Revision[] => parts.catalogue().labels.recent(limit),
  }
}

function toVideo({ clipIndex: _, film, ...video }: VideoRecord): Video {
  return { ...video, mediaProblem: filmProblem(film) }
}

interface LanesAsked {
  video: number
  from: number
  to: number
  most: number
}

function videoRoutes(parts: Parts) {
  function known(video: number): VideoRecord {
    const record = parts.catalogue().videos.get(video)
    if (!record)
      throw new TracksieveError('NOT_FOUND', `There is no video with id ${video}.`, 'Open the list again.')
    return record
  }
  return {
    get: ({ video }: { video: number }): Video => ({
      ...toVideo(known(video)),
      sources: parts.catalogue().videos.countSources(video),
    }),
    ofSource: ({ source, after, count }: { source: number; after: number; count: number }): Video[] =>
      parts.catalogue().videos.pageOfSource(source, after, count).map(toVideo),
    list: (): Video[] => parts.catalogue().videos.list().map(toVideo),
    lanes({ video, from, to, most }: LanesAsked): { lanes: Lane[]; here: number } {
      return parts.catalogue().videos.lanes(known(video).id, from, to, most)
    },
    presence({ video }: { video: number }): number[] {
      const { id, frames } = known(video)
      return presence(parts.catalogue().videos.spans(id), frames)
    },
    boxes({ video, from, to }: { video: number; from: number; to: number }): FrameBox[] {
      if (to < from || to - from >= mostFrames)
        throw new TracksieveError(
          'VALIDATION',
          `Boxes of frames ${from} to ${to} were asked for.`,
          `Ask for 1 to ${mostFrames} frames at a time, the first one first.`,
        )
      return parts.catalogue().videos.boxes(known(video).id, from, to)
    },
  }
}
