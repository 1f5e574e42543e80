/**
 * Shapes as coverage: how much of a pixel a shape covers follows from the signed distance of the pixel's centre to its
 * edge, 1 half a pixel inside, 0 half a pixel outside. Plain arithmetic: the same bytes on every machine.
 * A picture is [height × width × 3] bytes; pixel (x, y) has its centre at (x + .5, y + .5).
 */
import type { PictureSize, Pixel } from './camera.ts'

export interface Rectangle {
  left: number
  top: number
  /** Exclusive. */
  right: number
  bottom: number
}

/** The pixels around the line from a to b, `reach` pixels wide on each side. */
export function pixelsAlong(a: Pixel, b: Pixel, reach: number, within: Rectangle): Rectangle {
  const first = pixelsAround(Math.min(a.x, b.x), Math.min(a.y, b.y), reach, within)
  const last = pixelsAround(Math.max(a.x, b.x), Math.max(a.y, b.y), reach, within)
  return { left: first.left, top: first.top, right: last.right, bottom: last.bottom }
}

/** The smallest rectangle with both in it; an empty one adds nothing. */
export function around(one: Rectangle, other: Rectangle): Rectangle {
  if (one.left >= one.right || one.top >= one.bottom) return other
  if (other.left >= other.right || other.top >= other.bottom) return one
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  }
}

export const nowhere: Rectangle = { left: 0, top: 0, right: 0, bottom: 0 }

export const wholePicture = ({ width, height }: PictureSize): Rectangle => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
})

/** The pixels that a shape around (x, y), reaching `reach` pixels, can touch. May be empty. */
export function pixelsAround(x: number, y: number, reach: number, within: Rectangle): Rectangle {
  return {
    left: Math.max(within.left, Math.floor(x - reach - 0.5)),
    top: Math.max(within.top, Math.floor(y - reach - 0.5)),
    right: Math.min(within.right, Math.ceil(x + reach + 0.5)),
    bottom: Math.min(within.bottom, Math.ceil(y + reach + 0.5)),
  }
}

/** 0 … 255 of a signed distance in pixels (negative inside). */
export const coverage = (distance: number): number =>
  distance <= -0.5 ? 255 : distance >= 0.5 ? 0 : Math.round((0.5 - distance) * 255)

export type Colour = readonly [red: number, green: number, blue: number]

/** Lays `colour` over a pixel; `alpha` 0 … 255. */
export function blend(picture: Uint8Array, at: number, colour: Colour, alpha: number): void {
  const rest = 255 - alpha
  picture[at] = mix(picture[at]!, rest, colour[0], alpha)
  picture[at + 1] = mix(picture[at + 1]!, rest, colour[1], alpha)
  picture[at + 2] = mix(picture[at + 2]!, rest, colour[2], alpha)
}

const mix = (under: number, rest: number, over: number, alpha: number): number =>
  ((under * rest + over * alpha + 127) / 255) | 0

/** Lays a shape of one colour over a picture of that `width`. `distance` gets pixel centres. */
export function fill(
  picture: Uint8Array,
  width: number,
  area: Rectangle,
  colour: Colour,
  opacity: number,
  distance: (x: number, y: number) => number,
): void {
  for (let y = area.top; y < area.bottom; y += 1) {
    for (let x = area.left; x < area.right; x += 1) {
      const covered = coverage(distance(x + 0.5, y + 0.5))
      if (covered > 0) blend(picture, (y * width + x) * 3, colour, Math.round(covered * opacity))
    }
  }
}

export const discDistance =
  (centreX: number, centreY: number, radius: number) =>
  (x: number, y: number): number => {
    const dx = x - centreX
    const dy = y - centreY
    return Math.sqrt(dx * dx + dy * dy) - radius
  }

/** Distance to the line from a to b. */
export function segmentDistance(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax
  const dy = by - ay
  const px = x - ax
  const py = y - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length))
  const ex = px - along * dx
  const ey = py - along * dy
  return Math.sqrt(ex * ex + ey * ey)
}

/** A closed polygon, [x0, y0, x1, y1, …]; inside by the even-odd rule. */
export const polygonDistance =
  (corners: readonly number[]) =>
  (x: number, y: number): number => {
    let nearest = Number.POSITIVE_INFINITY
    let inside = false
    let [ax, ay] = [corners[corners.length - 2]!, corners[corners.length - 1]!]
    for (let i = 0; i < corners.length; i += 2) {
      const [bx, by] = [corners[i]!, corners[i + 1]!]
      nearest = Math.min(nearest, segmentDistance(x, y, ax, ay, bx, by))
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
      ax = bx
      ay = by
    }
    return inside ? -nearest : nearest
  }
