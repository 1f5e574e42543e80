/**
 * The tracks of one sequence in three flat arrays, so that a million boxes cost 24 MB and cross a thread cheaply.
 * `boxes` holds the detections of all tracks, track after track; `starts[i]..starts[i + 1]` are the boxes of track i.
 */
import { columns, type Detections } from '../base/detections.ts'

export interface TrackSet {
  /** Identities as the file names them, ascending. */
  readonly numbers: Float64Array
  /** One more than tracks; counted in boxes. */
  readonly starts: Uint32Array
  readonly boxes: Detections
}

export interface NumberedTrack {
  number: number
  /** A view: copy it to keep it apart from the set. */
  detections: Detections
}

export const countTracks = (set: TrackSet): number => set.numbers.length
export const countAllBoxes = (set: TrackSet): number => set.boxes.length / columns

export const trackAt = (set: TrackSet, index: number): NumberedTrack => ({
  number: set.numbers[index]!,
  detections: set.boxes.subarray(set.starts[index]! * columns, set.starts[index + 1]! * columns),
})

export function* eachTrack(set: TrackSet): Generator<NumberedTrack> {
  for (let index = 0; index < set.numbers.length; index += 1) yield trackAt(set, index)
}

/** Tracks in any order, each with its boxes by frame, as one set. */
export function toTrackSet(tracks: readonly NumberedTrack[]): TrackSet {
  const sorted = [...tracks].sort((a, b) => a.number - b.number)
  const starts = new Uint32Array(sorted.length + 1)
  sorted.forEach((track, index) => {
    starts[index + 1] = starts[index]! + track.detections.length / columns
  })
  const boxes = new Float32Array(starts[sorted.length]! * columns)
  sorted.forEach((track, index) => boxes.set(track.detections, starts[index]! * columns))
  return { numbers: Float64Array.from(sorted, (track) => track.number), starts, boxes }
}

/** The smallest and largest values that matter when nothing else says how large a video is. */
export interface Extent {
  /** One more than the last frame. */
  frames: number
  right: number
  bottom: number
  lowestScore: number
  highestScore: number
}

export function extentOf(set: TrackSet): Extent {
  const extent: Extent = { frames: 0, right: 0, bottom: 0, lowestScore: Infinity, highestScore: -Infinity }
  const { boxes } = set
  for (let at = 0; at < boxes.length; at += columns) {
    const score = boxes[at + 5]!
    extent.frames = Math.max(extent.frames, boxes[at]! + 1)
    extent.right = Math.max(extent.right, boxes[at + 1]! + boxes[at + 3]!)
    extent.bottom = Math.max(extent.bottom, boxes[at + 2]! + boxes[at + 4]!)
    if (score < extent.lowestScore) extent.lowestScore = score
    if (score > extent.highestScore) extent.highestScore = score
  }
  return extent
}
