/** Crops around boxes, on pixels worked out by hand, and the file that they lie in. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cropBytes, CropPlaces, CropReader, makeCropFile } from '../../../../src/main/engine/base/cropFile.ts'
import { cropAround, squareAround } from '../../../../src/main/engine/base/crops.ts'
import type { Picture } from '../../../../src/main/engine/base/squares.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'

/** Red tells the column, green the row, blue is 7. */
function ramp(width: number, height: number): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rgb.set([10 * x, 10 * y, 7], (y * width + x) * 3)
  return { width, height, rgb }
}
const pixel = ({ rgb, width }: Picture, x: number, y: number) => [
  ...rgb.slice((y * width + x) * 3).slice(0, 3),
]

describe('a crop', () => {
  it('at the size of its box is the same pixels', () => {
    const crop = cropAround(ramp(20, 16), { x: 4, y: 6, w: 8, h: 8 }, 8, 1)
    expect(pixel(crop, 0, 0)).toEqual([40, 60, 7])
    expect(pixel(crop, 7, 0)).toEqual([110, 60, 7])
    expect(pixel(crop, 0, 7)).toEqual([40, 130, 7])
  })

  it('with context shows as much around the box on every side, of a long box more at its sides', () => {
    expect(squareAround({ x: 10, y: 20, w: 8, h: 8 }, 2)).toEqual({ left: 6, top: 16, side: 16 })
    expect(squareAround({ x: 10, y: 20, w: 4, h: 20 }, 1)).toEqual({ left: 2, top: 20, side: 20 })
  })

  it('repeats the edge where the box leaves the frame, and is never black there', () => {
    const crop = cropAround(ramp(20, 16), { x: -4, y: 12, w: 8, h: 8 }, 8, 1)
    // Columns −4 … −1 are column 0, rows 16 … 19 are row 15.
    expect([0, 3, 4, 5, 7].map((x) => pixel(crop, x, 0)[0])).toEqual([0, 0, 0, 10, 30])
    expect([0, 3, 4, 7].map((y) => pixel(crop, 0, y)[1])).toEqual([120, 150, 150, 150])
  })

  it('of a box that lies wholly outside is the nearest edge', () => {
    const crop = cropAround(ramp(20, 16), { x: 100, y: -50, w: 8, h: 8 }, 4, 1)
    for (let i = 0; i < 16; i += 1) expect(pixel(crop, i % 4, i >> 2)).toEqual([190, 0, 7])
  })

  it('of a box of one pixel shows the four pixels around its middle, enlarged', () => {
    const crop = cropAround(ramp(20, 16), { x: 10, y: 8, w: 1, h: 1 }, 64, 1)
    // 4 pixels wide, from 8.5 to 12.5: its middle is between the pixels' centres 10 and 11, at 10.5 − 0.5.
    expect(Math.abs(pixel(crop, 31, 31)[0]! - 100)).toBeLessThanOrEqual(1)
    expect(pixel(crop, 0, 0)[0]).toBeLessThan(pixel(crop, 63, 0)[0]!)
  })

  it('of a grey picture is grey', () => {
    const grey = ramp(20, 16)
    for (let at = 0; at < grey.rgb.length; at += 3) grey.rgb.fill(grey.rgb[at]!, at, at + 3)
    const crop = cropAround(grey, { x: 3, y: 3, w: 9, h: 5 }, 16, 1.5)
    for (let at = 0; at < crop.rgb.length; at += 3)
      expect(new Set(crop.rgb.subarray(at, at + 3)).size).toBe(1)
  })
})

describe('a file of crops', () => {
  const removals: (() => void)[] = []
  afterEach(() => {
    for (const remove of removals.splice(0)) remove()
  })
  function place() {
    const { folder, remove } = temporaryFolder()
    removals.push(remove)
    return path.join(folder, 'crops-k')
  }
  const set = { key: 'k', side: 4, crops: 3 }
  const crop = (value: number) => new Uint8Array(cropBytes(4)).fill(value)
  const fill = async (unfinished: string) => {
    const places = new CropPlaces(unfinished)
    for (const at of [2, 0, 1]) places.put(at, crop(at + 1))
    places.close()
  }

  it('gives back each crop from its place, in whatever order they came', async () => {
    const file = place()
    await makeCropFile(file, set, fill)
    const reader = new CropReader(file, 'k')
    expect(reader.read(1, 2)).toEqual(Uint8Array.from([...crop(2), ...crop(3)]))
    expect(() => reader.read(2, 2)).toThrow('not in the file')
    reader.close()
  })

  it('is refused when it belongs to another film, is cut off or gone', async () => {
    const file = place()
    await makeCropFile(file, set, fill)
    expect(() => new CropReader(file, 'other')).toThrow('belongs to another film')
    fs.truncateSync(file, 600)
    expect(() => new CropReader(file, 'k')).toThrow('gone or cut off')
    fs.rmSync(file)
    expect(() => new CropReader(file, 'k')).toThrow('gone or cut off')
  })

  it('is not there when cutting fails half-way', async () => {
    const file = place()
    const failing = async (unfinished: string) => {
      await fill(unfinished)
      throw new Error('the film is gone')
    }
    await expect(makeCropFile(file, set, failing)).rejects.toThrow('the film is gone')
    expect(fs.readdirSync(path.dirname(file))).toEqual([])
  })
})
