/** Places of all tracks' bars in the lanes: no two in one lane touch. */
import type { Lane } from '../../../../shared/contract/videos.ts'
import type { Axis } from './axis.ts'

export interface PlacedLane {
  readonly lane: Lane
  readonly row: number
}

export interface Lanes {
  readonly placed: PlacedLane[]
  /** Tracks of the window, and those of them that found no row. */
  readonly here: number
  readonly more: number
}

/** The selected track always has a place; longer tracks first where room is short, then by first frame. */
export function packLanes(lanes: readonly Lane[], axis: Axis, rows: number, selected: number | null): Lanes {
  const here = lanes.filter((lane) => lane.last >= axis.from && lane.first <= axis.to)
  const length = (lane: Lane): number => Math.min(lane.last, axis.to) - Math.max(lane.first, axis.from)
  const order = [...here].sort(
    (a, b) =>
      Number(b.track === selected) - Number(a.track === selected) ||
      length(b) - length(a) ||
      a.first - b.first,
  )
  const taken: Lane[][] = Array.from({ length: rows }, () => [])
  const placed: PlacedLane[] = []
  for (const lane of order) {
    const row = taken.findIndex((others) =>
      others.every((other) => lane.first > other.last + 1 || lane.last + 1 < other.first),
    )
    if (row < 0) continue
    taken[row]!.push(lane)
    placed.push({ lane, row })
  }
  return { placed, here: here.length, more: here.length - placed.length }
}

/** The track whose bar is nearest to a place in the lanes; null = the row is empty. */
export function nearestLane(lanes: Lanes, row: number, frame: number): number | null {
  let best: number | null = null
  let distance = Number.POSITIVE_INFINITY
  for (const { lane, row: at } of lanes.placed) {
    if (at !== row) continue
    const gap = frame < lane.first ? lane.first - frame : frame > lane.last ? frame - lane.last : 0
    if (gap < distance) {
      distance = gap
      best = lane.track
    }
  }
  return best
}
