/** All frames of a clip side by side at another size, for thumbnails that play. */
import type { PictureSize } from './camera.ts'

/** A frame whose longer side is `size`, in the shape's proportions. */
export function scaledTo({ width, height }: PictureSize, size: number): PictureSize {
  const scale = size / Math.max(width, height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** `clip`: [frames, height, width, 3] → [h, frames · w, 3] uint8; each pixel is the mean of what it covers. */
export function makeStrip(
  clip: Uint8Array,
  shape: PictureSize & { frames: number },
  size: number,
): Uint8Array {
  const { frames, width, height } = shape
  const small = scaledTo(shape, size)
  const strip = new Uint8Array(small.height * frames * small.width * 3)
  const [across, down] = [coverOf(width, small.width), coverOf(height, small.height)]
  const rows = new Float64Array(small.height * width * 3)
  for (let frame = 0; frame < frames; frame += 1) {
    const bytes = width * height * 3
    scaleDown(clip.subarray(frame * bytes, (frame + 1) * bytes), width, down, rows)
    for (let y = 0; y < small.height; y += 1)
      scaleAcross(
        rows.subarray(y * width * 3, (y + 1) * width * 3),
        across,
        strip,
        (y * frames + frame) * small.width * 3,
      )
  }
  return strip
}

/** Of each target pixel: the first source pixel under it, how many there are, and their shares, which add up to 1. */
interface Cover {
  first: Int32Array
  count: Int32Array
  /** [target × most]. */
  shares: Float64Array
  most: number
}

function coverOf(size: number, side: number): Cover {
  const width = size / side
  const most = Math.ceil(width) + 1
  const cover: Cover = {
    first: new Int32Array(side),
    count: new Int32Array(side),
    shares: new Float64Array(side * most),
    most,
  }
  for (let target = 0; target < side; target += 1) {
    const [start, end] = [target * width, (target + 1) * width]
    cover.first[target] = Math.floor(start)
    for (let source = Math.floor(start); source < Math.min(size, Math.ceil(end)); source += 1) {
      const share = (Math.min(end, source + 1) - Math.max(start, source)) / width
      cover.shares[target * most + cover.count[target]!] = share
      cover.count[target] = cover.count[target]! + 1
    }
  }
  return cover
}

/** [height, width, 3] → `rows` [h, width, 3]. */
function scaleDown(frame: Uint8Array, width: number, cover: Cover, rows: Float64Array): void {
  rows.fill(0)
  for (let y = 0; y < cover.first.length; y += 1) {
    for (let k = 0; k < cover.count[y]!; k += 1) {
      const share = cover.shares[y * cover.most + k]!
      const from = (cover.first[y]! + k) * width * 3
      const to = y * width * 3
      for (let i = 0; i < width * 3; i += 1) rows[to + i] = rows[to + i]! + share * frame[from + i]!
    }
  }
}

/** One row [width, 3] → [w, 3] of `strip` from `at` on. */
function scaleAcross(row: Float64Array, cover: Cover, strip: Uint8Array, at: number): void {
  for (let x = 0; x < cover.first.length; x += 1) {
    let red = 0
    let green = 0
    let blue = 0
    for (let k = 0; k < cover.count[x]!; k += 1) {
      const share = cover.shares[x * cover.most + k]!
      const from = (cover.first[x]! + k) * 3
      red += share * row[from]!
      green += share * row[from + 1]!
      blue += share * row[from + 2]!
    }
    strip[at + x * 3] = Math.round(red)
    strip[at + x * 3 + 1] = Math.round(green)
    strip[at + x * 3 + 2] = Math.round(blue)
  }
}
