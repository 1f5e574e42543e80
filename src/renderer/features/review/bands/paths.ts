/** SVG paths of the bands in a 100 × 100 box that is stretched over the axis. */
import { type Box, gapsOf, unbroken } from '../track.ts'
import { type Axis, columnsOf, leftOf, middleOf } from './axis.ts'

const round = (value: number): number => Math.round(value * 100) / 100
const height = (value: number): number => round(100 - Math.max(0, Math.min(1, value)) * 100)

/** A line per unbroken run of frames; `values` one a box, null or NaN = none. A lone frame is a short dash. */
export function linePath(axis: Axis, boxes: readonly Box[], values: readonly (number | null)[]): string {
  const half = 30 / columnsOf(axis)
  let path = ''
  for (const [start, end] of unbroken(boxes)) {
    let pen = false
    for (let i = start; i < end; i += 1) {
      const value = values[i]
      if (value === null || value === undefined || Number.isNaN(value)) {
        pen = false
        continue
      }
      const x = middleOf(axis, boxes[i]![0]) * 100
      const alone = !pen && (i + 1 === end || (values[i + 1] ?? null) === null)
      if (alone) path += `M${round(x - half)} ${height(value)}H${round(x + half)}`
      else path += `${pen ? 'L' : 'M'}${round(x)} ${height(value)}`
      pen = true
    }
  }
  return path
}

export interface Column {
  readonly x: number
  readonly width: number
}

export const gapColumns = (axis: Axis, boxes: readonly Box[]): Column[] =>
  gapsOf(boxes)
    .filter(({ from, to }) => to >= axis.from && from <= axis.to)
    .map(({ from, to }) => ({
      x: round(leftOf(axis, from) * 100),
      width: round((leftOf(axis, to + 1) - leftOf(axis, from)) * 100),
    }))

/** A zigzag through each gap at the height of its neighbours: "nothing was seen here". */
export function zigzagPath(axis: Axis, boxes: readonly Box[], values: readonly (number | null)[]): string {
  let path = ''
  for (let i = 1; i < boxes.length; i += 1) {
    const from = boxes[i - 1]![0] + 1
    const to = boxes[i]![0] - 1
    if (to < from) continue
    const level = height(((values[i - 1] ?? 0.5) + (values[i] ?? 0.5)) / 2)
    const left = leftOf(axis, from) * 100
    const step = ((leftOf(axis, to + 1) - leftOf(axis, from)) * 100) / 4
    path += `M${round(left)} ${level}`
    for (const [k, dy] of [-4, 4, -4, 0].entries())
      path += `L${round(left + step * (k + 1))} ${round(level + dy)}`
  }
  return path
}

/** Bars standing on the ground, one a box, the largest as high as the band. */
export function barPath(
  axis: Axis,
  boxes: readonly Box[],
  values: readonly number[],
  only?: ReadonlySet<number>,
): string {
  const most = Math.max(1e-9, ...values)
  const width = 82 / columnsOf(axis)
  let path = ''
  boxes.forEach(([frame], i) => {
    if (only !== undefined && !only.has(frame)) return
    const tall = round(((values[i] ?? 0) / most) * 92)
    path += `M${round(middleOf(axis, frame) * 100 - width / 2)} 100v${-tall}h${round(width)}v${tall}z`
  })
  return path
}

/** The outline of counts over all frames, for the band of the whole video. */
export function areaPath(counts: ArrayLike<number>, steps = 400): string {
  const frames = counts.length
  if (frames === 0) return ''
  let most = 1
  for (let frame = 0; frame < frames; frame += 1) most = Math.max(most, counts[frame]!)
  const columns = Math.min(frames, steps)
  let path = 'M0 100'
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor((column * frames) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * frames) / columns))
    let tallest = 0
    for (let frame = from; frame < to; frame += 1) tallest = Math.max(tallest, counts[frame]!)
    const y = round(100 - (tallest / most) * 88)
    path += `L${round((column * 100) / columns)} ${y}H${round(((column + 1) * 100) / columns)}`
  }
  return `${path}L100 100Z`
}
