/** The points of moving objects, and the short trails of brief ones. */
import {
  around,
  type Colour,
  discDistance,
  fill,
  pixelsAlong,
  pixelsAround,
  segmentDistance,
  wholePicture,
} from './raster.ts'
import type { ClipScene, Pane } from './scene.ts'
import type { SceneObject } from './sceneObject.ts'
import { isThere } from './sight.ts'

const pointColour: Colour = [255, 0, 0]
export const trailColour: Colour = [0, 0, 255]
export const trailOpacity = 0.8

/** Points usually lie over trails: under one, the object would be cut in two. */
export function drawMoving(
  picture: Uint8Array,
  scene: ClipScene,
  pane: Pane,
  frame: number,
  trail: 'under' | 'over',
): void {
  for (const object of pane.objects) {
    if (object.label === 'noise' || !isThere(object, frame)) continue
    const shortTrail = object.label === 'brief'
    if (shortTrail && trail === 'under') drawShortTrail(picture, scene, pane, object, frame)
    const { x, y } = pane.sight.pixel(object, frame)
    const area = pixelsAround(x, y, object.radius, wholePicture(scene))
    fill(picture, scene.width, area, pointColour, 1, discDistance(x, y, object.radius))
    if (shortTrail && trail === 'over') drawShortTrail(picture, scene, pane, object, frame)
  }
}

/** As one stroke: where its pieces meet they must not count twice. */
function drawShortTrail(
  picture: Uint8Array,
  scene: ClipScene,
  pane: Pane,
  object: SceneObject,
  frame: number,
): void {
  const points = Array.from({ length: frame - object.first + 1 }, (_, i) =>
    pane.sight.pixel(object, object.first + i, frame),
  )
  if (points.length < 2) return
  const half = scene.trailHalfWidth
  const whole = wholePicture(scene)
  const pieces = points.slice(1).map((point, i) => pixelsAlong(points[i]!, point, half, whole))
  const area = pieces.reduce(around)
  fill(picture, scene.width, area, trailColour, trailOpacity, (x, y) => {
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1]!, points[i]!]
      nearest = Math.min(nearest, segmentDistance(x, y, a.x, a.y, b.x, b.y))
    }
    return nearest - half
  })
}
