/**
 * Links detections to tracks as simple online trackers do: each track is carried on at its speed, the pair of the
 * largest overlap goes together first. Objects that meet may be switched, missed ones come back under a new number.
 */
import { type Box, iou } from './boxes.ts'
import type { Detection } from './detect.ts'

export interface LinkedBox extends Detection {
  frame: number
}

interface Live {
  boxes: LinkedBox[]
  /** Pixels a frame, smoothed. */
  vx: number
  vy: number
}

export interface Linking {
  /** A track ends after so many frames without a box. */
  bridges: number
  /** Overlap that is wanted of a track and its next box. */
  overlap: number
  /** Are tracks carried on at their speed, or expected where they were? */
  predicts: boolean
}

/** Every track is kept, even of one box. */
export function link(detections: readonly (readonly Detection[])[], linking: Linking): LinkedBox[][] {
  const all: Live[] = []
  let live: Live[] = []
  for (const [frame, found] of detections.entries()) {
    live = live.filter((track) => frame - track.boxes.at(-1)!.frame <= linking.bridges + 1)
    const taken = new Set<Detection>()
    const used = new Set<Live>()
    for (const { track, detection } of pairs(live, found, frame, linking)) {
      if (used.has(track) || taken.has(detection)) continue
      used.add(track)
      taken.add(detection)
      extend(track, { ...detection, frame })
    }
    for (const detection of found) {
      if (taken.has(detection)) continue
      const track: Live = { boxes: [{ ...detection, frame }], vx: 0, vy: 0 }
      all.push(track)
      live.push(track)
    }
  }
  return all.map(({ boxes }) => boxes)
}

function pairs(
  live: readonly Live[],
  found: readonly Detection[],
  frame: number,
  { overlap: least, predicts }: Linking,
) {
  const close = live.flatMap((track) => {
    const expected = predicts ? ahead(track, frame) : track.boxes.at(-1)!
    return found.map((detection) => ({ track, detection, overlap: iou(expected, detection) }))
  })
  return close.filter(({ overlap }) => overlap >= least).sort((one, other) => other.overlap - one.overlap)
}

function ahead({ boxes, vx, vy }: Live, frame: number): Box {
  const { x, y, w, h, frame: last } = boxes.at(-1)!
  return { x: x + vx * (frame - last), y: y + vy * (frame - last), w, h }
}

function extend(track: Live, box: LinkedBox): void {
  const last = track.boxes.at(-1)!
  const dt = box.frame - last.frame
  const trust = track.boxes.length === 1 ? 0.7 : 0.35
  track.vx += trust * ((box.x + box.w / 2 - last.x - last.w / 2) / dt - track.vx)
  track.vy += trust * ((box.y + box.h / 2 - last.y - last.h / 2) / dt - track.vy)
  track.boxes.push(box)
}
