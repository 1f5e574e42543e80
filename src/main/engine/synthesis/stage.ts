/** The growing part of a pane's picture: ground, clutter that is there, trail of the persistent object so far. */
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
import type { ClipScene, Pane } from './scene.ts'
import type { SceneObject } from './sceneObject.ts'
import { isThere } from './sight.ts'
import { shapeDistance } from './shapes.ts'

const clutterOpacity = 0.6

export class Stage {
  readonly #scene: ClipScene
  readonly #pane: Pane
  readonly #ground: Uint8Array
  /** Ground and clutter, [height × width × 3]. */
  readonly #back: Uint8Array
  /** How much of each pixel the trail covers, 0 … 255. Its opacity counts once, however often it crosses itself. */
  readonly #trail: Uint8Array
  readonly #picture: Uint8Array
  readonly #trailApart: boolean
  #frame = -1

  /** `trailApart`: pictures come without it, for who lays it over the points himself. */
  constructor(scene: ClipScene, pane: Pane, trailApart: boolean) {
    this.#trailApart = trailApart
    this.#scene = scene
    this.#pane = pane
    this.#ground = groundOf(pane.view, scene)
    this.#back = this.#ground.slice()
    this.#trail = new Uint8Array(scene.width * scene.height)
    this.#picture = this.#ground.slice()
  }

  /** The stage of `frame`, [height × width × 3]; overwritten by the next call. */
  goTo(frame: number): Uint8Array {
    const steps = this.#pane.sight.fixed && (this.#frame >= 0 ? frame > this.#frame : frame === 0)
    if (steps) while (this.#frame < frame) this.#step(++this.#frame)
    else this.#drawAnew(frame)
    this.#frame = frame
    return this.#picture
  }

  #step(frame: number): void {
    const { sight } = this.#pane
    for (const object of this.#pane.objects) {
      if (object.label === 'noise') {
        const [was, is] = [isThere(object, frame - 1), isThere(object, frame)]
        const moves = object.path.length > 3
        if (was === is && !(is && moves)) continue
        const before = was && moves ? this.#reach(object, frame - 1) : nowhere
        const area = around(before, is || !moves ? this.#reach(object, frame) : nowhere)
        this.#drawClutter(area, frame)
        this.#compose(area)
      } else if (object.label === 'persistent' && frame > object.first) {
        this.#compose(this.#extendTrail(sight.pixel(object, frame - 1), sight.pixel(object, frame)))
      }
    }
  }

  #drawAnew(frame: number): void {
    const { objects, sight } = this.#pane
    const whole = wholePicture(this.#scene)
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
    const { x, y } = this.#pane.sight.pixel(object, frame)
    return pixelsAround(x, y, object.radius, wholePicture(this.#scene))
  }

  /** Ground and all clutter of the frame, within `area`. */
  #drawClutter(area: Rectangle, frame: number): void {
    const { width } = this.#scene
    copyArea(this.#ground, this.#back, width, area)
    for (const object of this.#pane.objects) {
      if (object.label !== 'noise' || !isThere(object, frame)) continue
      const { x, y } = this.#pane.sight.pixel(object, frame)
      const part = pixelsAround(x, y, object.radius, area)
      const distance = shapeDistance(object.shape, x, y, object.radius)
      fill(this.#back, width, part, [object.grey, object.grey, object.grey], clutterOpacity, distance)
    }
  }

  /** Returns the pixels that it may have changed. */
  #extendTrail(from: Pixel, to: Pixel): Rectangle {
    const { width, trailHalfWidth: half } = this.#scene
    const area = pixelsAlong(from, to, half, wholePicture(this.#scene))
    for (let y = area.top; y < area.bottom; y += 1) {
      for (let x = area.left; x < area.right; x += 1) {
        const covered = coverage(segmentDistance(x + 0.5, y + 0.5, from.x, from.y, to.x, to.y) - half)
        const at = y * width + x
        if (covered > this.#trail[at]!) this.#trail[at] = covered
      }
    }
    return area
  }

  /** The picture within `area`, from the back and the trail. */
  #compose(area: Rectangle): void {
    copyArea(this.#back, this.#picture, this.#scene.width, area)
    if (!this.#trailApart) this.layTrail(this.#picture, area)
  }

  /** Lays the trail as far as the last `goTo` over `picture`. */
  layTrail(picture: Uint8Array, area: Rectangle = wholePicture(this.#scene)): void {
    const { width } = this.#scene
    for (let y = area.top; y < area.bottom; y += 1) {
      for (let x = area.left; x < area.right; x += 1) {
        const covered = this.#trail[y * width + x]!
        if (covered > 0) blend(picture, (y * width + x) * 3, trailColour, Math.round(covered * trailOpacity))
      }
    }
  }
}

function copyArea(
  from: Uint8Array,
  to: Uint8Array,
  width: number,
  { left, top, right, bottom }: Rectangle,
): void {
  if (right <= left) return
  for (let y = top; y < bottom; y += 1) {
    const [start, end] = [(y * width + left) * 3, (y * width + right) * 3]
    to.set(from.subarray(start, end), start)
  }
}
