/** Whole videos as clips of a tokenizer. */
import { describe, expect, it } from 'vitest'
import type { Detections } from '../../../../src/main/engine/base/detections.ts'
import { piecesOf } from '../../../../src/main/engine/learning/pixels/tokenizer/pieces.ts'

const rowsOf = (boxes: Detections) =>
  Array.from({ length: boxes.length / 6 }, (_, i) => [...boxes.subarray(i * 6, i * 6 + 5)])
const framesOf = (boxes: Detections) => rowsOf(boxes).map(([frame]) => frame!)

describe('pieces of a video', () => {
  it('of a square one are stretches of frames in a row, from its first to its last', () => {
    const pieces = piecesOf({ width: 64, height: 64, frames: 10 }, 4)
    expect(pieces.map(framesOf)).toEqual([
      [0, 1, 2, 3],
      [6, 7, 8, 9],
    ])
    expect(rowsOf(pieces[0]!)[0]).toEqual([0, 0, 0, 64, 64])
  })

  it('of a short one are all its frames', () => {
    expect(piecesOf({ width: 64, height: 64, frames: 3 }, 16).map(framesOf)).toEqual([[0, 1, 2]])
    expect(piecesOf({ width: 64, height: 64, frames: 0 }, 16)).toEqual([])
  })

  it.each([
    [768, 576],
    [1920, 1080],
    [100, 1000],
    [641, 640],
  ])('cover a picture of %i × %i without a gap, and never leave it', (width, height) => {
    const side = Math.min(width, height)
    const places = piecesOf({ width, height, frames: 1 }, 1).map((boxes) => rowsOf(boxes)[0]!)
    const along = places.map(([, left, top]) => (width > height ? left! : top!))
    expect(along[0]).toBe(0)
    expect(along.at(-1)).toBe(Math.max(width, height) - side)
    for (const [i, place] of along.slice(1).entries()) expect(place - along[i]!).toBeLessThanOrEqual(side)
    expect(places.every(([, , , w, h]) => w === side && h === side)).toBe(true)
  })

  it('of a long film are a bounded number, evenly spread', () => {
    const pieces = piecesOf({ width: 64, height: 64, frames: 100_000 }, 16)
    expect(pieces).toHaveLength(200)
    expect(framesOf(pieces.at(-1)!).at(-1)).toBe(99_999)
  })
})
