/**
 * Tracks laid end to end in rows of equal length, so that short ones cost no padding: a row of 25 steps holds one
 * track of 25 boxes, or eight of three. Attention never crosses from one track to another.
 */
import type { StepCrops } from '../pixels/trackCrops.ts'

/** What a head's tasks should say of a track, by task; one of which nothing is known has none. */
export type Aims = Readonly<Record<string, Float32Array>>

/** Of a batch of B tracks: what a task should say [B, width], and what each number of it counts. */
export interface TaskGoal {
  name: string
  loss: 'classes' | 'distance'
  width: number
  targets: Float32Array
  /** 0 = not known; they sum to the task's weight over the tracks of classes, and over all known numbers of distances. */
  weights: Float32Array
  /** Tracks of which something is known. */
  known: number
}

/** The inputs of one track: `boxes` rows of numbers a step, and some of the track as a whole. */
export interface Sequence {
  inputs: Float32Array
  /** [trackInputDim]; empty where the extractor has none. */
  track: Float32Array
  boxes: number
  /** What its steps look like, for extractors that look. */
  crops?: StepCrops
  /** Tracks of one group look at each other, where the model looks among tracks (crowds.ts). */
  group?: number
  /** What the tasks of a head should say of it. */
  aims?: Aims
}

/** Where a track lies: its first step in the flattened rows, and how many steps it has. */
export interface Span {
  start: number
  boxes: number
}

export interface Batch {
  rows: number
  steps: number
  /** One span a sequence, in the order they were given. */
  spans: Span[]
  /** [rows · steps, inputDim]. */
  inputs: Float32Array
  /** [spans, trackInputDim]. */
  tracks: Float32Array
  /** [rows · steps]: number of the step within its track; 0 in padding. */
  order: Int32Array
  /** [rows · steps]: 1 + the index of the sequence; 0 = padding. */
  owner: Int32Array
  /** [spans]: group of each sequence, where all have one. */
  groups?: Int32Array | undefined
  /** One a sequence, where all have crops. */
  crops?: StepCrops[] | undefined
}

/** Lays sequences into as few rows as first fit by falling length finds. `inputDim`: numbers a step. */
export function pack(sequences: readonly Sequence[], inputDim: number): Batch {
  const steps = sequences.reduce((longest, { boxes }) => Math.max(longest, boxes), 1)
  const { spans, rows } = place(sequences, steps)
  const inputs = new Float32Array(rows * steps * inputDim)
  const order = new Int32Array(rows * steps)
  const owner = new Int32Array(rows * steps)
  const trackInputDim = sequences[0]?.track.length ?? 0
  const tracks = new Float32Array(spans.length * trackInputDim)
  spans.forEach(({ start, boxes }, index) => {
    inputs.set(sequences[index]!.inputs, start * inputDim)
    tracks.set(sequences[index]!.track, index * trackInputDim)
    owner.fill(index + 1, start, start + boxes)
    for (let i = 0; i < boxes; i += 1) order[start + i] = i
  })
  const crops = sequences.flatMap((sequence) => sequence.crops ?? [])
  const seen = crops.length === sequences.length ? crops : undefined
  const groups = sequences.every(({ group }) => group !== undefined)
    ? Int32Array.from(sequences, ({ group }) => group!)
    : undefined
  return { rows, steps, spans, inputs, tracks, order, owner, groups, crops: seen }
}

function place(sequences: readonly Sequence[], steps: number): { spans: Span[]; rows: number } {
  const longestFirst = sequences
    .map((_, i) => i)
    .sort((a, b) => sequences[b]!.boxes - sequences[a]!.boxes || a - b)
  const spans = new Array<Span>(sequences.length)
  // rowsWithRoom[n]: rows that have n free steps left.
  const rowsWithRoom: number[][] = Array.from({ length: steps + 1 }, () => [])
  let rows = 0
  for (const index of longestFirst) {
    const { boxes } = sequences[index]!
    let room = boxes
    while (room <= steps && rowsWithRoom[room]!.length === 0) room += 1
    const row = room <= steps ? rowsWithRoom[room]!.pop()! : rows++
    const free = room <= steps ? room : steps
    spans[index] = { start: row * steps + steps - free, boxes }
    rowsWithRoom[free - boxes]!.push(row)
  }
  return { spans, rows }
}

/** [rows, steps²]: 0 where a step may look (its own track; padding at padding), −1e9 elsewhere. */
export function barrier({ rows, steps, owner }: Batch): Float32Array {
  const values = new Float32Array(rows * steps * steps)
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < steps; i += 1)
      for (let j = 0; j < steps; j += 1)
        if (owner[row * steps + i] !== owner[row * steps + j]) values[(row * steps + i) * steps + j] = -1e9
  return values
}

/** What a batch should answer. */
export interface Goal {
  real: readonly boolean[]
  /** Tracks that have a label; absent = all. The others are only looked at. */
  judged?: readonly boolean[] | undefined
  /** A target is so far from certain: 0 and 1 become s/2 and 1 − s/2. */
  smoothing?: number
  /** How much a real and a false track count; absent = the same. */
  classWeights?: { real: number; false: number } | null
  /** What persistence weighs beside the tasks; absent = 1. */
  weight?: number
  tasks?: readonly TaskGoal[]
}

/** Of each step [rows · steps]. */
export interface Targets {
  targets: Float32Array
  weights: Float32Array
}

/** A track weighs the same however long it is, padding nothing; Σ weights = `weight`. */
export function targets(
  batch: Batch,
  { real, judged, smoothing = 0, classWeights = null, weight = 1 }: Goal,
): Targets {
  const n = batch.rows * batch.steps
  const result = { targets: new Float32Array(n), weights: new Float32Array(n) }
  const counts = (index: number): number => {
    if (judged && !judged[index]) return 0
    return classWeights ? classWeights[real[index] ? 'real' : 'false'] : 1
  }
  const total = Math.max(
    1e-9,
    batch.spans.reduce((sum, _, index) => sum + counts(index), 0),
  )
  batch.spans.forEach(({ start, boxes }, index) => {
    const target = smoothing / 2 + (real[index] ? 1 - smoothing : 0)
    result.targets.fill(target, start, start + boxes)
    result.weights.fill((weight * counts(index)) / (boxes * total), start, start + boxes)
  })
  return result
}
