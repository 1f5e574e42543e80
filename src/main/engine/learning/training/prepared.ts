/** Prepared tracks on their way from the thread that describes to the one that computes. */
import type { Sequence } from '../model/batch.ts'
import type { Prepared } from '../scoring/filter.ts'

/** As few buffers, which are moved instead of copied. */
export interface PackedTracks {
  /** Boxes of each track. */
  boxes: Int32Array
  /** [all boxes, inputs a step] and [tracks, inputs a track]. */
  inputs: Float32Array
  tracks: Float32Array
  others: Float64Array | null
  /** Group of each track; null = the model looks at each alone. */
  groups: Int32Array | null
}

export function packTracks({ sequences, others }: Prepared): PackedTracks {
  const boxes = Int32Array.from(sequences, (sequence) => sequence.boxes)
  return {
    boxes,
    inputs: joined(sequences.map(({ inputs }) => inputs)),
    tracks: joined(sequences.map(({ track }) => track)),
    others,
    groups: sequences.some(({ group }) => group !== undefined)
      ? Int32Array.from(sequences, ({ group }) => group!)
      : null,
  }
}

export function unpackTracks({ boxes, inputs, tracks, others, groups }: PackedTracks): Prepared {
  const all = boxes.reduce((sum, n) => sum + n, 0)
  const width = all > 0 ? inputs.length / all : 0
  const trackWidth = boxes.length > 0 ? tracks.length / boxes.length : 0
  const sequences: Sequence[] = []
  let at = 0
  for (const [i, n] of boxes.entries()) {
    sequences.push({
      boxes: n,
      inputs: inputs.subarray(at, at + n * width),
      track: tracks.subarray(i * trackWidth, (i + 1) * trackWidth),
      ...(groups ? { group: groups[i]! } : {}),
    })
    at += n * width
  }
  return { sequences, others }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
