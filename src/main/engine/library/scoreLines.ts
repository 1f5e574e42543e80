/** The model's score along a track in a few points, for a line as wide as a table's cell. */
import { columns, countBoxes, type Detections } from '../base/detections.ts'

const mostPoints = 24

/** Means over equal parts of the track's frames, at most 24; null where a part holds no box, so that no gap is bridged. */
export function scoreLine(detections: Detections, scores: Float32Array): (number | null)[] {
  const boxes = countBoxes(detections)
  if (boxes === 0) return []
  const frameOf = (box: number): number => detections[box * columns]!
  const [first, last] = [frameOf(0), frameOf(boxes - 1)]
  const points = Math.min(mostPoints, last - first + 1)
  const sums = new Float64Array(points)
  const counts = new Uint32Array(points)
  for (let box = 0; box < boxes; box += 1) {
    const point = Math.min(points - 1, Math.floor(((frameOf(box) - first) * points) / (last - first + 1)))
    sums[point]! += scores[box]!
    counts[point]! += 1
  }
  return Array.from(sums, (sum, point) => (counts[point] === 0 ? null : sum / counts[point]!))
}
