/** Pictures at another size: each pixel is the mean of what it covers. */
import type { PictureSize } from './camera.ts'

/** A function from [from.height, from.width, 3] to [to.height, to.width, 3]; its next answer overwrites the last. */
export function scaler(from: PictureSize, to: PictureSize): (picture: Uint8Array) => Uint8Array {
  if (from.width === to.width && from.height === to.height) return (picture) => picture
  const [across, down] = [coverOf(from.width, to.width), coverOf(from.height, to.height)]
  const row = new Float64Array(from.width * 3)
  const small = new Uint8Array(to.width * to.height * 3)
  return (picture) => {
    for (let y = 0; y < to.height; y += 1) {
      addRows(picture, down, y, row)
      scaleAcross(row, across, small, y * to.width * 3)
    }
    return small
  }
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

/** The mean of the rows under target row `y`, [width, 3]. */
function addRows(picture: Uint8Array, cover: Cover, y: number, row: Float64Array): void {
  row.fill(0)
  for (let k = 0; k < cover.count[y]!; k += 1) {
    const share = cover.shares[y * cover.most + k]!
    const from = (cover.first[y]! + k) * row.length
    for (let i = 0; i < row.length; i += 1) row[i] = row[i]! + share * picture[from + i]!
  }
}

/** One row [width, 3] → [w, 3] of `small` from `at` on. */
function scaleAcross(row: Float64Array, cover: Cover, small: Uint8Array, at: number): void {
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
    small[at + x * 3] = Math.round(red)
    small[at + x * 3 + 1] = Math.round(green)
    small[at + x * 3 + 2] = Math.round(blue)
  }
}
