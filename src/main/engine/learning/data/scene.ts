/** All tracks of one video as a few flat arrays: what the inputs that compare tracks are computed from. */
import { TracksieveError } from '../../../../shared/errors.ts'
import { columns, countBoxes, type Detections } from '../../base/detections.ts'
import type { TrackCrops } from '../pixels/trackCrops.ts'

export interface FrameSize {
  width: number
  height: number
}

export interface Scene {
  frame: FrameSize
  /** [tracks + 1]: boxes of track t are offsets[t]..offsets[t+1]−1. */
  offsets: Int32Array
  /** [boxes, 6], see base/detections. */
  boxes: Float32Array
  /** [boxes]: track of each box. */
  owner: Int32Array
  /** Of each track, where they were cut. */
  crops?: readonly (TrackCrops | undefined)[] | undefined
}

export function sceneOf(
  tracks: readonly Detections[],
  frame: FrameSize,
  crops?: readonly (TrackCrops | undefined)[],
): Scene {
  const offsets = new Int32Array(tracks.length + 1)
  tracks.forEach((track, t) => {
    offsets[t + 1] = offsets[t]! + countBoxes(track)
  })
  const boxes = new Float32Array(offsets[tracks.length]! * columns)
  const owner = new Int32Array(offsets[tracks.length]!)
  tracks.forEach((track, t) => {
    boxes.set(track, offsets[t]! * columns)
    owner.fill(t, offsets[t], offsets[t + 1])
  })
  return { frame, offsets, boxes, owner, crops }
}

export const countTracks = ({ offsets }: Scene): number => offsets.length - 1
export const boxesIn = ({ offsets }: Scene, track: number): number => offsets[track + 1]! - offsets[track]!
export const trackIn = ({ offsets, boxes }: Scene, track: number): Detections =>
  boxes.subarray(offsets[track]! * columns, offsets[track + 1]! * columns)

/** Throws VALIDATION where a track was not cut out of its film. */
export function cropsIn({ crops }: Scene, track: number): TrackCrops {
  const found = crops?.[track]
  if (found) return found
  throw new TracksieveError(
    'VALIDATION',
    'This model looks at pixels, but a track has none: its video came without a film, or the film is shorter.',
    'Import the tracks together with their film, or take a model of preset track.',
  )
}

/** The scene as it was known after frame `last`; tracks keep their numbers, those not begun yet have no box. */
export function sceneUntil(scene: Scene, last: number): Scene {
  const tracks = Array.from({ length: countTracks(scene) }, (_, t) => {
    const track = trackIn(scene, t)
    let end = track.length
    while (end > 0 && track[end - columns]! > last) end -= columns
    return track.subarray(0, end)
  })
  return sceneOf(tracks, scene.frame, scene.crops)
}

/** Indices 0 … n − 1 by rising whole number `key` (below 2³²); equal ones in their order. Typed, because it is hot. */
export function sortedBy(n: number, key: (i: number) => number): Int32Array {
  const keys = new Float64Array(n)
  for (let i = 0; i < n; i += 1) keys[i] = key(i) * n + i
  keys.sort()
  const order = new Int32Array(n)
  for (let i = 0; i < n; i += 1) order[i] = keys[i]! - Math.floor(keys[i]! / n) * n
  return order
}
