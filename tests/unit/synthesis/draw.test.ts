import { afterEach, describe, expect, it, vi } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import type { View } from '../../../src/main/engine/synthesis/camera.ts'
import { drawClip, drawFrame } from '../../../src/main/engine/synthesis/draw.ts'
import { groundOf } from '../../../src/main/engine/synthesis/ground.ts'
import { noiseValues } from '../../../src/main/engine/synthesis/noise.ts'
import { clipScene } from '../../../src/main/engine/synthesis/scene.ts'
import { type ClassicRecipe, views as allViews } from '../../../src/shared/contract/clipRecipe.ts'
import type { ClipKind } from '../../../src/shared/words.ts'
import { aRecipe } from '../../support/clips.ts'

/** One picture each; `all` has tests of its own. */
const views = allViews.filter((view) => view !== 'all')

const only = (kind: ClipKind, count: number) => ({
  persistent: 0,
  brief: 0,
  noise: 0,
  mixed: 0,
  [kind]: count,
})
const frameOf = (clip: Uint8Array, { size }: ClassicRecipe, frame: number) =>
  clip.subarray(frame * size * size * 3, (frame + 1) * size * size * 3)

/** Pixels [x, y] that differ from the ground. */
function drawn(picture: Uint8Array, recipe: ClassicRecipe): [number, number][] {
  const ground = groundOf(recipe.view as View, { width: recipe.size, height: recipe.size })
  const pixels: [number, number][] = []
  for (let at = 0; at < recipe.size * recipe.size; at += 1)
    if ([0, 1, 2].some((channel) => picture[at * 3 + channel] !== ground[at * 3 + channel]))
      pixels.push([at % recipe.size, Math.floor(at / recipe.size)])
  return pixels
}

const isRed = (picture: Uint8Array, at: number) =>
  picture[at]! > 200 && picture[at + 1]! < 40 && picture[at + 2]! < 40

afterEach(() => vi.restoreAllMocks())

describe('a drawn clip', () => {
  it.each(views)('shows its object from frame 0 on (%s)', (view) => {
    const recipe = aRecipe({ view, kinds: only('persistent', 12) })
    for (let index = 0; index < 12; index += 1) {
      for (const frame of [0, 1, 24]) {
        const picture = drawFrame(recipe, index, frame)
        const row = clipScene(recipe, index).tracks[0]!.detections.subarray(frame * columns)
        const [x, y] = [Math.round(row[1]! + row[3]! / 2 - 0.5), Math.round(row[2]! + row[4]! / 2 - 0.5)]
        expect(isRed(picture, (y * recipe.size + x) * 3)).toBe(true)
      }
    }
  })

  it.each(views)('has a box around everything that is drawn, and not much more (%s)', (view) => {
    for (const kind of ['noise', 'persistent'] as const) {
      const recipe = aRecipe({ view, kinds: only(kind, 40), clutter: 0 })
      for (let index = 0; index < 40; index += 1) {
        const { tracks } = clipScene(recipe, index)
        expect(tracks.length).toBe(1)
        const [frame, left, top, width, height] = tracks[0]!.detections
        const pixels = drawn(drawFrame(recipe, index, frame!), recipe)
        expect(pixels.length).toBeGreaterThan(0)
        const [xs, ys] = [pixels.map(([x]) => x), pixels.map(([, y]) => y)]
        expect(Math.min(...xs)).toBeGreaterThanOrEqual(left! - 0.001)
        expect(Math.min(...ys)).toBeGreaterThanOrEqual(top! - 0.001)
        expect(Math.max(...xs) + 1).toBeLessThanOrEqual(left! + width! + 0.001)
        expect(Math.max(...ys) + 1).toBeLessThanOrEqual(top! + height! + 0.001)
        if (kind === 'persistent') expect(width! - (Math.max(...xs) - Math.min(...xs) + 1)).toBeLessThan(6)
      }
    }
  })

  it('shows nothing while nothing is there', () => {
    const recipe = aRecipe({ kinds: only('brief', 30) })
    for (let index = 0; index < 30; index += 1) {
      const seen = new Set(
        clipScene(recipe, index).tracks.flatMap(({ detections }) =>
          Array.from(detections.filter((_, i) => i % columns === 0)),
        ),
      )
      const clip = drawClip(recipe, index)
      for (let frame = 0; frame < recipe.frames; frame += 1)
        expect(drawn(frameOf(clip, recipe, frame), recipe).length > 0).toBe(seen.has(frame))
    }
  })

  it.each(views)('is the same frame by frame, drawn alone or after the one before (%s)', (view) => {
    const recipe = aRecipe({ view, clutter: 0.5, noise: 0.3, size: 33, frames: 12 })
    for (let index = 0; index < 20; index += 1) {
      const clip = drawClip(recipe, index)
      for (const frame of [0, 5, 11])
        expect(Buffer.compare(drawFrame(recipe, index, frame), frameOf(clip, recipe, frame))).toBe(0)
    }
  })

  it('has no frame past its end', () => {
    for (const frame of [-1, 25, 1.5]) expect(() => drawFrame(aRecipe(), 0, frame)).toThrow(/has no frame/)
  })

  it('is drawn over whatever was in the buffer', () => {
    const recipe = aRecipe({ noise: 0.1 })
    const buffer = new Uint8Array(drawClip(recipe, 0).length).fill(77)
    expect(Buffer.compare(drawClip(recipe, 0, buffer), drawClip(recipe, 0))).toBe(0)
  })

  it('needs no function of Math that engines compute differently', () => {
    const recipe = aRecipe({ view: '3d_refit', clutter: 0.5, noise: 0.1, frames: 8 })
    for (const name of ['sin', 'cos', 'tan', 'atan2', 'exp', 'log', 'pow', 'hypot', 'random'] as const)
      vi.spyOn(Math, name).mockImplementation(() => {
        throw new Error(`Math.${name} was called`)
      })
    for (let index = 0; index < 30; index += 1) expect(() => drawClip(recipe, index)).not.toThrow()
  })

  it('lets a trail that crosses itself be no denser there', () => {
    const recipe = aRecipe({ kinds: only('persistent', 60) })
    const densest = Array.from({ length: 60 }, (_, index) => {
      const picture = drawFrame(recipe, index, 24)
      return picture.reduce(
        (most, value, i) => (i % 3 === 2 && picture[i - 2] === 0 ? Math.max(most, value) : most),
        0,
      )
    })
    expect(Math.max(...densest)).toBe(204)
  })
})

describe('pixel noise', () => {
  const spread = (values: ArrayLike<number>) => {
    const list = Array.from(values)
    const mean = list.reduce((sum, value) => sum + value, 0) / list.length
    return {
      mean,
      deviation: Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length),
    }
  }

  it('has mean 0 and a standard deviation of 10 × level before it is rounded and clipped', () => {
    for (const level of [0.02, 0.1, 1]) {
      const { mean, deviation } = spread(noiseValues(level))
      expect(mean).toBeCloseTo(0, 10)
      expect(deviation).toBeCloseTo(10 * level, 10)
    }
  })

  it('comes out of the picture as it went in, where nothing clips', () => {
    for (const level of [0.2, 0.8]) {
      const quiet = aRecipe({ view: '3d_projection', kinds: only('noise', 4), size: 96 })
      const noisy = { ...quiet, noise: level }
      const [before, after] = [drawClip(quiet, 1), drawClip(noisy, 1)]
      const differences: number[] = []
      for (let i = 0; i < before.length; i += 1) if (before[i]! > 33) differences.push(after[i]! - before[i]!)
      const { mean, deviation } = spread(differences)
      expect(mean).toBeCloseTo(0, 1)
      // Rounding to whole grey values adds the variance of a uniform unit.
      expect(deviation / Math.sqrt((10 * level) ** 2 + 1 / 12)).toBeCloseTo(1, 2)
      const neighbours = differences.slice(1).reduce((sum, value, i) => sum + value * differences[i]!, 0)
      expect(neighbours / differences.length / deviation ** 2).toBeCloseTo(0, 2)
    }
  })

  it('clips at black and at full, and differs from frame to frame', () => {
    const recipe = aRecipe({ noise: 1, kinds: only('brief', 1) })
    const clip = drawClip(recipe, 0)
    const dark = Array.from(frameOf(clip, recipe, 0)).filter((value) => value < 60)
    expect(dark.filter((value) => value === 0).length / dark.length).toBeCloseTo(0.52, 1)
    expect(Buffer.compare(frameOf(clip, recipe, 3), frameOf(clip, recipe, 4))).not.toBe(0)
  })
})
