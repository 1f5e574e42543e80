/** Labelled tracks out of the catalogue, a chunk at a time so that the engine goes on answering. */
import { setImmediate } from 'node:timers/promises'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { TrackCrops } from '../pixels/trackCrops.ts'
import type { PlannedTrack } from './plan.ts'
import { type TableTrack, type TrackTable, tableOf } from './trackTable.ts'

const chunk = 1000

/** All tracks, or the labelled ones (of some sources), by rising id. */
export async function eachTrack(
  catalogue: OpenCatalogue,
  options: { labelled: boolean; sources?: number[] },
  use: (track: TrackRecord) => void,
): Promise<void> {
  let seen = 0
  for (const track of catalogue.tracks.each(options)) {
    use(track)
    seen += 1
    if (seen % chunk === 0) await setImmediate()
  }
}

export async function labelledTracks(catalogue: OpenCatalogue, sources?: number[]): Promise<PlannedTrack[]> {
  for (const source of sources ?? [])
    if (!catalogue.sources.get(source))
      throw new TracksieveError('NOT_FOUND', `There is no source ${source}.`, 'Choose the sources again.')
  const tracks: PlannedTrack[] = []
  await eachTrack(catalogue, { labelled: true, sources }, ({ id, video, source, label }) =>
    tracks.push({ id, video, source, label: label! }),
  )
  return tracks
}

/** Videos by id, read once each. */
export function videoReader(catalogue: OpenCatalogue): (id: number) => VideoRecord {
  const known = new Map<number, VideoRecord>()
  return (id) => {
    const video = known.get(id) ?? catalogue.videos.get(id)
    if (!video)
      throw new TracksieveError('NOT_FOUND', `There is no video ${id}.`, 'It may have been removed.')
    known.set(id, video)
    return video
  }
}

/** Tracks as the learning thread takes them; `crops` of each, for models that look at pixels; `classes`, for heads that learn them. */
export function toTable(
  tracks: readonly TrackRecord[],
  videoOf: (id: number) => VideoRecord,
  crops?: ReadonlyMap<number, TrackCrops>,
  classes?: ReadonlyMap<number, string>,
): TrackTable {
  return tableOf(
    tracks.map(({ id, video, detections, label }): TableTrack => {
      const { width, height } = videoOf(video)
      return {
        id,
        video,
        frame: { width, height },
        detections,
        label,
        crops: crops?.get(id),
        class: classes?.get(id) ?? null,
      }
    }),
  )
}
