/** Tracks as a model sees them: inputs a step, standardised, at most as many steps as its sequence model takes. */
import { TracksieveError } from '../../../shared/errors.ts'
import { columns, type Detections } from '../base/detections.ts'
import type { Sequence } from './batch.ts'
import type { FeatureExtractor } from './parts.ts'
import type { ModularTrackingPipeline } from './pipeline.ts'
import { countTracks, trackAt, type TableTrack, type TrackTable } from './trackTable.ts'

/** Mean and standard deviation of each input over the steps of the training tracks. */
export interface Normalisation {
  mean: number[]
  deviation: number[]
}

/** Standardised inputs are kept within ±this many deviations, so that one wild box cannot drown the rest. */
const limit = 8

export function describeTracks(table: TrackTable, pipeline: ModularTrackingPipeline): Sequence[] {
  const { features, sequence } = pipeline.parts
  return Array.from({ length: countTracks(table) }, (_, i) =>
    describeTrack(trackAt(table, i), features, sequence.maxSteps),
  )
}

/** Throws VALIDATION for a track without boxes, or with a box at no place: a model would quietly take it for 0. */
export function describeTrack(track: TableTrack, features: FeatureExtractor, maxSteps: number): Sequence {
  const { id, frame } = track
  if (track.detections.length === 0) throw unusable(id, 'has no box')
  if (!(frame.width > 0 && frame.height > 0)) throw unusable(id, 'is in a video of no size')
  const detections = sampleEvenly(track.detections, maxSteps)
  const inputs = features.describe(detections, frame)
  if (!inputs.every(Number.isFinite)) throw unusable(id, 'has a box that is no number')
  return { inputs, boxes: detections.length / columns }
}

const unusable = (id: number, what: string) =>
  new TracksieveError('VALIDATION', `Track ${id} ${what}.`, 'Remove it, or import its file again.')

/** At most `most` boxes, first and last included. */
export function sampleEvenly(detections: Detections, most: number): Detections {
  const boxes = detections.length / columns
  if (boxes <= most) return detections
  const sampled = new Float32Array(most * columns)
  for (let i = 0; i < most; i += 1) {
    const from = Math.round((i * (boxes - 1)) / (most - 1)) * columns
    sampled.set(detections.subarray(from, from + columns), i * columns)
  }
  return sampled
}

/** Values at `sampleEvenly`'s boxes → values at all `boxes`, linear in between. */
export function spreadEvenly(values: Float32Array, boxes: number): Float32Array {
  if (values.length === boxes) return values
  return Float32Array.from({ length: boxes }, (_, i) => {
    const at = (i * (values.length - 1)) / (boxes - 1)
    const before = Math.min(values.length - 2, Math.floor(at))
    return values[before]! + (values[before + 1]! - values[before]!) * (at - before)
  })
}

export function fitNormalisation(sequences: readonly Sequence[], inputDim: number): Normalisation {
  const sum = new Float64Array(inputDim)
  const squares = new Float64Array(inputDim)
  let n = 0
  for (const { inputs, boxes } of sequences) {
    n += boxes
    inputs.forEach((value, i) => {
      sum[i % inputDim]! += value
      squares[i % inputDim]! += value * value
    })
  }
  const mean = Array.from(sum, (s) => s / n)
  const variance = Array.from(squares, (s, k) => Math.max(0, s / n - mean[k]! ** 2))
  return { mean, deviation: variance.map((v) => (v > 1e-12 ? Math.sqrt(v) : 1)) }
}

/** In place. */
export function normalise(sequences: readonly Sequence[], { mean, deviation }: Normalisation): void {
  const width = mean.length
  for (const { inputs } of sequences)
    for (let i = 0; i < inputs.length; i += 1) {
      const k = i % width
      inputs[i] = Math.max(-limit, Math.min(limit, (inputs[i]! - mean[k]!) / deviation[k]!))
    }
}
