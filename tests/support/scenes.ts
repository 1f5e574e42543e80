/** Small scenes for inputs that are worked out by hand. */
import { expect } from 'vitest'
import { sceneOf } from '../../src/main/engine/learning/data/scene.ts'

/** Tracks of rows [frame, x, y, w, h, score] in pictures of 200 × 100. */
export const scene = (...tracks: number[][][]) =>
  sceneOf(
    tracks.map((rows) => Float32Array.from(rows.flat())),
    { width: 200, height: 100 },
  )

/** A still box for so many frames, half as wide as high. */
export const still = (boxes: number, x: number, y: number, h: number, first = 0, score = 0.9) =>
  Array.from({ length: boxes }, (_, i) => [first + i, x, y, h / 2, h, score])

/** No value. */
export const none = Number.NaN

export function near(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length)
  wanted.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i], `number ${i}`).toBeNaN()
    else expect(found[i], `number ${i}`).toBeCloseTo(value, 4)
  })
}
