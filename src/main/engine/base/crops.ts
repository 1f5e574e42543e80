/** What a model that looks at pixels is shown of a box: a square around it with some of what surrounds it. */
import { drawSquare, type Picture, type Square } from './squares.ts'

/** In pixels of its picture. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** A box smaller than this (pixels of its longer side) is shown as if it were so large: enlarged further it shows nothing. */
const smallest = 4

/** The square around a box: its centre, its longer side · `context` (1 = nothing else is seen). */
export function squareAround({ x, y, w, h }: Box, context: number): Square {
  const side = Math.max(w, h, smallest) * context
  const [left, top] = [x + w / 2 - side / 2, y + h / 2 - side / 2]
  // As plans of crops hold them: the same pixels from a box and from its plan.
  return { left: Math.fround(left), top: Math.fround(top), side: Math.fround(side) }
}

/**
 * The box of `frame` with its surroundings, `side` × `side` pixels. Where it leaves the frame the frame's edge is
 * repeated, so that no black border tells where in the frame the box was.
 */
export function cropAround(frame: Picture, box: Box, side: number, context: number): Picture {
  return cropSquare(frame, squareAround(box, context), side)
}

export function cropSquare(frame: Picture, square: Square, side: number): Picture {
  const crop = { width: side, height: side, rgb: new Uint8Array(side * side * 3) }
  drawSquare(frame, square, crop, 0, side, 'repeat')
  return crop
}
