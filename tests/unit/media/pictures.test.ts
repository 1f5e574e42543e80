import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { ByteCache } from '../../../src/main/engine/media/byteCache.ts'
import { planCrops } from '../../../src/main/engine/media/cropPlan.ts'
import { canvasJpeg, encodePicture } from '../../../src/main/engine/media/encode.ts'
import { beyond, blankPicture, drawSquare, type Picture } from '../../../src/main/engine/media/picture.ts'
import { PictureStore, pictureKey, prune } from '../../../src/main/engine/media/pictureStore.ts'
import { encodePng } from '../../../src/main/engine/base/png.ts'
import { drawSchematic } from '../../../src/main/engine/media/schematic.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'

const folders: string[] = []
const temporaryFolder = (): string => {
  folders.push(fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-pictures-')))
  return folders.at(-1)!
}
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

const pixel = ({ rgb, width }: Picture, x: number, y: number): number[] => [
  ...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]
/** Red rises to the right, green downwards. */
const ramp = (width: number, height: number): Picture => {
  const picture = blankPicture(width, height, [0, 0, 50])
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) picture.rgb.set([x * 2, y * 2], (y * width + x) * 3)
  return picture
}

describe('a square cut out of a picture', () => {
  it('at its own size is the same pixels', () => {
    const target = blankPicture(40, 20)
    drawSquare(ramp(100, 80), { left: 30, top: 20, side: 20 }, target, 20, 20)
    expect(pixel(target, 20, 0)).toEqual([60, 40, 50])
    expect(pixel(target, 39, 19)).toEqual([98, 78, 50])
    expect(pixel(target, 19, 10)).toEqual([...beyond])
  })

  it('enlarged and reduced stays in place and keeps its colours', () => {
    for (const size of [80, 10]) {
      const target = blankPicture(size, size)
      drawSquare(ramp(100, 80), { left: 40, top: 30, side: 20 }, target, 0, size)
      const [red, green, blue] = pixel(target, size / 2, size / 2)
      expect(Math.abs(red! - 100)).toBeLessThanOrEqual(2)
      expect(Math.abs(green! - 80)).toBeLessThanOrEqual(2)
      expect(blue).toBe(50)
    }
  })

  it('is dark beyond the edges of the video, and all dark outside of it', () => {
    const target = blankPicture(20, 20)
    drawSquare(ramp(100, 80), { left: -10, top: 70, side: 20 }, target, 0, 20)
    expect(pixel(target, 9, 5)).toEqual([...beyond])
    expect(pixel(target, 10, 9)).toEqual([0, 158, 50])
    expect(pixel(target, 10, 10)).toEqual([...beyond])
    const outside = blankPicture(20, 20)
    drawSquare(ramp(100, 80), { left: 300, top: 300, side: 20 }, outside, 0, 20)
    expect(outside.rgb).toEqual(blankPicture(20, 20).rgb)
  })
})

describe('the crops of a track', () => {
  const track = (boxes: number, w: number, h: number) =>
    Float32Array.from(Array.from({ length: boxes }, (_, i) => [10 + 2 * i, 100 + i, 50, w, h, 0.5]).flat())

  it('are spread over the frames where it was seen, each centred on its box', () => {
    const crops = planCrops(track(8, 20, 60), 4)
    expect(crops.map(({ frame }) => frame)).toEqual([12, 16, 20, 24])
    expect(crops[0]).toMatchObject({ left: 101 + 10 - 60, top: 50 + 30 - 60, side: 120 })
  })

  it('are as many as there are boxes, at most, and never smaller than 32 pixels', () => {
    const crops = planCrops(track(2, 3, 4), 8)
    expect(crops.map(({ side }) => side)).toEqual([32, 32])
  })

  it('without pictures are drawn: the box where it is, the path open where nothing was seen', () => {
    const seen = Float32Array.from(
      [
        [0, 30, 30, 20, 40, 1],
        [1, 40, 30, 20, 40, 1],
        [9, 80, 30, 20, 40, 1],
      ].flat(),
    )
    const crops = planCrops(seen, 3)
    const strip = drawSchematic(seen, crops, 80)
    const bright = (x: number, y: number) => pixel(strip, x, y)[0]! > 100
    expect([strip.width, strip.height]).toEqual([240, 80])
    // The side is 80, so a crop's pixel is the video's: the box spans 30…50 × 20…60 of its crop.
    expect(bright(30, 40) && bright(50, 40) && bright(40, 20) && bright(40, 60)).toBe(true)
    expect(bright(36, 30)).toBe(false)
    // From frame 0 to 1 there is a path (x 40 → 50 in the first crop), from 1 to 9 there is none.
    expect(pixel(strip, 45, 40)[0]).toBeGreaterThan(60)
    expect(pixel(strip, 70, 40)[0]).toBeLessThan(60)
  })
})

describe('pictures as files', () => {
  const noise: Picture = {
    ...blankPicture(33, 17),
    rgb: Uint8Array.from({ length: 33 * 17 * 3 }, (_, i) => (i * 7919) % 251),
  }

  it('as PNG by our own hand are read back pixel by pixel', async () => {
    const { data, info } = await sharp(await encodePng(noise))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 33, height: 17, channels: 3 })
    expect(data.equals(noise.rgb)).toBe(true)
  })

  it('are nearly the same JPEG from the canvas, where sharp does not load', async () => {
    const smooth = ramp(100, 80)
    const { bytes, type } = (await canvasJpeg(smooth))!
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect([type, info.width, info.height, info.channels]).toEqual(['image/jpeg', 100, 80, 3])
    expect(Math.max(...data.map((value, i) => Math.abs(value - smooth.rgb[i]!)))).toBeLessThan(12)
  })

  it('are JPEG for photos, PNG where every pixel counts or the strip is too wide', async () => {
    expect((await encodePicture(noise, 'photo')).type).toBe('image/jpeg')
    const exact = await encodePicture(noise, 'exact')
    expect(exact.type).toBe('image/png')
    expect((await sharp(exact.bytes).raw().toBuffer()).equals(noise.rgb)).toBe(true)
    expect((await encodePicture(blankPicture(66_000, 1), 'photo')).type).toBe('image/png')
  })
})

describe('what was made once', () => {
  const picture = (text: string) => ({
    bytes: Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(text)]),
    type: 'image/jpeg' as const,
  })

  it('is kept up to a number of bytes, the longest unused goes first', () => {
    const cache = new ByteCache<string>(100)
    cache.set('a', 'A', 40)
    cache.set('b', 'B', 40)
    cache.get('a')
    cache.set('c', 'C', 40)
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes]).toEqual(['A', undefined, 'C', 80])
    cache.set('huge', 'H', 101)
    expect([cache.get('huge'), cache.get('a')]).toEqual([undefined, 'A'])
  })

  it('is made once for all who ask together, and found on disk by the next start', async () => {
    const folder = temporaryFolder()
    let made = 0
    const make = async () => {
      made += 1
      return picture('one')
    }
    const store = new PictureStore()
    const key = pictureKey(['crops', 1])
    const all = await Promise.all([1, 2, 3].map(() => store.get(key, folder, make)))
    expect(made).toBe(1)
    expect(all[2]!.bytes.toString('latin1')).toContain('one')
    await expect.poll(() => fs.readdirSync(folder, { recursive: true }).length).toBe(2)
    await new PictureStore().get(key, folder, make)
    expect(made).toBe(1)
  })

  it('is made again when the one who asked first went away', async () => {
    const store = new PictureStore()
    let asked = 0
    const make = async () => {
      asked += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (asked === 1) throw new TracksieveError('CANCELLED', 'Cancelled.')
      return picture('second')
    }
    const first = store.get('k', null, make, AbortSignal.abort())
    const second = store.get('k', null, make)
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await second).bytes.toString('latin1')).toContain('second')
  })

  it('leaves the disk again, the oldest first', async () => {
    const folder = temporaryFolder()
    for (let i = 0; i < 10; i += 1) {
      fs.writeFileSync(path.join(folder, `p${i}`), new Uint8Array(100))
      fs.utimesSync(path.join(folder, `p${i}`), i, i)
    }
    await prune(folder, 550)
    expect(fs.readdirSync(folder).sort()).toEqual(['p6', 'p7', 'p8', 'p9'])
  })
})
