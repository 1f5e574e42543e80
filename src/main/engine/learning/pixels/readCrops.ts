/** The pixels of crops, as a network takes them: four by four pixels in a row, so that its first layer is a product. */
import { CropReader } from '../../base/cropFile.ts'
import { cropSide, type StepCrops } from './trackCrops.ts'

const patch = 4
/** Patches along a side, and numbers of each. */
export const patches = cropSide / patch
export const patchWidth = patch * patch * 3

const mostOpen = 32
const opened = new Map<string, CropReader>()

function readerOf(file: string, key: string): CropReader {
  const name = `${key} ${file}`
  const reader = opened.get(name) ?? new CropReader(file, key)
  // Put back last: the first is the one unused for longest.
  opened.delete(name)
  opened.set(name, reader)
  for (const [oldest, other] of opened) {
    if (opened.size <= mostOpen) break
    opened.delete(oldest)
    other.close()
  }
  return reader
}

/** [count, side, side, 3] uint8. Throws CONFLICT where the file is not the one that the track was cut into. */
export function pixelsOf({ track, count, mirror }: StepCrops): Uint8Array {
  const pixels = readerOf(track.file, track.key).read(track.first, count)
  return mirror ? mirrored(pixels) : pixels
}

function mirrored(pixels: Uint8Array): Uint8Array {
  const turned = new Uint8Array(pixels.length)
  const row = cropSide * 3
  for (let at = 0; at < pixels.length; at += row)
    for (let x = 0; x < cropSide; x += 1) {
      const from = at + (cropSide - 1 - x) * 3
      turned.set(pixels.subarray(from, from + 3), at + x * 3)
    }
  return turned
}

/** Crops [n, side, side, 3] → [n · patches · patches, patchWidth], 0–255 as −1–1, into `into` from number `at` on. */
export function toPatches(pixels: Uint8Array, into: Float32Array, at = 0): void {
  const [row, crop] = [cropSide * 3, cropSide * cropSide * 3]
  for (let n = 0; n < pixels.length; n += crop)
    for (let y = 0; y < cropSide; y += 1) {
      const line = n + y * row
      const place = at + n + (Math.floor(y / patch) * patches * patch + (y % patch)) * patch * 3
      for (let x = 0; x < row; x += 1) {
        const column = Math.floor(x / (patch * 3))
        into[place + column * patchWidth + (x % (patch * 3))] = pixels[line + x]! / 127.5 - 1
      }
    }
}

/** The other way round: numbers beyond −1–1 become black or white. */
export function fromPatches(values: Float32Array, crops: number): Uint8Array {
  const [row, crop] = [cropSide * 3, cropSide * cropSide * 3]
  const pixels = new Uint8Array(crops * crop)
  for (let n = 0; n < pixels.length; n += crop)
    for (let y = 0; y < cropSide; y += 1) {
      const place = n + (Math.floor(y / patch) * patches * patch + (y % patch)) * patch * 3
      for (let x = 0; x < row; x += 1) {
        const column = Math.floor(x / (patch * 3))
        const value = (values[place + column * patchWidth + (x % (patch * 3))]! + 1) * 127.5
        pixels[n + y * row + x] = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0
      }
    }
  return pixels
}
