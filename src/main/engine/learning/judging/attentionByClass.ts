/**
 * Attention that the boxes of each class receive: means over the class's own boxes, with their number and what evenly
 * spread attention would give. A model looks within a track only, so what a track's boxes receive sums to 1 and the mean
 * over boxes equals the uniform one; what can differ is where in the track it goes.
 */
import type { ClassAttention } from '../../../../shared/contract/evaluation.ts'
import { classes, type TrackClass } from '../../../../shared/words.ts'

export interface AttendedTrack {
  class: TrackClass
  /** One number a box, sum 1. */
  attention: Float32Array
}

/** Classes without a track are left out. */
export function attentionByClass(tracks: readonly AttendedTrack[]): ClassAttention[] {
  return classes.flatMap((name) => {
    const own = tracks.filter((track) => track.class === name && track.attention.length > 0)
    return own.length === 0 ? [] : [ofClass(name, own)]
  })
}

function ofClass(name: TrackClass, tracks: readonly AttendedTrack[]): ClassAttention {
  const boxes = tracks.reduce((sum, { attention }) => sum + attention.length, 0)
  const all = tracks.reduce((sum, { attention }) => sum + total(attention), 0)
  const long = tracks.filter(({ attention }) => attention.length >= 3)
  return {
    class: name,
    tracks: tracks.length,
    boxes,
    received: all / boxes,
    uniform: tracks.length / boxes,
    thirds: long.length === 0 ? null : meanThirds(long),
    peak:
      tracks.reduce((sum, { attention }) => sum + Math.max(...attention) * attention.length, 0) /
      tracks.length,
  }
}

const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0)

/** Means of received attention over the boxes of each third, over that third's uniform mean. */
function meanThirds(tracks: readonly AttendedTrack[]): [number, number, number] {
  const [received, uniform] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  for (const { attention } of tracks)
    attention.forEach((share, i) => {
      const third = Math.floor((3 * i) / attention.length)
      received[third]! += share
      uniform[third]! += 1 / attention.length
    })
  return [0, 1, 2].map((third) => received[third]! / uniform[third]!) as [number, number, number]
}
