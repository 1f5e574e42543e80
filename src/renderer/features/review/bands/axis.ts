/** The one time axis of all bands: frames from..to, each a column of equal width. */

export interface Axis {
  readonly from: number
  readonly to: number
}

export const columnsOf = ({ from, to }: Axis): number => to - from + 1

/** Left edge of a frame's column, 0–1 of the width. */
export const leftOf = (axis: Axis, frame: number): number => (frame - axis.from) / columnsOf(axis)

/** Middle of a frame's column, 0–1 of the width. */
export const middleOf = (axis: Axis, frame: number): number => (frame - axis.from + 0.5) / columnsOf(axis)

/** The frame under a place 0–1 of the width; places outside give the nearest frame of the axis. */
export const frameAt = (axis: Axis, place: number): number =>
  Math.max(axis.from, Math.min(axis.to, axis.from + Math.floor(place * columnsOf(axis))))

const fewest = 25

function within(from: number, to: number, frames: number): Axis {
  const last = Math.max(0, frames - 1)
  const length = Math.min(to - from, last)
  const start = Math.max(0, Math.min(from, last - length))
  return { from: start, to: start + length }
}

/** The track with a tenth of its length on each side, at least 25 frames where the video has them. */
export function fitTrack(first: number, last: number, frames: number): Axis {
  const margin = Math.max(Math.ceil((last - first + 1) / 10), Math.ceil((fewest - (last - first + 1)) / 2))
  return within(first - margin, last + margin, frames)
}

/** Zooms by `factor` (> 1 = farther out) and leaves the frame under `place` where it is. */
export function zoomed(axis: Axis, place: number, factor: number, frames: number): Axis {
  const columns = columnsOf(axis)
  const wanted = Math.max(5, Math.min(frames, Math.round(columns * factor)))
  const pivot = axis.from + place * columns
  const from = Math.round(pivot - place * wanted)
  return within(from, from + wanted - 1, frames)
}

export const moved = (axis: Axis, by: number, frames: number): Axis =>
  within(axis.from + Math.round(by), axis.to + Math.round(by), frames)

/** Frames to write on the ruler: a round step, at least `spacing` pixels apart. */
export function ticksOf(axis: Axis, width: number, spacing = 44): number[] {
  const least = (columnsOf(axis) * spacing) / Math.max(1, width)
  const step =
    [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500].find((one) => one >= least) ??
    1000 * Math.ceil(least / 1000)
  const ticks: number[] = []
  for (let frame = Math.ceil(axis.from / step) * step; frame <= axis.to; frame += step) ticks.push(frame)
  return ticks
}
