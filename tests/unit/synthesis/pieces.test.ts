import { describe, expect, it } from 'vitest'
import { bestThreshold, brightPixels } from '../../../src/main/engine/synthesis/brightness.ts'
import { readDetail, writeDetail } from '../../../src/main/engine/synthesis/detail.ts'
import { inOrder } from '../../../src/main/engine/synthesis/inOrder.ts'
import { createPreviews } from '../../../src/main/engine/synthesis/previews.ts'
import {
  coverage,
  discDistance,
  fill,
  polygonDistance,
  wholePicture,
} from '../../../src/main/engine/synthesis/raster.ts'
import { generatorVersion } from '../../../src/main/engine/synthesis/recipe.ts'
import { shapeDistance } from '../../../src/main/engine/synthesis/shapes.ts'
import { makeStrip } from '../../../src/main/engine/synthesis/strip.ts'
import { clutterShapes } from '../../../src/shared/contract/clipRecipe.ts'
import { aRecipe } from '../../support/clips.ts'

describe('coverage from distance', () => {
  const areaOf = (distance: (x: number, y: number) => number) => {
    const picture = new Uint8Array(40 * 40 * 3)
    fill(picture, 40, wholePicture({ width: 40, height: 40 }), [255, 255, 255], 1, distance)
    return picture.reduce((sum, value) => sum + value, 0) / 3 / 255
  }

  it('gives shapes the area that they have', () => {
    expect(areaOf(discDistance(20.3, 19.6, 9)) / (Math.PI * 81)).toBeCloseTo(1, 2)
    expect(areaOf(shapeDistance('square', 20, 20, 6.5)) / 169).toBeCloseTo(1, 1)
    expect(areaOf(shapeDistance('triangle', 20.2, 20.1, 12)) / 288).toBeCloseTo(1, 1)
    expect(areaOf(shapeDistance('star', 20.2, 20.1, 15))).toBeGreaterThan(180)
  })

  it('knows inside from outside', () => {
    const square = polygonDistance([0, 0, 4, 0, 4, 4, 0, 4])
    expect([square(2, 2), square(2, 3.5), square(2, 5), square(7, 8)]).toEqual([-2, -0.5, 1, 5])
    expect([coverage(-1), coverage(0), coverage(0.25), coverage(1)]).toEqual([255, 128, 64, 0])
    for (const shape of clutterShapes) expect(shapeDistance(shape, 5, 5, 3)(5, 5)).toBeLessThan(0)
  })
})

describe('bright pixels', () => {
  it('are counted per frame, whichever channel is bright', () => {
    const clip = new Uint8Array(2 * 3 * 3 * 3)
    clip[0] = 128
    clip[4] = 200
    clip[8] = 255
    clip[53] = 130
    clip[20] = 127
    expect(brightPixels(clip, 2)).toBe(2)
  })

  it('are sorted by the threshold that is right most often', () => {
    expect(bestThreshold([1, 2, 10, 11], [false, false, true, true])).toEqual({ threshold: 6, accuracy: 1 })
    expect(bestThreshold([5, 1, 4, 2, 3], [true, false, false, true, false])).toEqual({
      threshold: 4.5,
      accuracy: 0.8,
    })
    expect(bestThreshold([3, 3, 3], [true, true, false]).accuracy).toBeCloseTo(2 / 3)
    const none = bestThreshold([1, 2], [false, false])
    expect(none.accuracy).toBe(1)
    expect([1, 2].some((value) => value >= none.threshold)).toBe(false)
  })
})

describe('a strip', () => {
  const shape = { frames: 2, width: 4, height: 4 }
  const clip = Uint8Array.from({ length: 2 * 4 * 4 * 3 }, (_, i) => (i * 37) % 256)

  it('of the same size holds the frames as they are, side by side', () => {
    const strip = makeStrip(clip, shape, 4)
    for (let y = 0; y < 4; y += 1) {
      expect(strip.slice(y * 24, y * 24 + 12)).toEqual(clip.slice(y * 12, y * 12 + 12))
      expect(strip.slice(y * 24 + 12, y * 24 + 24)).toEqual(clip.slice(48 + y * 12, 48 + y * 12 + 12))
    }
  })

  it('keeps the proportions of the picture', () => {
    const wide = Uint8Array.from({ length: 8 * 2 * 3 }, (_, i) => (i % 24 < 12 ? 40 : 200))
    expect(makeStrip(wide, { frames: 1, width: 8, height: 2 }, 4)).toEqual(
      Uint8Array.from({ length: 12 }, (_, i) => (i < 6 ? 40 : 200)),
    )
  })

  it('of another size keeps the mean', () => {
    const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    for (const side of [2, 3, 7])
      expect(Math.abs(mean(makeStrip(clip, shape, side)) - mean(clip))).toBeLessThan(1)
    expect(makeStrip(new Uint8Array(48).fill(200), { ...shape, frames: 1 }, 3)).toEqual(
      new Uint8Array(27).fill(200),
    )
  })
})

describe('what a source keeps', () => {
  it('is read as it was written', () => {
    const recipe = aRecipe({ noise: 0.25 })
    expect(readDetail(writeDetail(recipe, 3))).toEqual({ generator: generatorVersion, recipe, job: 3 })
  })

  it('is refused when another generator made the clips, or when it is damaged', () => {
    const other = writeDetail(aRecipe(), 1).replace(`"generator":${generatorVersion}`, '"generator":99')
    expect(() => readDetail(other)).toThrow(/version 99 of the generator; this Tracksieve has version 1/)
    for (const damaged of ['', '{}', '[1', '{"generator":1,"recipe":{}}'])
      expect(() => readDetail(damaged)).toThrow(/cannot be read/)
  })
})

describe('previews', () => {
  it('have the same id for the same clip and make room for new ones', () => {
    const previews = createPreviews(2)
    const first = previews.add(aRecipe(), 0)
    expect(previews.add(aRecipe(), 0)).toBe(first)
    const second = previews.add(aRecipe(), 1)
    previews.add(aRecipe(), 0)
    const third = previews.add(aRecipe({ seed: 1 }), 0)
    expect(new Set([first, second, third]).size).toBe(3)
    expect(previews.get(first)).toEqual({ recipe: aRecipe(), index: 0 })
    expect(previews.get(second)).toBeUndefined()
  })
})

describe('work in order', () => {
  it('gives results in the order of the inputs, with no more started than allowed', async () => {
    let running = 0
    let most = 0
    const results: number[] = []
    for await (const result of inOrder([30, 1, 20, 2, 10], 3, async (delay) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, delay))
      running -= 1
      return delay
    }))
      results.push(result)
    expect(results).toEqual([30, 1, 20, 2, 10])
    expect(most).toBe(3)
  })
})
