/** Squares cut out of pictures and brought to another size. */

/** `rgb`: height × width × 3 bytes. */
export interface Picture {
  width: number
  height: number
  rgb: Uint8Array
}

/** A square in pixels of its video; it may reach beyond the edges. */
export interface Square {
  left: number
  top: number
  side: number
}

/**
 * Draws the square of `source` into `target`, `size` pixels wide, at x = `targetLeft`, from the top. Catmull–Rom,
 * widened where it shrinks, so that neither large nor small objects flicker from crop to crop. Beyond the picture's
 * edge: `leave` what stands in the target, or `repeat` the edge.
 */
export function drawSquare(
  source: Picture,
  square: Square,
  target: Picture,
  targetLeft: number,
  size: number,
  edge: 'leave' | 'repeat' = 'leave',
): void {
  const columns = resampling(square.left, square.side, size, source.width, edge)
  const lines = resampling(square.top, square.side, size, source.height, edge)
  const [firstRow, lastRow] = lines.span
  if (lastRow < firstRow) return
  const rows = shrinkRows(source, columns, size, firstRow, lastRow)
  for (let y = 0; y < size; y += 1) {
    if (!lines.inside[y]) continue
    for (let x = 0; x < size; x += 1) {
      if (!columns.inside[x]) continue
      let red = 0
      let green = 0
      let blue = 0
      for (let tap = 0; tap < lines.taps; tap += 1) {
        const weight = lines.weights[y * lines.taps + tap]!
        const from = ((lines.sources[y * lines.taps + tap]! - firstRow) * size + x) * 3
        red += weight * rows[from]!
        green += weight * rows[from + 1]!
        blue += weight * rows[from + 2]!
      }
      const to = (y * target.width + targetLeft + x) * 3
      target.rgb[to] = toByte(red)
      target.rgb[to + 1] = toByte(green)
      target.rgb[to + 2] = toByte(blue)
    }
  }
}

const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0)

/** For each of `size` places along one axis: which source pixels, how much of each, and whether the video reaches there. */
interface Resampling {
  taps: number
  sources: Int32Array
  weights: Float32Array
  inside: Uint8Array
  /** First and last source pixel that is read. */
  span: [number, number]
}

function resampling(
  start: number,
  side: number,
  size: number,
  limit: number,
  edge: 'leave' | 'repeat',
): Resampling {
  const step = side / size
  const scale = Math.max(1, step)
  const taps = Math.ceil(4 * scale) + 1
  const result: Resampling = {
    taps,
    sources: new Int32Array(size * taps),
    weights: new Float32Array(size * taps),
    inside: new Uint8Array(size),
    span: [limit, -1],
  }
  for (let place = 0; place < size; place += 1) {
    const centre = start + (place + 0.5) * step - 0.5
    if (edge === 'leave' && (centre <= -0.5 || centre >= limit - 0.5)) continue
    result.inside[place] = 1
    const first = Math.ceil(centre - 2 * scale)
    let sum = 0
    for (let tap = 0; tap < taps; tap += 1) {
      const source = Math.min(limit - 1, Math.max(0, first + tap))
      const weight = catmullRom(Math.abs(first + tap - centre) / scale)
      result.sources[place * taps + tap] = source
      result.weights[place * taps + tap] = weight
      sum += weight
      result.span[0] = Math.min(result.span[0], source)
      result.span[1] = Math.max(result.span[1], source)
    }
    for (let tap = 0; tap < taps; tap += 1) result.weights[place * taps + tap]! /= sum
  }
  return result
}

function catmullRom(distance: number): number {
  if (distance >= 2) return 0
  if (distance >= 1) return ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
  return (1.5 * distance - 2.5) * distance * distance + 1
}

/** Source rows first..last, each resampled to `size` columns. */
function shrinkRows(
  source: Picture,
  columns: Resampling,
  size: number,
  first: number,
  last: number,
): Float32Array {
  const rows = new Float32Array((last - first + 1) * size * 3)
  for (let y = first; y <= last; y += 1) {
    const line = y * source.width
    for (let x = 0; x < size; x += 1) {
      if (!columns.inside[x]) continue
      let red = 0
      let green = 0
      let blue = 0
      for (let tap = x * columns.taps; tap < (x + 1) * columns.taps; tap += 1) {
        const weight = columns.weights[tap]!
        const from = (line + columns.sources[tap]!) * 3
        red += weight * source.rgb[from]!
        green += weight * source.rgb[from + 1]!
        blue += weight * source.rgb[from + 2]!
      }
      const to = ((y - first) * size + x) * 3
      rows[to] = red
      rows[to + 1] = green
      rows[to + 2] = blue
    }
  }
  return rows
}
