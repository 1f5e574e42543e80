/** The tracks of a batch as tokens: each looks at the tracks of its own video, or of its part of a crowded one. */
import * as tf from '@tensorflow/tfjs-core'
import type { Places } from '../kernels/kernel.ts'
import { type Batch, barrier, pack } from './batch.ts'

export interface Among {
  /** Rows of as many places as the largest group has tracks; small groups share one. */
  tokens: Batch
  /** [rows · places]: track at each place; 0 in padding, where it does not matter. */
  from: Int32Array
  /** [tracks]: place of each track. */
  at: Int32Array
}

/** A track without a group looks at itself alone. */
export function amongTracks({ spans, groups }: Pick<Batch, 'spans' | 'groups'>): Among {
  const members = new Map<string, number[]>()
  spans.forEach((_, track) => {
    const key = groups ? `${groups[track]}` : `alone ${track}`
    members.set(key, [...(members.get(key) ?? []), track])
  })
  const all = [...members.values()]
  const nothing = new Float32Array(0)
  const tokens = pack(
    all.map((tracks) => ({ inputs: nothing, track: nothing, boxes: tracks.length })),
    0,
  )
  const from = new Int32Array(tokens.rows * tokens.steps)
  const at = new Int32Array(spans.length)
  tokens.spans.forEach(({ start }, group) => {
    all[group]!.forEach((track, i) => {
      from[start + i] = track
      at[track] = start + i
    })
  })
  return { tokens, from, at }
}

export function placesOf(batch: Batch, heads: number): Places {
  const { rows, steps } = batch
  return {
    rows,
    steps,
    heads,
    barrier: tf.tensor3d(repeatedBarrier(batch, heads), [rows * heads, steps, steps]),
  }
}

/** [rows · heads, steps, steps]. In plain code: the operation for it takes longer than a layer. */
export function repeatedBarrier(batch: Batch, heads: number): Float32Array {
  const [walls, square] = [barrier(batch), batch.steps ** 2]
  const all = new Float32Array(walls.length * heads)
  for (let i = 0; i < batch.rows * heads; i += 1) {
    const from = Math.floor(i / heads) * square
    all.set(walls.subarray(from, from + square), i * square)
  }
  return all
}
