/** The growing part of a clip's picture: ground, clutter that is there, trail of the persistent object so far. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import type { Pixel } from './camera.ts'
import { groundOf } from './ground.ts'
import { trailColour, trailOpacity } from './moving.ts'
import {
  around,
  blend,
  coverage,
  fill,
  nowhere,
  pixelsAlong,
  pixelsAround,
  type Rectangle,
  segmentDistance,
  wholePicture,
} from './raster.ts'
import { type ClipScene, type SceneObject, trailHalfWidth } from './scene.ts'
import { isThere } from './sight.ts'
import { shapeDistance } from './shapes.ts'

const clutterOpacity = 0.6

export class Stage {
  readonly #scene: ClipScene
  readonly #ground: Uint8Array
  /** Ground and clutter, [size × size × 3]. */
  readonly #back: Uint8Array
  /** How much of each pixel the trail covers, 0 … 255. Its opacity counts once, however often it crosses itself. */
  readonly #trail: Uint8Array
  readonly #picture: Uint8Array
  #frame = -1

  constructor({ view, size }: GenerateRecipe, scene: ClipScene) {
    this.#scene = scene
    this.#ground = groundOf(view, size)
    this.#back = this.#ground.slice()
    this.#trail = new Uint8Array(size * size)
    this.#picture = this.#ground.slice()
  }

  /** The stage of `frame`, [size × size × 3]; overwritten by the next call. */
  goTo(frame: number): Uint8Array {
    if (this.#scene.sight.fixed && frame === this.#frame + 1) this.#step(frame)
    else this.#drawAnew(frame)
    this.#frame = frame
    return this.#picture
  }

  #step(frame: number): void {
    for (const object of this.#scene.objects) {
      if (object.label === 'noise') {
        if (isThere(object, frame) === isThere(object, frame - 1)) continue
        const area = this.#reach(object, frame)
        this.#drawClutter(area, frame)
        this.#compose(area)
      } else if (object.label === 'persistent' && frame > object.first) {
        const { sight } = this.#scene
        this.#compose(this.#extendTrail(sight.pixel(object, frame - 1), sight.pixel(object, frame)))
      }
    }
  }

  #drawAnew(frame: number): void {
    const { size, objects, sight } = this.#scene
    const whole = wholePicture(size)
    this.#trail.fill(0)
    let trail = nowhere
    for (const object of objects) {
      if (object.label !== 'persistent') continue
      for (let at = object.first + 1; at <= Math.min(frame, object.end - 1); at += 1)
        trail = around(
          trail,
          this.#extendTrail(sight.pixel(object, at - 1, frame), sight.pixel(object, at, frame)),
        )
    }
    this.#drawClutter(whole, frame)
    this.#picture.set(this.#back)
    this.#compose(trail)
  }

  #reach(object: SceneObject, frame: number): Rectangle {
    const { x, y } = this.#scene.sight.pixel(object, frame)
    return pixelsAround(x, y, object.radius, wholePicture(this.#scene.size))
  }

  /** Ground and all clutter of the frame, within `area`. */
  #drawClutter(area: Rectangle, frame: number): void {
    const { size, sight, objects } = this.#scene
    copyArea(this.#ground, this.#back, size, area)
    for (const object of objects) {
      if (object.label !== 'noise' || !isThere(object, frame)) continue
      const { x, y } = sight.pixel(object, frame)
      const part = pixelsAround(x, y, object.radius, area)
      const distance = shapeDistance(object.shape, x, y, object.radius)
      fill(this.#back, size, part, [object.grey, object.grey, object.grey], clutterOpacity, distance)
    }
  }

  /** Returns the pixels that it may have changed. */
  #extendTrail(from: Pixel, to: Pixel): Rectangle {
    const { size } = this.#scene
    const half = trailHalfWidth(size)
    const area = pixelsAlong(from, to, half, wholePicture(size))
    for (let y = area.top; y < area.bottom; y += 1) {
      for (let x = area.left; x < area.right; x += 1) {
        const covered = coverage(segmentDistance(x + 0.5, y + 0.5, from.x, from.y, to.x, to.y) - half)
        const at = y * size + x
        if (covered > this.#trail[at]!) this.#trail[at] = covered
      }
    }
    return area
  }

  /** The picture within `area`, from the back and the trail. */
  #compose(area: Rectangle): void {
    const { size } = this.#scene
    copyArea(this.#back, this.#picture, size, area)
    for (let y = area.top; y < area.bottom; y += 1) {
      for (let x = area.left; x < area.right; x += 1) {
        const covered = this.#trail[y * size + x]!
        if (covered > 0)
          blend(this.#picture, (y * size + x) * 3, trailColour, Math.round(covered * trailOpacity))
      }
    }
  }
}

function copyArea(
  from: Uint8Array,
  to: Uint8Array,
  size: number,
  { left, top, right, bottom }: Rectangle,
): void {
  if (right <= left) return
  for (let y = top; y < bottom; y += 1) {
    const [start, end] = [(y * size + left) * 3, (y * size + right) * 3]
    to.set(from.subarray(start, end), start)
  }
}
