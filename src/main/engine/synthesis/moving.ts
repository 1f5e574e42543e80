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
import { type ClipScene, type SceneObject, trailHalfWidth } from './scene.ts'
import { isThere } from './sight.ts'

const pointColour: Colour = [255, 0, 0]
export const trailColour: Colour = [0, 0, 255]
export const trailOpacity = 0.8

/** Points lie over trails: under one, the object would be cut in two. */
export function drawMoving(picture: Uint8Array, scene: ClipScene, frame: number): void {
  for (const object of scene.objects) {
    if (object.label === 'noise' || !isThere(object, frame)) continue
    if (object.label === 'brief') drawShortTrail(picture, scene, object, frame)
    const { x, y } = scene.sight.pixel(object, frame)
    const area = pixelsAround(x, y, object.radius, wholePicture(scene.size))
    fill(picture, scene.size, area, pointColour, 1, discDistance(x, y, object.radius))
  }
}

/** As one stroke: where its pieces meet they must not count twice. */
function drawShortTrail(picture: Uint8Array, scene: ClipScene, object: SceneObject, frame: number): void {
  const points = Array.from({ length: frame - object.first + 1 }, (_, i) =>
    scene.sight.pixel(object, object.first + i, frame),
  )
  if (points.length < 2) return
  const half = trailHalfWidth(scene.size)
  const whole = wholePicture(scene.size)
  const pieces = points.slice(1).map((point, i) => pixelsAlong(points[i]!, point, half, whole))
  const area = pieces.reduce(around)
  fill(picture, scene.size, area, trailColour, trailOpacity, (x, y) => {
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1]!, points[i]!]
      nearest = Math.min(nearest, segmentDistance(x, y, a.x, a.y, b.x, b.y))
    }
    return nearest - half
  })
}
