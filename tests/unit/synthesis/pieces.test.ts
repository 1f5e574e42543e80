import { describe, expect, it } from 'vitest'
import { brightPixels } from '../../../src/main/engine/base/brightPixels.ts'
import { bestThreshold } from '../../../src/main/engine/synthesis/brightness.ts'
import { readDetail, writeDetail } from '../../../src/main/engine/synthesis/detail.ts'
import { inOrder } from '../../../src/main/engine/synthesis/inOrder.ts'
import type { PictureSize } from '../../../src/main/engine/synthesis/camera.ts'
import { createPreviews } from '../../../src/main/engine/synthesis/previews.ts'
import {
  drawSetClip,
  drawSetFrame,
  sketchFrames,
} from '../../../src/main/engine/synthesis/presets/presets.ts'
import {
  coverage,
  discDistance,
  fill,
  polygonDistance,
  wholePicture,
} from '../../../src/main/engine/synthesis/raster.ts'
import { generatorVersion } from '../../../src/main/engine/synthesis/recipe.ts'
import { scaler } from '../../../src/main/engine/synthesis/scale.ts'
import { shapeDistance } from '../../../src/main/engine/synthesis/shapes.ts'
import { makeStrip } from '../../../src/main/engine/synthesis/strip.ts'
import { clutterShapes, GenerateRecipe } from '../../../src/shared/contract/clipRecipe.ts'
import { stripFrames } from '../../../src/shared/media.ts'
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

describe('a picture at another size', () => {
  const picture = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => (i * 37) % 256)
  const square = (side: number) => ({ width: side, height: side })

  it('is the same at its own size', () => {
    expect(scaler(square(4), square(4))(picture)).toEqual(picture)
  })

  it('has the means of what its pixels cover', () => {
    const wide = Uint8Array.from({ length: 8 * 2 * 3 }, (_, i) => (i % 24 < 12 ? 40 : 200))
    expect(scaler({ width: 8, height: 2 }, { width: 2, height: 1 })(wide)).toEqual(
      Uint8Array.from({ length: 6 }, (_, i) => (i < 3 ? 40 : 200)),
    )
    const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    for (const side of [2, 3, 7])
      expect(Math.abs(mean(scaler(square(4), square(side))(picture)) - mean(picture))).toBeLessThan(1)
    expect(scaler(square(4), square(3))(new Uint8Array(48).fill(200))).toEqual(new Uint8Array(27).fill(200))
  })
})

describe('a strip', () => {
  it('of the same size holds the frames as they are, side by side', () => {
    const recipe = aRecipe({ size: 32, frames: 4, noise: 0.5 })
    const [clip, strip, row] = [drawSetClip(recipe, 3), makeStrip(recipe, 3, 32), 32 * 3]
    for (let frame = 0; frame < 4; frame += 1)
      for (let y = 0; y < 32; y += 1)
        expect(strip.slice((y * 4 + frame) * row, (y * 4 + frame + 1) * row)).toEqual(
          clip.slice((frame * 32 + y) * row, (frame * 32 + y + 1) * row),
        )
  })

  it('of a long clip shows some of its frames: a picture can be too wide', () => {
    const recipe = aRecipe({ size: 32, frames: 500 })
    const [shown, row] = [stripFrames(500), 32 * 3]
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([60, 4, 495])
    const strip = makeStrip(recipe, 1, 32)
    expect(strip.length).toBe(60 * 32 * row)
    for (const place of [0, 30, 59]) {
      const picture = drawSetFrame(recipe, 1, shown[place]!)
      for (const y of [5, 16, 31])
        expect(strip.slice((y * 60 + place) * row, (y * 60 + place + 1) * row)).toEqual(
          picture.slice(y * row, (y + 1) * row),
        )
    }
  })

  it.each(['realistic', 'tracker'] as const)(
    'of a large scene is drawn small, and shows the same: %s',
    (preset) => {
      const recipe = GenerateRecipe.parse({ preset, frames: 12, width: 640, height: 360 })
      const size = { width: 160, height: 90 }
      const scale = scaler(recipe as PictureSize, size)
      const frames = [0, 5, 11]
      let place = 0
      for (const sketch of sketchFrames(recipe, 2, frames, size)) {
        const whole = scale(drawSetFrame(recipe, 2, frames[place]!))
        const off = whole.reduce((sum, value, i) => sum + Math.abs(value - sketch[i]!), 0) / whole.length
        expect(off).toBeLessThan(2.5)
        place += 1
      }
      expect(place).toBe(3)
    },
  )
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
