import { describe, expect, it } from 'vitest'
import { countBoxes } from '../../../src/main/engine/base/detections.ts'
import { packScenes, unpackScenes } from '../../../src/main/engine/synthesis/dataset.ts'
import {
  clipCount,
  clipKind,
  drawSetClip,
  drawSetFrame,
  setKinds,
  setScene,
  setSize,
} from '../../../src/main/engine/synthesis/presets/presets.ts'
import { frameBytes } from '../../../src/main/engine/synthesis/recipe.ts'
import { GenerateRecipe, shapeOf } from '../../../src/shared/contract/clipRecipe.ts'

const recipeOf = (change: object = {}) => GenerateRecipe.parse({ preset: 'tracker', ...change })

describe('the preset tracker', () => {
  it('counts scenes, and plans the empty ones', () => {
    expect(clipCount(recipeOf())).toBe(150)
    expect(setKinds(recipeOf({ count: 50 }))).toEqual({ persistent: 0, brief: 0, noise: 4, mixed: 46 })
    const empty = recipeOf({ count: 5, empty: 1 })
    for (let index = 0; index < 5; index += 1) expect(['brief', 'noise']).toContain(clipKind(empty, index))
    expect(() => setScene(recipeOf({ count: 5 }), 5)).toThrow('no clip 5')
  })

  it('shows a frame alone as it is in its clip', () => {
    const recipe = recipeOf({ frames: 12, noise: 0.2, width: 320, height: 200 })
    const clip = drawSetClip(recipe, 3)
    const bytes = frameBytes(recipe)
    expect(bytes).toBe(320 * 200 * 3)
    for (const frame of [0, 7, 11])
      expect(drawSetFrame(recipe, 3, frame).every((value, i) => value === clip[frame * bytes + i])).toBe(true)
  })

  it('gives the same tracks however a set is shared out', () => {
    const recipe = recipeOf({ frames: 40 })
    const whole = unpackScenes(packScenes(recipe, 0, 9))
    const parts = [packScenes(recipe, 5, 9), packScenes(recipe, 0, 2), packScenes(recipe, 2, 5)]
    const joined = parts.flatMap(unpackScenes).sort((one, other) => one.index - other.index)
    expect(joined).toEqual(whole)
    expect(whole.map(({ tracks }) => tracks.map(({ number }) => number))).toEqual(
      whole.map(({ tracks }) => tracks.map((_, i) => i + 1)),
    )
  })

  it('tells beforehand about how many tracks and boxes a set will hold', () => {
    for (const change of [{ count: 60 }, { count: 60, frames: 50, clutter: 1 }]) {
      const recipe = recipeOf(change)
      const tracks = Array.from({ length: 60 }, (_, index) => setScene(recipe, index).tracks).flat()
      const boxes = tracks.reduce((sum, { detections }) => sum + countBoxes(detections), 0)
      const estimate = setSize(recipe)
      expect(estimate.tracks / tracks.length).toBeGreaterThan(0.6)
      expect(estimate.tracks / tracks.length).toBeLessThan(1.5)
      expect(estimate.boxes / boxes).toBeGreaterThan(0.6)
      expect(estimate.boxes / boxes).toBeLessThan(1.5)
    }
  })

  it('takes no option out of range', () => {
    for (const change of [
      { frames: 3 },
      { clutter: -1 },
      { empty: 1.2 },
      { detector: 'perfect' },
      { width: Number.NaN },
    ])
      expect(() => recipeOf(change)).toThrow()
    expect(() => clipCount(recipeOf({ frames: 500, width: 1920, height: 1080 }))).toThrow('2967 MB')
    expect(shapeOf(recipeOf({ fps: 25 }))).toEqual({ frames: 100, width: 480, height: 270, fps: 25 })
  })
})
