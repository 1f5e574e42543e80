/** The detector's scores. */
import { columns } from '../../../base/detections.ts'
import { boxesIn, countTracks, type Scene } from '../../data/scene.ts'
import { column, stepWidth } from './steps.ts'

/** log(s / (1 − s)), s kept within 1e-4 … 1 − 1e-4; none stays none. */
function logit(score: number): number {
  const kept = Math.max(1e-4, Math.min(1 - 1e-4, score))
  return Math.log(kept / (1 - kept))
}

export function writeScores({ boxes, owner }: Scene, rows: Float32Array): void {
  for (let i = 0; i < owner.length; i += 1)
    rows[i * stepWidth + column.score] = logit(boxes[i * columns + 5]!)
}

/** Mean logits of the scored tracks of a scene, ascending. */
export function rankedScores(scene: Scene, rows: Float32Array): Float64Array {
  const means: number[] = []
  for (let t = 0; t < countTracks(scene); t += 1) {
    const mean = meanScore(rows, scene.offsets[t]!, scene.offsets[t]! + boxesIn(scene, t))
    if (!Number.isNaN(mean)) means.push(mean)
  }
  return Float64Array.from(means).sort()
}

/** Mean logit of the scored boxes from..to−1; none where no box has a score. */
export function meanScore(rows: Float32Array, from: number, to: number): number {
  let [sum, n] = [0, 0]
  for (let i = from; i < to; i += 1) {
    const score = rows[i * stepWidth + column.score]!
    if (Number.isNaN(score)) continue
    sum += score
    n += 1
  }
  return n === 0 ? Number.NaN : sum / n
}

/** Share of the tracks of a file that have a lower mean, equal ones half; none where there are none. */
export function rankOf(ranked: Float64Array, mean: number): number {
  if (ranked.length === 0 || Number.isNaN(mean)) return Number.NaN
  return (countBelow(ranked, mean) + countBelow(ranked, mean + 1e-9)) / (2 * ranked.length)
}

function countBelow(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
