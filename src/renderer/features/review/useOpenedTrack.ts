/** The track at the queue's place: its data, the player opened on it, and the next ones made ready. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Track, TrackRow } from '../../../shared/contract/tracks.ts'
import type { Video } from '../../../shared/contract/videos.ts'
import { trackRows, useRow, useTrackList } from '../../state/trackList.ts'
import { type Axis, fitTrack } from './bands/axis.ts'
import type { FrameRef } from './player/frameCache.ts'
import { player, playIn } from './player/reviewPlayer.ts'
import {
  catalogueFolder,
  hasPictures,
  knownTrack,
  knownVideo,
  prepareTrack,
  useTrack,
  useVideo,
} from './reviewQueries.ts'
import { openingFrame } from './track.ts'

const readyAhead = 3
const openingFrames = 2
/** Milliseconds after which a track counts as looked at: who leafs through fetches nothing ahead on the way. */
const pause = 120

export interface Opened {
  /** The row as the queue has it: its label is the one of now. */
  readonly row: TrackRow | undefined
  readonly track: Track | null
  readonly video: Video | null
  readonly axis: Axis
  setAxis(axis: Axis): void
  readonly problem: Error | null
}

export function useOpenedTrack(): Opened {
  const position = useTrackList((state) => state.position)
  const row = useRow(position)
  const track = useTrack(row?.id)
  const video = useVideo(row?.video)
  const full = track.data?.id === row?.id ? (track.data ?? null) : null
  const about = video.data?.id === row?.video ? (video.data ?? null) : null
  useOpening(full, about)
  useNextOnes(position, full !== null)
  const { first = 0, last = 0, videoFrames = 1 } = row ?? {}
  const fitted = useMemo(
    () => ({ ...fitTrack(first, last, videoFrames), track: row?.id }),
    [row?.id, first, last, videoFrames],
  )
  const [moved, setMoved] = useState<{ fitted: Axis; axis: Axis } | null>(null)
  const axis = moved !== null && moved.fitted === fitted ? moved.axis : fitted
  const setAxis = useCallback((next: Axis) => setMoved({ fitted, axis: next }), [fitted])
  const problem = track.error ?? video.error
  return useMemo(
    () => ({ row, track: full, video: about, axis, setAxis, problem }),
    [row, full, about, axis, setAxis, problem],
  )
}

const nameOf = (track: Track, video: Video): string =>
  [catalogueFolder(), track.id, video.id, hasPictures(video)].join()

function openPlayer(track: Track, video: Video): void {
  playIn(catalogueFolder())
  const { from, to } = fitTrack(track.first, track.last, video.frames)
  player.open({
    video: video.id,
    frames: video.frames,
    fps: video.fps,
    pictures: hasPictures(video),
    frame: openingFrame(track),
    from,
    to,
  })
}

/** A track that is known already opens with the key that goes to it, in one drawing; any other once it has come. */
function useOpening(track: Track | null, video: Video | null): void {
  const opened = useRef('')
  useEffect(
    () =>
      useTrackList.subscribe(({ position }, before) => {
        if (position === before.position) return
        const row = trackRows.at(position)
        const next = row && knownTrack(row.id)
        const about = row && knownVideo(row.video)
        opened.current = next && about ? nameOf(next, about) : ''
        if (next && about) openPlayer(next, about)
      }),
    [],
  )
  const name = track !== null && video !== null ? nameOf(track, video) : ''
  useEffect(() => {
    if (track === null || video === null || name === opened.current) return
    opened.current = name
    openPlayer(track, video)
    // Labels and scores of the track may change under it: that is no reason to move the picture.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name])
}

/** Fetches and decodes the openings of the next tracks once this one is there and painted. */
function useNextOnes(position: number, here: boolean): void {
  const total = useTrackList((state) => state.list?.total ?? 0)
  useEffect(() => {
    if (!here) return
    let left = false
    const next = Array.from({ length: readyAhead }, (_, i) => position + 1 + i).filter(
      (place) => place < total,
    )
    const timer = setTimeout(() => {
      Promise.all(next.map(openingOf)).then(
        (openings) => {
          if (!left) player.prepare(openings.flat())
        },
        // Whatever fails here is told when its track is opened.
        () => undefined,
      )
    }, pause)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [position, here, total])
}

async function openingOf(position: number): Promise<FrameRef[]> {
  const row = await trackRows.load(position)
  if (row === undefined) return []
  const { track, video } = await prepareTrack(row.id, row.video)
  if (!hasPictures(video)) return []
  const frame = openingFrame(track)
  const last = Math.min(video.frames - 1, frame + openingFrames - 1)
  return Array.from({ length: last - frame + 1 }, (_, i) => ({ video: video.id, frame: frame + i }))
}
