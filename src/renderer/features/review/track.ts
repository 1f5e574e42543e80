/** What Review computes from a track's boxes. Rows are [frame, x, y, w, h, score], by frame. */
import type { Track } from '../../../shared/contract/tracks.ts'

export type Box = Track['detections'][number]

/** Position of the box of a frame in the track, or -1. */
export function boxAt(boxes: readonly Box[], frame: number): number {
  let low = 0
  let high = boxes.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = boxes[middle]![0]
    if (at === frame) return middle
    if (at < frame) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Position of the box nearest in time to a frame; the earlier one of two equally near; -1 = no boxes. */
export function nearestBox(boxes: readonly Box[], frame: number): number {
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  boxes.forEach((box, index) => {
    const away = Math.abs(box[0] - frame)
    if (away < distance) {
      best = index
      distance = away
    }
  })
  return best
}

export interface Gap {
  /** First and last frame without a box, both inclusive. */
  readonly from: number
  readonly to: number
}

export function gapsOf(boxes: readonly Box[]): Gap[] {
  const gaps: Gap[] = []
  for (let i = 1; i < boxes.length; i += 1) {
    const from = boxes[i - 1]![0] + 1
    const to = boxes[i]![0] - 1
    if (to >= from) gaps.push({ from, to })
  }
  return gaps
}

/** Runs of consecutive frames, as half-open ranges of positions. */
export function unbroken(boxes: readonly Box[]): [number, number][] {
  const runs: [number, number][] = []
  let start = 0
  for (let i = 1; i <= boxes.length; i += 1) {
    if (i < boxes.length && boxes[i]![0] - boxes[i - 1]![0] === 1) continue
    if (boxes.length > 0) runs.push([start, i])
    start = i
  }
  return runs
}

/** The frames that the model looked at most, at most `count`, in order of time. */
export function lookedAt(track: Pick<Track, 'detections' | 'attention'>, count = 3): number[] {
  const { attention, detections } = track
  if (attention === null) return []
  return attention
    .map((weight, index) => ({ weight, frame: detections[index]?.[0] ?? -1 }))
    .filter(({ frame }) => frame >= 0)
    .sort((a, b) => b.weight - a.weight || a.frame - b.frame)
    .slice(0, count)
    .map(({ frame }) => frame)
    .sort((a, b) => a - b)
}

/** Where a track opens: the first frame that the model looked at, else its first. */
export const openingFrame = (track: Pick<Track, 'detections' | 'attention' | 'first'>): number =>
  lookedAt(track)[0] ?? track.first

/** Mean distance of the box's centre from frame to frame, in pixels a frame; null = fewer than two boxes. */
export function speedOf(boxes: readonly Box[]): number | null {
  if (boxes.length < 2) return null
  let path = 0
  for (let i = 1; i < boxes.length; i += 1) {
    const [, ax, ay, aw, ah] = boxes[i - 1]!
    const [, bx, by, bw, bh] = boxes[i]!
    path += Math.hypot(bx + bw / 2 - ax - aw / 2, by + bh / 2 - ay - ah / 2)
  }
  return path / (boxes.at(-1)![0] - boxes[0]![0])
}
