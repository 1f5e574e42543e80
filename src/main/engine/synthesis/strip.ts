/** All frames of a clip side by side at another size, for thumbnails that play. */

/** `clip`: [frames, size, size, 3] → [side, frames · side, 3] uint8; each pixel is the mean of what it covers. */
export function makeStrip(clip: Uint8Array, frames: number, size: number, side: number): Uint8Array {
  const strip = new Uint8Array(side * frames * side * 3)
  const weights = cover(size, side)
  const rows = new Float64Array(side * size * 3)
  for (let frame = 0; frame < frames; frame += 1) {
    shrinkRows(clip.subarray(frame * size * size * 3, (frame + 1) * size * size * 3), size, weights, rows)
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        const at = ((y * frames + frame) * side + x) * 3
        for (let channel = 0; channel < 3; channel += 1) {
          let sum = 0
          for (const { source, share } of weights[x]!) sum += share * rows[(y * size + source) * 3 + channel]!
          strip[at + channel] = Math.round(sum)
        }
      }
    }
  }
  return strip
}

type Cover = { source: number; share: number }[]

/** Of each target pixel: the source pixels under it and their shares, which add up to 1. */
function cover(size: number, side: number): Cover[] {
  const width = size / side
  return Array.from({ length: side }, (_, target) => {
    const [start, end] = [target * width, (target + 1) * width]
    const parts: Cover = []
    for (let source = Math.floor(start); source < Math.min(size, Math.ceil(end)); source += 1) {
      const share = (Math.min(end, source + 1) - Math.max(start, source)) / width
      if (share > 1e-9) parts.push({ source, share })
    }
    return parts
  })
}

/** Rows first: [size, size, 3] → `rows` [side, size, 3]. */
function shrinkRows(frame: Uint8Array, size: number, weights: Cover[], rows: Float64Array): void {
  rows.fill(0)
  for (const [y, parts] of weights.entries()) {
    for (const { source, share } of parts) {
      const [from, to] = [source * size * 3, y * size * 3]
      for (let i = 0; i < size * 3; i += 1) rows[to + i] = rows[to + i]! + share * frame[from + i]!
    }
  }
}
