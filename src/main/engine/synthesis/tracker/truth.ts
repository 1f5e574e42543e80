/** Ground truth of linked tracks, by the rule that real tracks are labelled by. */
import type { TrackClass } from '../../../../shared/words.ts'
import { type Box, inView, iou, type Picture } from './boxes.ts'
import type { LinkedBox } from './link.ts'
import type { Person } from './things.ts'

const match = 0.5
/** False tracks of up to so many boxes are `noise`, longer ones `brief`. */
const noiseBoxes = 3

/**
 * A track is real when at least half of its boxes lie on a person at an overlap of half, each person taken once a
 * frame and by the best box; whatever its length.
 */
export function judge(
  tracks: readonly LinkedBox[][],
  persons: readonly Person[],
  picture: Picture,
): TrackClass[] {
  const matched = new Int32Array(tracks.length)
  const byFrame = new Map<number, { track: number; box: LinkedBox }[]>()
  for (const [track, boxes] of tracks.entries())
    for (const box of boxes) {
      const list = byFrame.get(box.frame) ?? []
      list.push({ track, box })
      byFrame.set(box.frame, list)
    }
  for (const [frame, found] of byFrame)
    for (const track of matchFrame(found, trueBoxes(persons, frame, picture))) matched[track]! += 1
  return tracks.map((boxes, i) => {
    if (matched[i]! * 2 >= boxes.length) return 'persistent'
    return boxes.length <= noiseBoxes ? 'noise' : 'brief'
  })
}

const trueBoxes = (persons: readonly Person[], frame: number, picture: Picture): Box[] =>
  persons.map(({ boxes }) => boxes[frame] && inView(boxes[frame], picture, 0.1)).filter((box) => !!box)

/** Numbers of the tracks whose box lies on a person. */
function matchFrame(found: readonly { track: number; box: LinkedBox }[], truths: readonly Box[]): number[] {
  const close = found
    .flatMap(({ track, box }) => truths.map((truth) => ({ track, truth, overlap: iou(box, truth) })))
    .filter(({ overlap }) => overlap >= match)
    .sort((one, other) => other.overlap - one.overlap)
  const [tracks, taken] = [new Set<number>(), new Set<Box>()]
  for (const { track, truth } of close) {
    if (tracks.has(track) || taken.has(truth)) continue
    tracks.add(track)
    taken.add(truth)
  }
  return [...tracks]
}
