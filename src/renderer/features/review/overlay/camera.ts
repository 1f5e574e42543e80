/** Where the close-up looks: at the track, smoothed, so that the tracker's jitter shows against the picture. */
import type { Box } from '../track.ts'

const reach = 3

export interface Point {
  readonly x: number
  readonly y: number
}

/** Centre of the close-up at a frame: mean of the boxes within ±3 frames; through gaps, between their edges. */
export function cameraAt(boxes: readonly Box[], frame: number): Point | null {
  if (boxes.length === 0) return null
  const near = meanCentre(boxes, frame - reach, frame + reach)
  const { before, after } = around(boxes, frame)
  if (before !== null && before === after) return meanCentre(boxes, before - reach, before + reach)
  if (before === frame || after === frame) return near
  if (before === null) return meanCentre(boxes, after! - reach, after! + reach)
  if (after === null) return meanCentre(boxes, before - reach, before + reach)
  const a = meanCentre(boxes, before - reach, before + reach)!
  const b = meanCentre(boxes, after - reach, after + reach)!
  const part = (frame - before) / (after - before)
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
}

function around(boxes: readonly Box[], frame: number): { before: number | null; after: number | null } {
  let before: number | null = null
  let after: number | null = null
  for (const [at] of boxes) {
    if (at <= frame) before = at
    if (at >= frame && after === null) after = at
  }
  return { before, after }
}

function meanCentre(boxes: readonly Box[], from: number, to: number): Point | null {
  let x = 0
  let y = 0
  let count = 0
  for (const [frame, bx, by, w, h] of boxes) {
    if (frame < from || frame > to) continue
    x += bx + w / 2
    y += by + h / 2
    count += 1
  }
  return count === 0 ? null : { x: x / count, y: y / count }
}

/** Screen pixels a video pixel in the close-up: `zoom` times the full picture, or less where 3 heights would not fit. */
export function closeUpScale(
  zoom: number | 'auto',
  pictureScale: number,
  height: number,
  meanHeight: number,
): number {
  if (zoom !== 'auto') return pictureScale * zoom
  return Math.max(pictureScale, Math.min(pictureScale * 4, height / (3 * Math.max(1, meanHeight))))
}

/** Moves a centre as little as needed for the box to be in view with a margin around it: fast objects outrun the smoothing. */
export function keepInView(
  centre: Point,
  box: Box | undefined,
  scale: number,
  width: number,
  height: number,
): Point {
  if (box === undefined) return centre
  const [, x, y, w, h] = box
  return { x: holdAxis(centre.x, x, w, width / scale), y: holdAxis(centre.y, y, h, height / scale) }
}

function holdAxis(centre: number, start: number, length: number, view: number): number {
  const middle = start + length / 2
  const slack = Math.max(0, (view * 0.8 - length) / 2)
  return Math.max(middle - slack, Math.min(middle + slack, centre))
}

/** The video's rectangle that the close-up shows; it may reach past the picture's edge. */
export function closeUpView(centre: Point, scale: number, width: number, height: number) {
  return {
    x: centre.x - width / scale / 2,
    y: centre.y - height / scale / 2,
    w: width / scale,
    h: height / scale,
  }
}
