/** All frames of a clip side by side at another size, for thumbnails that play. */

/** `clip`: [frames, size, size, 3] → [side, frames · side, 3] uint8; each pixel is the mean of what it covers. */
export function makeStrip(clip: Uint8Array, frames: number, size: number, side: number): Uint8Array {
  const strip = new Uint8Array(side * frames * side * 3)
  const cover = coverOf(size, side)
  const rows = new Float64Array(side * size * 3)
  for (let frame = 0; frame < frames; frame += 1) {
    scaleDown(clip.subarray(frame * size * size * 3, (frame + 1) * size * size * 3), size, cover, rows)
    for (let y = 0; y < side; y += 1)
      scaleAcross(
        rows.subarray(y * size * 3, (y + 1) * size * 3),
        cover,
        strip,
        (y * frames + frame) * side * 3,
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

/** [size, size, 3] → `rows` [side, size, 3]. */
function scaleDown(frame: Uint8Array, size: number, cover: Cover, rows: Float64Array): void {
  rows.fill(0)
  for (let y = 0; y < cover.first.length; y += 1) {
    for (let k = 0; k < cover.count[y]!; k += 1) {
      const share = cover.shares[y * cover.most + k]!
      const from = (cover.first[y]! + k) * size * 3
      const to = y * size * 3
      for (let i = 0; i < size * 3; i += 1) rows[to + i] = rows[to + i]! + share * frame[from + i]!
    }
  }
}

/** One row [size, 3] → [side, 3] of `strip` from `at` on. */
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
