/** The inputs of a track as a whole, seen up to some box. */
import { columns } from '../../../base/detections.ts'
import type { Scene } from '../../data/scene.ts'
import { meanScore, rankOf } from './scores.ts'
import { column, rooted, stepWidth } from './steps.ts'

const trackInputs = [
  'log boxes',
  'log span',
  'boxes a frame',
  'net way',
  'off a straight line',
  'best track before',
  'its log length',
  'best track after',
  'its log length after',
  'share on a longer track',
  'starts with the film',
  'ends with the film',
  'mean score',
  'highest score',
  'sum of scores',
  'rank of the score',
  'has scores',
  'survival to 5',
  'survival to 8',
  'end is known',
] as const

export const trackWidth = trackInputs.length
/** Columns that the track alone decides: length, shape and score, but not its rank. */
export const ownTrack = [0, 1, 2, 3, 4, 12, 13, 14, 16]
/** Columns that say something of scores: hidden ones have no value, the flag is 0. */
export const scoreColumns = { first: 12, last: 15, flag: 16 }

/** n boxes, span in frames from first to last: log n · log span · n/span (MODEL.md, length). */
export function lengthOf(boxes: Float32Array, from: number, to: number): [number, number, number] {
  const span = boxes[(to - 1) * columns]! - boxes[from * columns]! + 1
  const n = to - from
  return [Math.log(n), Math.log(span), n / span]
}

/**
 * Way from the first centre to the last, and root mean square distance of the centres from the line through them that
 * fits best over time; each in mean heights, as a square root within 2 (MODEL.md, motion). None for one box.
 */
export function shapeOf(boxes: Float32Array, from: number, to: number): [number, number] {
  const n = to - from
  if (n < 2) return [Number.NaN, Number.NaN]
  const start = boxes[from * columns]!
  const sum = { t: 0, x: 0, y: 0, h: 0, tt: 0, tx: 0, ty: 0, xx: 0, yy: 0 }
  const [x0, y0] = centre(boxes, from)
  for (let i = from; i < to; i += 1) {
    const t = boxes[i * columns]! - start
    const [cx, cy] = centre(boxes, i)
    const [x, y] = [cx - x0, cy - y0]
    sum.t += t
    sum.x += x
    sum.y += y
    sum.h += boxes[i * columns + 4]!
    sum.tt += t * t
    sum.tx += t * x
    sum.ty += t * y
    sum.xx += x * x
    sum.yy += y * y
  }
  const spread = Math.max(1e-9, sum.tt - (sum.t * sum.t) / n)
  const left = (of: number, squares: number, with_: number) =>
    Math.max(0, squares - (of * of) / n - (with_ - (sum.t * of) / n) ** 2 / spread)
  const off = Math.sqrt((left(sum.x, sum.xx, sum.tx) + left(sum.y, sum.yy, sum.ty)) / n)
  const [x1, y1] = centre(boxes, to - 1)
  const height = Math.max(1e-3, sum.h / n)
  return [rooted(Math.hypot(x1 - x0, y1 - y0) / height), rooted(off / height)]
}

const centre = (boxes: Float32Array, i: number): [number, number] => [
  boxes[i * columns + 1]! + boxes[i * columns + 3]! / 2,
  boxes[i * columns + 2]! + boxes[i * columns + 4]! / 2,
]

/** Logits of the scored boxes: mean · highest · sum, as sign · log(1 + |sum|) · rank in the file · 1 where there are scores. */
export function scoresOf(rows: Float32Array, from: number, to: number, ranked: Float64Array): number[] {
  const mean = meanScore(rows, from, to)
  if (Number.isNaN(mean)) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0]
  let [highest, sum] = [Number.NEGATIVE_INFINITY, 0]
  for (let i = from; i < to; i += 1) {
    const score = rows[i * stepWidth + column.score]!
    if (Number.isNaN(score)) continue
    highest = Math.max(highest, score)
    sum += score
  }
  return [mean, highest, Math.sign(sum) * Math.log1p(Math.abs(sum)), rankOf(ranked, mean), 1]
}

/** Is the box in the film's first or last frames? */
export function edgesOf(
  scene: Scene,
  from: number,
  to: number,
  film: { first: number; last: number },
): [number, number] {
  const at = (i: number) => scene.boxes[i * columns]!
  return [at(from) <= film.first + 1 ? 1 : 0, at(to - 1) >= film.last - 1 ? 1 : 0]
}

export function filmOf({ boxes }: Scene): { first: number; last: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < boxes.length; at += columns) {
    first = Math.min(first, boxes[at]!)
    last = Math.max(last, boxes[at]!)
  }
  return { first, last }
}
