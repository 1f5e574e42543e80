/** Arithmetic of a chart: ticks at round values, pixels of a value, labels that do not overlap. */

export interface Axis {
  title: string
  min: number
  max: number
  /** Where ticks stand; absent = about five at round values. */
  ticks?: number[]
  format?(value: number): string
}

/** About `wanted` values at 1, 2 or 5 × 10ⁿ within min..max. */
export function roundTicks(min: number, max: number, wanted = 5): number[] {
  if (!(max > min)) return [min]
  const rough = (max - min) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const ticks: number[] = []
  for (let index = Math.ceil(min / step - 1e-9); index * step <= max + step * 1e-9; index++) {
    ticks.push(Number((index * step).toPrecision(12)))
  }
  return ticks
}

export const ticksOf = (axis: Axis): number[] => axis.ticks ?? roundTicks(axis.min, axis.max)

export function formatTick(axis: Axis, value: number): string {
  if (axis.format) return axis.format(value)
  return Math.abs(value) >= 1000 ? value.toLocaleString('en') : String(Number(value.toPrecision(6)))
}

/** Pixels of a value; `from` and `to` are the pixels of min and max. */
export function scaleOf(axis: Axis, from: number, to: number): (value: number) => number {
  const span = axis.max - axis.min || 1
  return (value) => from + ((value - axis.min) / span) * (to - from)
}

/** Moves labels that want the same height apart by at least `gap`, inside 0..height, keeping their order. */
export function spreadLabels(wanted: number[], gap: number, height: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const placed = [...wanted]
  let floor = gap / 2
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor)
    floor = (placed[index] ?? 0) + gap
  }
  let ceiling = height - gap / 2
  for (const index of [...order].reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling)
    ceiling = (placed[index] ?? 0) - gap
  }
  return placed
}

/** Value of a line at x, straight between its points; null outside them. Points must rise in x. */
export function valueAt(points: readonly (readonly [number, number])[], x: number): number | null {
  for (let index = 1; index < points.length; index++) {
    const [x0, y0] = points[index - 1] ?? [0, 0]
    const [x1, y1] = points[index] ?? [0, 0]
    if (x < Math.min(x0, x1) || x > Math.max(x0, x1)) continue
    return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)
  }
  return null
}
