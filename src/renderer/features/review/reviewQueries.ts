/** What Review asks of one track and of its video; asked ahead for the next tracks of the queue. */
import { useQuery } from '@tanstack/react-query'
import type { Track } from '../../../shared/contract/tracks.ts'
import type { FrameBox, Lane, Video } from '../../../shared/contract/videos.ts'
import { engine } from '../../state/engine.ts'
import type { Catalogue } from '../../../shared/contract/catalogue.ts'
import { keys, queryClient } from '../../state/queries.ts'

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

const lanesQuery = (video: number) => ({
  queryKey: [...keys.lanes, catalogueFolder(), video],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Lane[]> =>
    engine.videos.lanes({ video }, { signal }),
})

/** Boxes come in blocks of so many frames. */
const block = 200
export type BoxesByFrame = ReadonlyMap<number, FrameBox[]>

const boxesQuery = (video: number, frame: number) => {
  const from = Math.floor(frame / block) * block
  return {
    queryKey: ['boxes', catalogueFolder(), video, from],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<BoxesByFrame> => {
      const boxes = await engine.videos.boxes({ video, from, to: from + block - 1 }, { signal })
      return Map.groupBy(boxes, (box) => box.frame)
    },
  }
}

const nothing = { queryKey: ['nothing'], queryFn: () => Promise.resolve(null), enabled: false }

export const useTrack = (track: number | undefined) =>
  useQuery<Track | null>(track === undefined ? nothing : trackQuery(track))
export const useVideo = (video: number | undefined) =>
  useQuery<Video | null>(video === undefined ? nothing : videoQuery(video))
export const useLanes = (video: number | undefined) =>
  useQuery<Lane[] | null>(video === undefined ? nothing : lanesQuery(video))
export const useBoxes = (video: number | undefined, frame: number) =>
  useQuery<BoxesByFrame | null>(video === undefined ? nothing : boxesQuery(video, frame))

/** All of a track that its opening needs, so that it opens at once. */
export async function prepareTrack(track: number, video: number): Promise<{ track: Track; video: Video }> {
  const [full, about] = await Promise.all([
    queryClient.ensureQueryData(trackQuery(track)),
    queryClient.ensureQueryData(videoQuery(video)),
    queryClient.prefetchQuery(lanesQuery(video)),
  ])
  void queryClient.prefetchQuery(boxesQuery(video, full.first))
  return { track: full, video: about }
}

export const hasPictures = (video: Video): boolean => video.media !== 'none' && video.mediaProblem === null
