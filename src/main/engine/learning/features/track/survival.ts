/**
 * Does a box like this one, in this file, belong to a track that lasts? Learned from the file itself, without labels: how
 * long its tracks are. What a detector takes for an object again and again, and loses at once, is told apart from what it
 * keeps (MODEL.md, survival).
 */
import { type FlatRows, fitRows, linear } from '../../../base/newton.ts'
import { boxesIn, countTracks, type Scene } from '../../data/scene.ts'
import { placeOf } from './neighbours.ts'
import { column, stepWidth } from './steps.ts'

/** One linear model: how to standardise its inputs (deviation 0 = left out), and their weights. */
export interface SurvivalModel {
  mean: number[]
  deviation: number[]
  weights: number[]
}

/** Four: of tracks of ≥ 5 boxes with and without scores, of ≥ 8 boxes with and without. */
export type SurvivalModels = SurvivalModel[]

const lasting = [5, 8] as const
const folds = 5
/** Fewer tracks than this tell too little; then a model of the training files is taken. */
const fewestTracks = 100
/** Of each track at most so many boxes, evenly spaced, are learned from; together they count as one. */
const boxesOfEach = 4
/** And of a file at most so many tracks, evenly spaced. */
const mostTracks = 4000
const ridge = 0.003

/** Of a step: context, perspective and neighbours; then the score. Motion is left out: a first box has none. */
const fromSteps = [5, 6, 7, 8, 9, 10, column.score]
/** And where and how large it is: within one file that tells a lot, in another nothing. */
const places = 4

/** Inputs of a box, each once and squared, and 1. */
const widthOf = (own: boolean): number => 2 * (fromSteps.length + (own ? places : 0)) + 1

/**
 * Logits [boxes, 4] in the order of SurvivalModels: of each box by the model of the folds that its track is not in, or
 * by `prior` (null = 0 everywhere) where the scene has fewer than 100 tracks or all of them are short.
 */
export function writeSurvival(
  scene: Scene,
  rows: Float32Array,
  own: readonly SurvivalModels[] | null,
  prior: SurvivalModels | null,
  into: Float32Array,
  from = 0,
  to = scene.owner.length,
): void {
  const inputs = new Float64Array(widthOf(own !== null))
  const raw = new Float32Array(inputs.length)
  for (let i = from; i < to; i += 1) {
    const models = own ? own[scene.owner[i]! % folds]! : prior
    if (!models) continue
    rawInputs(scene, rows, i, own !== null, raw)
    models.forEach((model, m) => {
      standardise(raw, model, inputs, 0)
      into[i * 4 + m] = linear(inputs, 0, model.weights)
    })
  }
}

/** One set of models a fold, or null where the scene cannot teach them. */
export function fitSurvival(scene: Scene, rows: Float32Array): SurvivalModels[] | null {
  const tracks = Array.from({ length: countTracks(scene) }, (_, t) => t).filter((t) => boxesIn(scene, t) > 0)
  if (tracks.length < fewestTracks) return null
  const long = tracks.filter((t) => boxesIn(scene, t) >= lasting[1]).length
  if (long < folds || tracks.length - long < folds) return null
  const some = thinned(tracks, mostTracks)
  return Array.from({ length: folds }, (_, fold) =>
    fitModels([{ scene, rows, tracks: some.filter((t) => t % folds !== fold) }], true),
  )
}

/** For files with too few tracks of their own: learned from many files, without places. */
export function fitPrior(scenes: readonly { scene: Scene; rows: Float32Array }[]): SurvivalModels | null {
  const total = scenes.reduce((sum, { scene }) => sum + countTracks(scene), 0)
  const parts = scenes.map(({ scene, rows }) => {
    const all = Array.from({ length: countTracks(scene) }, (_, t) => t).filter((t) => boxesIn(scene, t) > 0)
    return { scene, rows, tracks: thinned(all, Math.ceil((mostTracks * all.length) / Math.max(1, total))) }
  })
  const lengths = parts.flatMap(({ scene, tracks }) => tracks.map((t) => boxesIn(scene, t)))
  if (
    lengths.filter((n) => n >= lasting[1]).length < folds ||
    lengths.filter((n) => n < lasting[0]).length < folds
  )
    return null
  return fitModels(parts, false)
}

function thinned(tracks: readonly number[], most: number): number[] {
  if (tracks.length <= most) return [...tracks]
  return Array.from({ length: most }, (_, i) => tracks[Math.floor((i * tracks.length) / most)]!)
}

interface Part {
  scene: Scene
  rows: Float32Array
  tracks: readonly number[]
}

function fitModels(parts: readonly Part[], own: boolean): SurvivalModels {
  const boxes = parts.flatMap(({ scene, tracks }, p) =>
    tracks.flatMap((t) =>
      sampled(scene, t).map((i, _, { length }) => ({ p, i, n: boxesIn(scene, t), weight: 1 / length })),
    ),
  )
  const width = widthOf(own)
  const raw = new Float32Array(boxes.length * width)
  boxes.forEach(({ p, i }, at) =>
    rawInputs(parts[p]!.scene, parts[p]!.rows, i, own, raw.subarray(at * width, (at + 1) * width)),
  )
  const weights = Float64Array.from(boxes, ({ weight }) => weight)
  const models = lasting.flatMap((least) =>
    [true, false].map((scored) => {
      const { mean, deviation } = spreadOf(raw, width)
      if (!scored) hide(deviation, own)
      const rows: FlatRows = {
        inputs: new Float64Array(raw.length),
        width,
        weights,
        targets: Uint8Array.from(boxes, ({ n }) => (n >= least ? 1 : 0)),
      }
      for (let at = 0; at < boxes.length; at += 1)
        standardise(raw.subarray(at * width, (at + 1) * width), { mean, deviation }, rows.inputs, at * width)
      return { mean, deviation, weights: [...fitRows(rows, ridge)] }
    }),
  )
  return models
}

function sampled(scene: Scene, track: number): number[] {
  const boxes = boxesIn(scene, track)
  const count = Math.min(boxes, boxesOfEach)
  return Array.from({ length: count }, (_, k) => scene.offsets[track]! + Math.floor((k * boxes) / count))
}

/** [inputs, squares, 1]; what has no value stays NaN. */
function rawInputs(scene: Scene, rows: Float32Array, box: number, own: boolean, into: Float32Array): void {
  const n = fromSteps.length + (own ? places : 0)
  fromSteps.forEach((column, k) => {
    into[k] = rows[box * stepWidth + column]!
  })
  if (own) placeOf(scene, box, into, fromSteps.length)
  for (let k = 0; k < n; k += 1) into[n + k] = into[k]! ** 2
  into[2 * n] = 1
}

function spreadOf(raw: Float32Array, width: number) {
  const mean: number[] = []
  const deviation: number[] = []
  for (let k = 0; k < width - 1; k += 1) {
    let [sum, squares, n] = [0, 0, 0]
    for (let at = k; at < raw.length; at += width) {
      const value = raw[at]!
      if (Number.isNaN(value)) continue
      sum += value
      squares += value * value
      n += 1
    }
    mean.push(n > 0 ? sum / n : 0)
    const variance = n > 0 ? squares / n - (sum / n) ** 2 : 0
    deviation.push(variance > 1e-9 ? Math.sqrt(variance) : 0)
  }
  return { mean: [...mean, 0], deviation: [...deviation, 1] }
}

/** A score that is not to be seen. */
function hide(deviation: number[], own: boolean): void {
  const at = fromSteps.length - 1
  deviation[at] = 0
  deviation[at + fromSteps.length + (own ? places : 0)] = 0
}

/** What has no value counts as the mean. */
function standardise(
  raw: Float32Array,
  { mean, deviation }: Pick<SurvivalModel, 'mean' | 'deviation'>,
  into: Float64Array,
  at: number,
): void {
  for (let k = 0; k < mean.length; k += 1) {
    const value = deviation[k] === 0 ? 0 : (raw[k]! - mean[k]!) / deviation[k]!
    into[at + k] = Number.isNaN(value) ? 0 : Math.max(-5, Math.min(5, value))
  }
}
