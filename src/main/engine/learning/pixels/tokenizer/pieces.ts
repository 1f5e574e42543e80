/** A whole video as clips of a tokenizer: squares that cover its picture, for some frames in a row. */
import { columns, type Detections } from '../../../base/detections.ts'

/** Of a long film so many stretches, evenly spread: a tokenizer draws some hundred clips an epoch. */
const mostStretches = 200

export interface Extent {
  width: number
  height: number
  frames: number
}

/**
 * Squares of the picture's shorter side, as few as cover it, edge to edge: each `length` frames long (a shorter video is one
 * stretch), as boxes whose crop with context 1 is the square.
 */
export function piecesOf({ width, height, frames }: Extent, length: number): Detections[] {
  const side = Math.min(width, height)
  const across = spread(Math.ceil(width / side), width - side)
  const down = spread(Math.ceil(height / side), height - side)
  const places = across.flatMap((left) => down.map((top) => ({ left, top })))
  return stretches(frames, length).flatMap(({ first, count }) =>
    places.map(({ left, top }) => {
      const boxes = new Float32Array(count * columns)
      for (let i = 0; i < count; i += 1) boxes.set([first + i, left, top, side, side, 1], i * columns)
      return boxes
    }),
  )
}

function stretches(frames: number, length: number): { first: number; count: number }[] {
  if (frames <= length) return frames > 0 ? [{ first: 0, count: frames }] : []
  const count = Math.min(mostStretches, Math.floor(frames / length))
  return spread(count, frames - length).map((first) => ({ first: Math.floor(first), count: length }))
}

/** `n` numbers from 0 to `end`, evenly; one lies in the middle. */
const spread = (n: number, end: number): number[] =>
  n === 1 ? [end / 2] : Array.from({ length: n }, (_, i) => (i * end) / (n - 1))
