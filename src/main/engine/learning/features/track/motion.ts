/** How a box moved and grew against the box before it, in heights and frames: free of the picture's scale. */
import { columns } from '../../../base/detections.ts'
import { countTracks, type Scene } from '../../data/scene.ts'
import { column, rooted, stepWidth } from './steps.ts'

/**
 * With centre c, height h, width w, and dt frames since the box before:
 * Δcx/(dt·h) · Δcy/(dt·h) · Δlog h/dt · Δlog w/dt · |v − v before|, each as a signed square root within ±2
 * (MODEL.md, motion). A first box has none (NaN); a change of speed needs two boxes before.
 */
export function writeMotion(scene: Scene, rows: Float32Array): void {
  for (let t = 0; t < countTracks(scene); t += 1) {
    let [beforeX, beforeY] = [Number.NaN, Number.NaN]
    for (let i = scene.offsets[t]!; i < scene.offsets[t + 1]!; i += 1) {
      const at = i * stepWidth + column.motion
      if (i === scene.offsets[t]!) {
        rows.fill(Number.NaN, at, at + 5)
        continue
      }
      const { dt, dx, dy, height, width } = between(scene.boxes, i)
      const vx = dx / dt
      const vy = dy / dt
      rows[at] = rooted(vx)
      rows[at + 1] = rooted(vy)
      rows[at + 2] = rooted(height / dt)
      rows[at + 3] = rooted(width / dt)
      rows[at + 4] = rooted(Math.hypot(vx - beforeX, vy - beforeY))
      beforeX = vx
      beforeY = vy
    }
  }
}

/** From box i − 1 to box i: frames, way of the centre in heights of box i, growth of log height and log width. */
function between(boxes: Float32Array, i: number) {
  const [now, last] = [i * columns, (i - 1) * columns]
  const [w, h] = [Math.max(1e-3, boxes[now + 3]!), Math.max(1e-3, boxes[now + 4]!)]
  const [lastW, lastH] = [Math.max(1e-3, boxes[last + 3]!), Math.max(1e-3, boxes[last + 4]!)]
  return {
    dt: Math.max(1, boxes[now]! - boxes[last]!),
    dx: (boxes[now + 1]! + w / 2 - boxes[last + 1]! - lastW / 2) / h,
    dy: (boxes[now + 2]! + h / 2 - boxes[last + 2]! - lastH / 2) / h,
    height: Math.log(h / lastH),
    width: Math.log(w / lastW),
  }
}
