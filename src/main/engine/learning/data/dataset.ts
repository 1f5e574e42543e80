/** Tracks as a model sees them: described within their videos, then standardised. */
import { TracksieveError } from '../../../../shared/errors.ts'
import { columns } from '../../base/detections.ts'
import type { SurvivalModels } from '../features/track/survival.ts'
import type { Sequence } from '../model/batch.ts'
import { type Described, type FeatureExtractor, wholeView } from '../model/parts.ts'
import { type Scene, sceneOf } from './scene.ts'
import { countTracks, type TableTrack, type TrackTable, trackAt } from './trackTable.ts'

/** Mean and standard deviation of inputs. */
export interface Spread {
  mean: number[]
  deviation: number[]
}

/** Of each input of a step, over the steps of the training tracks, and of each input of a track. */
export interface Normalisation extends Spread {
  track?: Spread | undefined
}

/** Standardised inputs are kept within ±this many deviations, so that one wild box cannot drown the rest. */
const limit = 8

/**
 * The tracks of a table, in its order. `context`: all tracks of their videos, those of the table among them by id; a
 * table's track with fewer boxes is one seen up to there, while the rest of the film is known. Absent = the table's own.
 * `endsKnown` false = live: no track's last box is known to be its end.
 * Throws VALIDATION for a track without boxes, or with a box at no place: a model would quietly take it for 0.
 */
export function describeTable(
  table: TrackTable,
  features: FeatureExtractor,
  prior: SurvivalModels | null = null,
  context: TrackTable | null = null,
  endsKnown = true,
): Sequence[] {
  const described = describeAll(table, features, prior, context)
  return described.map(({ track, boxes }) =>
    track.view({ ...wholeView(boxes), endKnown: endsKnown && boxes === track.boxes }),
  )
}

/** The same, ready to be looked at in part. `boxes`: how many the table has of it. */
export function describeAll(
  table: TrackTable,
  features: Pick<FeatureExtractor, 'needsScene' | 'describe'>,
  prior: SurvivalModels | null,
  context: TrackTable | null,
): { track: Described; boxes: number }[] {
  const result = new Array<{ track: Described; boxes: number }>(countTracks(table))
  for (const { scene, places, rows } of scenesOf(table, features.needsScene ? context : null)) {
    const described = features.describe(scene, places, prior)
    rows.forEach((row, n) => {
      result[row] = { track: described[n]!, boxes: table.offsets[row + 1]! - table.offsets[row]! }
    })
  }
  return result
}

interface VideoScene {
  scene: Scene
  /** Row in the table, and track in the scene, of each of the table's tracks. */
  rows: number[]
  places: number[]
}

/** One a video, by first appearance. */
export function scenesOf(table: TrackTable, context: TrackTable | null): VideoScene[] {
  const others = context ? rowsByVideo(context) : new Map<number, number[]>()
  return [...rowsByVideo(table)].map(([video, rows]) => {
    const known = (others.get(video) ?? []).map((row) => usable(trackAt(context!, row)))
    const ids = new Set(known.map(({ id }) => id))
    const own = rows.map((row) => usable(trackAt(table, row)))
    const tracks = [...known, ...own.filter(({ id }) => !ids.has(id))].sort(byStart)
    const placeOf = new Map(tracks.map(({ id }, place) => [id, place]))
    const places = own.map(({ id }) => placeOf.get(id)!)
    const frame = tracks[0]!.frame
    const cropsOf = new Map(own.map(({ id, crops }) => [id, crops]))
    return {
      scene: sceneOf(
        tracks.map(({ detections }) => detections),
        frame,
        tracks.map(({ id }) => cropsOf.get(id)),
      ),
      rows,
      places,
    }
  })
}

/** One order, wherever the tracks come from: what they are compared with must not depend on a file's lines. */
function byStart(a: TableTrack, b: TableTrack): number {
  for (let k = 0; k < 3; k += 1)
    if (a.detections[k] !== b.detections[k]) return a.detections[k]! - b.detections[k]!
  return b.detections.length - a.detections.length
}

function rowsByVideo(table: TrackTable): Map<number, number[]> {
  const rows = new Map<number, number[]>()
  table.videos.forEach((video, row) => {
    const list = rows.get(video)
    if (list) list.push(row)
    else rows.set(video, [row])
  })
  return rows
}

function usable(track: TableTrack): TableTrack {
  const { id, frame, detections } = track
  if (detections.length === 0) throw unusable(id, 'has no box')
  if (!(frame.width > 0 && frame.height > 0)) throw unusable(id, 'is in a video of no size')
  for (let at = 0; at < detections.length; at += columns)
    for (let k = 0; k < 5; k += 1)
      if (!Number.isFinite(detections[at + k]!)) throw unusable(id, 'has a box that is no number')
  return track
}

const unusable = (id: number, what: string) =>
  new TracksieveError('VALIDATION', `Track ${id} ${what}.`, 'Remove it, or import its file again.')

export function fitNormalisation(
  sequences: readonly Sequence[],
  { inputDim, trackInputDim }: { inputDim: number; trackInputDim: number },
): Normalisation {
  const steps = fitSpread(
    sequences.map(({ inputs }) => inputs),
    inputDim,
  )
  if (trackInputDim === 0) return steps
  return {
    ...steps,
    track: fitSpread(
      sequences.map(({ track }) => track),
      trackInputDim,
    ),
  }
}

/** What has no value (NaN) is left out. */
function fitSpread(rows: readonly Float32Array[], width: number): Spread {
  const [sum, squares, n] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  for (const values of rows)
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return
      sum[i % width]! += value
      squares[i % width]! += value * value
      n[i % width]! += 1
    })
  const mean = Array.from(sum, (s, k) => (n[k]! > 0 ? s / n[k]! : 0))
  const variance = Array.from(squares, (s, k) => (n[k]! > 0 ? Math.max(0, s / n[k]! - mean[k]! ** 2) : 0))
  return { mean, deviation: variance.map((v) => (v > 1e-12 ? Math.sqrt(v) : 1)) }
}

/** In place. */
export function normalise(sequences: readonly Sequence[], { track, ...steps }: Normalisation): void {
  for (const sequence of sequences) {
    standardise(sequence.inputs, steps)
    if (track) standardise(sequence.track, track)
  }
}

/** What has no value becomes the mean, 0. */
function standardise(values: Float32Array, { mean, deviation }: Spread): void {
  const width = mean.length
  for (let at = 0; at < values.length; at += width)
    for (let k = 0; k < width; k += 1) {
      const value = (values[at + k]! - mean[k]!) / deviation[k]!
      values[at + k] = Number.isNaN(value) ? 0 : Math.max(-limit, Math.min(limit, value))
    }
}
