/** The boxes of the frame that is on screen. */
import { useMemo } from 'react'
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import type { FrameBox } from '../../../../shared/contract/videos.ts'
import { useReviewSettings } from '../reviewSettings.ts'
import { usePlayer } from '../player/reviewPlayer.ts'
import { useBoxes, useTracksAt } from '../reviewQueries.ts'
import { boxesOfFrame, type ListedBox } from './frameBoxes.ts'

const none: readonly FrameBox[] = []

export function useShownBoxes(
  row: TrackRow | undefined,
  track: Track | null,
): { frame: number; boxes: ListedBox[] } {
  const frame = usePlayer((model) => model.shown ?? model.frame)
  const lanes = useTracksAt(row?.video, frame).data?.lanes
  const { data: byFrame } = useBoxes(row?.video, frame)
  const byTrack = useMemo(() => new Map((lanes ?? []).map((lane) => [lane.track, lane])), [lanes])
  const others = useReviewSettings((state) => state.otherSources)
  const boxes = useMemo(() => {
    if (!row || !track) return []
    const all = boxesOfFrame(frame, byFrame?.get(frame) ?? none, byTrack, row, track)
    return others ? all : all.filter(({ foreign }) => !foreign)
  }, [frame, byFrame, byTrack, row, track, others])
  return { frame, boxes }
}
