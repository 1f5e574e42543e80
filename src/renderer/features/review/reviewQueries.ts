/** What Review asks of one track and of its video; asked ahead for the next tracks of the queue. */
import { useQuery } from '@tanstack/react-query'
import type { Track } from '../../../shared/contract/tracks.ts'
import type { FrameBox, Lane, Video } from '../../../shared/contract/videos.ts'
import { engine } from '../../state/engine.ts'
import type { Catalogue } from '../../../shared/contract/catalogue.ts'
import { keys, queryClient } from '../../state/queries.ts'
import { type Axis, fitTrack } from './bands/axis.ts'

/** Ids mean something within one catalogue only. */
export const catalogueFolder = (): string =>
  queryClient.getQueryData<Catalogue | null>(keys.catalogue)?.folder ?? ''

const trackQuery = (track: number) => ({
  queryKey: [...keys.track, catalogueFolder(), track],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Track> => engine.tracks.get({ track }, { signal }),
})

const videoQuery = (video: number) => ({
  queryKey: [...keys.videos, catalogueFolder(), video],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Video> => engine.videos.get({ video }, { signal }),
})

export interface LanesHere {
  readonly lanes: Lane[]
  /** How many tracks there are; more than `lanes` where a window is crowded. */
  readonly here: number
}

/** More bars than these nobody can tell apart. */
const mostBars = 1000
const mostLanes = 5000

const lanesQuery = (video: number, { from, to }: Axis, most: number) => ({
  queryKey: [...keys.lanes, catalogueFolder(), video, from, to, most],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<LanesHere> =>
    engine.videos.lanes({ video, from, to, most }, { signal }),
  // What was there stays while the window moves, within one video.
  placeholderData: (
    before: LanesHere | null | undefined,
    query: { queryKey: readonly unknown[] } | undefined,
  ) => (query?.queryKey[2] === video ? (before ?? undefined) : undefined),
})

/** Windows come in steps, so that moving one asks seldom. */
function inSteps({ from, to }: Axis): Axis {
  const step = 2 ** Math.ceil(Math.log2(Math.max(32, (to - from + 1) / 2)))
  return { from: Math.floor(from / step) * step, to: Math.ceil((to + 1) / step) * step - 1 }
}

const presenceQuery = (video: number) => ({
  queryKey: [...keys.presence, catalogueFolder(), video],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<number[]> =>
    engine.videos.presence({ video }, { signal }),
})

/** Boxes come in blocks of so many frames, and the tracks that they are of. */
const block = 100
const blockOf = (frame: number): Axis => {
  const from = Math.floor(frame / block) * block
  return { from, to: from + block - 1 }
}
export type BoxesByFrame = ReadonlyMap<number, FrameBox[]>

const boxesQuery = (video: number, frame: number) => {
  const { from, to } = blockOf(frame)
  return {
    queryKey: ['boxes', catalogueFolder(), video, from],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<BoxesByFrame> => {
      const boxes = await engine.videos.boxes({ video, from, to }, { signal })
      return Map.groupBy(boxes, (box) => box.frame)
    },
  }
}

const nothing = { queryKey: ['nothing'], queryFn: () => Promise.resolve(null), enabled: false }

export const useTrack = (track: number | undefined) =>
  useQuery<Track | null>(track === undefined ? nothing : trackQuery(track))
export const useVideo = (video: number | undefined) =>
  useQuery<Video | null>(video === undefined ? nothing : videoQuery(video))
/** Tracks of the bands' window: those that can be drawn. */
export const useLanes = (video: number | undefined, axis: Axis) =>
  useQuery<LanesHere | null>(video === undefined ? nothing : lanesQuery(video, inSteps(axis), mostBars))
/** Tracks that have boxes around a frame. */
export const useTracksAt = (video: number | undefined, frame: number) =>
  useQuery<LanesHere | null>(video === undefined ? nothing : lanesQuery(video, blockOf(frame), mostLanes))
export const usePresence = (video: number | undefined) =>
  useQuery<number[] | null>(video === undefined ? nothing : presenceQuery(video))
export const useBoxes = (video: number | undefined, frame: number) =>
  useQuery<BoxesByFrame | null>(video === undefined ? nothing : boxesQuery(video, frame))

/** What was asked before and still holds. */
export const knownTrack = (track: number): Track | undefined =>
  queryClient.getQueryData<Track>(trackQuery(track).queryKey)
export const knownVideo = (video: number): Video | undefined =>
  queryClient.getQueryData<Video>(videoQuery(video).queryKey)

/** All of a track that its opening needs, so that it opens at once. */
export async function prepareTrack(track: number, video: number): Promise<{ track: Track; video: Video }> {
  const [full, about] = await Promise.all([
    queryClient.ensureQueryData(trackQuery(track)),
    queryClient.ensureQueryData(videoQuery(video)),
    queryClient.prefetchQuery(presenceQuery(video)),
  ])
  const axis = inSteps(fitTrack(full.first, full.last, about.frames))
  void queryClient.prefetchQuery(lanesQuery(video, axis, mostBars))
  void queryClient.prefetchQuery(lanesQuery(video, blockOf(full.first), mostLanes))
  void queryClient.prefetchQuery(boxesQuery(video, full.first))
  return { track: full, video: about }
}

export const hasPictures = (video: Video): boolean => video.media !== 'none' && video.mediaProblem === null
