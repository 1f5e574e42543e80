/** Nine motion numbers a box, from the box centres alone (SEED §2.2), then 9 → 32 → 64. */
import { columns, countBoxes, type Detections } from '../../base/detections.ts'
import { sampleEvenly } from '../data/sampling.ts'
import { boxesIn, type FrameSize, type Scene, trackIn } from '../data/scene.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass, View } from '../model/parts.ts'
import { mostSteps } from '../model/sizes.ts'

/** x, y, velocity x, y, acceleration x, y, speed, direction, curvature: see describeMotion. */
const inputs = 9

/** Longer tracks are sampled evenly, then described. */
const most = mostSteps.statistical

/** Slower than this (frame sizes a frame) counts as standing: a direction would be noise. */
const standing = 1e-6

export class StatisticalFeatures implements FeatureExtractor {
  readonly name = 'statistical'
  readonly inputDim = inputs
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly trackOutputDim = 0
  readonly needsScene = false
  readonly maxSteps = most
  readonly layers: [Linear, Linear]
  readonly parameters: Parameter[]

  constructor(width = 64) {
    this.outputDim = width
    this.layers = [new Linear('features.0', inputs, 32), new Linear('features.1', 32, width)]
    this.parameters = this.layers.flatMap((layer) => layer.parameters)
  }

  learnPrior(): null {
    return null
  }

  describe(scene: Scene, tracks: readonly number[]): Described[] {
    return tracks.map((track) => ({
      boxes: boxesIn(scene, track),
      view(view: View) {
        const seen = trackIn(scene, track).subarray(0, view.boxes * columns)
        const boxes = sampleEvenly(view.mirror ? mirrored(seen, scene.frame) : seen, most)
        return { inputs: describeMotion(boxes, scene.frame), track: noInputs, boxes: countBoxes(boxes) }
      },
    }))
  }

  forward({ steps }: Inputs, _pass: Pass): Inputs {
    return { steps: this.layers[1].forward(this.layers[0].forward(steps, true)), tracks: null }
  }
}

const noInputs = new Float32Array()

function mirrored(detections: Detections, { width }: FrameSize): Detections {
  const turned = detections.slice()
  for (let at = 0; at < turned.length; at += columns)
    turned[at + 1] = width - turned[at + 1]! - turned[at + 3]!
  return turned
}

/**
 * Rows of nine numbers, one a seen box; missing frames are no rows but a longer time step dt (frames).
 * Position p: box centre in frame widths and heights. Velocity v = Δp/dt and acceleration a = Δv/dt against the box
 * before, 0 where there is none. Speed |v|. Direction atan2(vy, vx)/π. Curvature: turn of the direction a frame,
 * wrapped to ±π, in units of π; both are 0 while standing.
 */
export function describeMotion(detections: Detections, { width, height }: FrameSize): Float32Array {
  const boxes = countBoxes(detections)
  const rows = new Float32Array(boxes * inputs)
  let [lastX, lastY, lastVx, lastVy, heading] = [0, 0, 0, 0, Number.NaN]
  for (let i = 0; i < boxes; i += 1) {
    const at = i * columns
    const x = (detections[at + 1]! + detections[at + 3]! / 2) / width
    const y = (detections[at + 2]! + detections[at + 4]! / 2) / height
    const dt = i === 0 ? 0 : Math.max(1, detections[at]! - detections[at - columns]!)
    const vx = i === 0 ? 0 : (x - lastX) / dt
    const vy = i === 0 ? 0 : (y - lastY) / dt
    const speed = Math.hypot(vx, vy)
    const direction = speed > standing ? Math.atan2(vy, vx) : Number.NaN
    const turn = i < 2 || Number.isNaN(direction + heading) ? 0 : wrap(direction - heading) / Math.PI / dt
    const bend = i < 2 ? [0, 0] : [(vx - lastVx) / dt, (vy - lastVy) / dt]
    rows.set([x, y, vx, vy, bend[0]!, bend[1]!, speed, (direction || 0) / Math.PI, turn], i * inputs)
    if (!Number.isNaN(direction)) heading = direction
    lastX = x
    lastY = y
    lastVx = vx
    lastVy = vy
  }
  return rows
}

const wrap = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
