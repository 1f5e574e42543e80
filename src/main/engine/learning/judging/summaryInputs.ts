/** Nine numbers a track that a simple rule may look at: what logistic regression is given. */
import { columns, countBoxes } from '../../base/detections.ts'
import type { TableTrack } from '../data/trackTable.ts'

/**
 * log boxes · log span (frames from first to last) · boxes / span · mean score · highest score (both 0 where the file
 * has none) · log of mean height / frame height · mean speed, box heights a frame · way from first to last box, mean
 * heights · mean |Δ log height| a frame.
 */
export function summaryInputs({ detections, frame }: Pick<TableTrack, 'detections' | 'frame'>): number[] {
  const boxes = countBoxes(detections)
  const span = detections[(boxes - 1) * columns]! - detections[0]! + 1
  const sum = { height: 0, score: 0, speed: 0, growth: 0 }
  let highest = 0
  for (let at = 0; at < detections.length; at += columns) {
    const [height, score] = [Math.max(1e-3, detections[at + 4]!), detections[at + 5]!]
    sum.height += height
    if (!Number.isNaN(score)) {
      sum.score += score
      highest = Math.max(highest, score)
    }
    if (at === 0) continue
    const dt = Math.max(1, detections[at]! - detections[at - columns]!)
    sum.speed += distance(detections, at - columns, at) / (dt * height)
    sum.growth += Math.abs(Math.log(height / Math.max(1e-3, detections[at - columns + 4]!))) / dt
  }
  const meanHeight = sum.height / boxes
  const moves = Math.max(1, boxes - 1)
  return [
    Math.log(boxes),
    Math.log(span),
    boxes / span,
    sum.score / boxes,
    highest,
    Math.log(meanHeight / frame.height),
    sum.speed / moves,
    distance(detections, 0, detections.length - columns) / meanHeight,
    sum.growth / moves,
  ]
}

/** Between the centres of two boxes, given where their rows start. */
function distance(detections: Float32Array, a: number, b: number): number {
  const x = (at: number) => detections[at + 1]! + detections[at + 3]! / 2
  const y = (at: number) => detections[at + 2]! + detections[at + 4]! / 2
  return Math.hypot(x(b) - x(a), y(b) - y(a))
}
