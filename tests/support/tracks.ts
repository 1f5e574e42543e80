/** Small builders of tracks for learning: real ones move on, brief ones end soon, noise stands. */
import { createRandom, type Random } from '../../src/main/engine/base/random.ts'
import type { Sequence } from '../../src/main/engine/learning/model/batch.ts'
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'
import type { TrackClass } from '../../src/shared/words.ts'

export interface TrackShape {
  boxes: number
  /** Frame of the first box, and frames between two boxes. */
  first?: number
  every?: number
  x?: number
  y?: number
  /** Pixels a frame. */
  vx?: number
  vy?: number
  width?: number
  height?: number
  score?: number
}

/** Rows [frame, x, y, w, h, score] of a box that moves evenly. */
export function boxesOf(shape: TrackShape): Float32Array {
  const {
    boxes,
    first = 0,
    every = 1,
    x = 10,
    y = 20,
    vx = 1,
    vy = 0,
    width = 8,
    height = 6,
    score = 0.9,
  } = shape
  const rows = Array.from({ length: boxes }, (_, i) => {
    const passed = i * every
    return [first + passed, x + vx * passed, y + vy * passed, width, height, score]
  })
  return Float32Array.from(rows.flat())
}

export const aTrack = (shape: TrackShape, more: Partial<TableTrack> = {}): TableTrack => ({
  id: 1,
  video: 1,
  frame: { width: 128, height: 128 },
  detections: boxesOf(shape),
  label: null,
  ...more,
})

/** Two tracks a video, of which every second video holds a real one: learnable in a few epochs. */
export function someTracks(videos: number, seed = 1): TableTrack[] {
  const random = createRandom(seed, 'tracks')
  return Array.from({ length: 2 * videos }, (_, i) => {
    const label = labelOf(i)
    return aTrack(shapeOf(label, random), { id: i + 1, video: Math.floor(i / 2) + 1, label })
  })
}

const labelOf = (i: number): TrackClass => (i % 4 === 0 ? 'persistent' : i % 4 === 2 ? 'brief' : 'noise')

function shapeOf(label: TrackClass, random: Random): TrackShape {
  const at = { x: random.between(0, 100), y: random.between(0, 100), first: random.integer(20) }
  if (label === 'persistent')
    return { ...at, boxes: 10 + random.integer(6), vx: random.between(1, 2), score: 0.9 }
  if (label === 'brief') return { ...at, boxes: 1 + random.integer(3), vx: random.between(1, 2), score: 0.6 }
  return { ...at, boxes: 4 + random.integer(12), vx: 0, score: 0.4 }
}

/** Standardised inputs of tracks with so many boxes each. */
export function someSequences(lengths: readonly number[], inputDim = 9, seed = 1): Sequence[] {
  const random = createRandom(seed, 'sequences')
  return lengths.map((boxes) => ({
    boxes,
    track: new Float32Array(),
    inputs: Float32Array.from({ length: boxes * inputDim }, () => random.normal()),
  }))
}
