/** Things on one ground are as tall as their feet are below the horizon: who is not, stands out. */
import { columns } from '../../../base/detections.ts'
import { boxesIn, countTracks, type Scene } from '../../data/scene.ts'
import { column, stepWidth, within } from './steps.ts'

/** Height of a thing whose feet are at y2 (pixels): slope · (y2 − horizon). */
export interface Perspective {
  slope: number
  horizon: number
}

/** Only tracks of so many boxes are trusted, at most so many boxes of each, and so many tracks are needed. */
const trusted = 4
const boxesOfEach = 8
const fewest = 5
const rounds = 12

/**
 * Least absolute deviations by reweighting: h = slope · y2 + rest over tracks of ≥ 4 boxes, each track with weight 1.
 * null where there are too few of them or height does not grow downwards.
 */
export function fitPerspective(scene: Scene): Perspective | null {
  const points = pointsOf(scene)
  if (points.tracks < fewest) return null
  const { heights, feet, weights } = points
  const scale = Math.max(1, heights.reduce((sum, h) => sum + h, 0) / heights.length)
  const least = 0.02 * scale
  let line = { slope: 0, rest: 0 }
  const bent = weights.slice()
  for (let round = 0; round < rounds; round += 1) {
    line = fitLine(feet, heights, bent)
    const { slope, rest } = line
    for (let i = 0; i < bent.length; i += 1)
      bent[i] = weights[i]! / Math.max(least, Math.abs(heights[i]! - slope * feet[i]! - rest))
  }
  return line.slope > 0.02 ? { slope: line.slope, horizon: -line.rest / line.slope } : null
}

function pointsOf(scene: Scene) {
  const [heights, feet, weights]: number[][] = [[], [], []]
  let tracks = 0
  for (let t = 0; t < countTracks(scene); t += 1) {
    const boxes = boxesIn(scene, t)
    if (boxes < trusted) continue
    tracks += 1
    const taken = Math.min(boxes, boxesOfEach)
    for (let k = 0; k < taken; k += 1) {
      const at = (scene.offsets[t]! + Math.floor((k * boxes) / taken)) * columns
      heights!.push(scene.boxes[at + 4]!)
      feet!.push(scene.boxes[at + 2]! + scene.boxes[at + 4]!)
      weights!.push(1 / taken)
    }
  }
  const [h, y, w] = [heights!, feet!, weights!].map((values) => Float64Array.from(values)) as Three
  return { heights: h, feet: y, weights: w, tracks }
}

type Three = [Float64Array, Float64Array, Float64Array]

function fitLine(x: Float64Array, y: Float64Array, weights: Float64Array) {
  let [sum, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < weights.length; i += 1) {
    const w = weights[i]!
    const wx = w * x[i]!
    sum += w
    sx += wx
    sy += w * y[i]!
    sxx += wx * x[i]!
    sxy += wx * y[i]!
  }
  const spread = sum * sxx - sx * sx
  const slope = spread > 1e-9 * sxx * sum ? (sum * sxy - sx * sy) / spread : 0
  return { slope, rest: (sy - slope * sx) / sum }
}

/** log(h / (slope · (y2 − horizon))), within ±3; 3 above the horizon; none without a fit (MODEL.md, perspective). */
export function writePerspective(
  scene: Scene,
  fit: Perspective | null,
  rows: Float32Array,
  from = 0,
  to = scene.owner.length,
): void {
  for (let i = from; i < to; i += 1) {
    const [at, into] = [i * columns, i * stepWidth + column.perspective]
    const height = Math.max(1e-3, scene.boxes[at + 4]!)
    if (fit === null) rows[into] = Number.NaN
    else {
      const expected = fit.slope * (scene.boxes[at + 2]! + height - fit.horizon)
      rows[into] = expected > 0 ? within(3, Math.log(height / expected)) : 3
    }
  }
}
