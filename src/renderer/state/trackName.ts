/** How a track is named in lists. Clips count their tracks anew, so there the clip's own number stands before. */
import type { TrackRow } from '../../shared/contract/tracks.ts'

export function trackName({ number, videoName }: Pick<TrackRow, 'number' | 'videoName'>): string {
  const clip = /^clip (\d+)$/.exec(videoName)?.[1]
  return clip === undefined ? String(number) : `${clip}·${number}`
}
