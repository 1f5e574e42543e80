/**
 * What a ground truth says of tracks: real (`persistent`) when at least half of its boxes match an object, else false:
 * `noise` up to 3 boxes, `brief` longer. Per frame, boxes and objects are matched one to one where they overlap by half.
 */
import { setImmediate } from 'node:timers/promises'
import type { TrackClass } from '../../../../shared/words.ts'
import { columns } from '../../base/detections.ts'
import type { Work } from '../../base/work.ts'
import { stopIfCancelled } from '../refusal.ts'
import { countTracks, type TrackSet } from '../trackSet.ts'
import { assign } from './assign.ts'
import { type Box, overlap } from './overlap.ts'

interface Placed extends Box {
  /** Index of its track. */
  track: number
  /** An object of the truth that does not count (its seventh column is 0). */
  ignored: boolean
}

const leastOverlap = 0.5
const longestNoise = 3

function byFrame(set: TrackSet): Map<number, Placed[]> {
  const frames = new Map<number, Placed[]>()
  for (let track = 0; track < countTracks(set); track += 1) {
    for (let box = set.starts[track]!; box < set.starts[track + 1]!; box += 1) {
      const [frame, x, y, w, h, flag] = set.boxes.subarray(box * columns, (box + 1) * columns)
      const placed = { x: x!, y: y!, w: w!, h: h!, track, ignored: flag === 0 }
      const others = frames.get(frame!)
      if (others) others.push(placed)
      else frames.set(frame!, [placed])
    }
  }
  return frames
}

/** For each box the object that it matches, or null. Overlaps under a half cost as much as no match. */
function matchFrame(boxes: readonly Placed[], objects: readonly Placed[]): (Placed | null)[] {
  const shares = boxes.map((box) => objects.map((object) => overlap(box, object)))
  const cost = shares.map((row) => row.map((share) => (share >= leastOverlap ? 1 - share : 1000)))
  return assign(cost).map((object, box) => {
    return object >= 0 && shares[box]![object]! >= leastOverlap ? objects[object]! : null
  })
}

/**
 * One class a track, in the order of `tracks`; null = mostly on objects that the truth leaves out of the count.
 * @param truth tracks of the ground truth file; a score of 0 marks a box that does not count.
 */
export async function judgeTracks(
  tracks: TrackSet,
  truth: TrackSet,
  work: Work,
): Promise<(TrackClass | null)[]> {
  const matched = new Uint32Array(countTracks(tracks))
  const ignored = new Uint32Array(countTracks(tracks))
  const objects = byFrame(truth)
  const frames = byFrame(tracks)
  let done = 0
  for (const [frame, boxes] of frames) {
    if (done % 200 === 0) {
      work.progress({ phase: 'Comparing with the ground truth', done, total: frames.size, unit: 'frames' })
      await setImmediate()
      stopIfCancelled(work.signal)
    }
    done += 1
    matchFrame(boxes, objects.get(frame) ?? []).forEach((object, index) => {
      if (!object) return
      const counts = object.ignored ? ignored : matched
      counts[boxes[index]!.track]! += 1
    })
  }
  return Array.from(matched, (hits, track) => {
    const boxes = tracks.starts[track + 1]! - tracks.starts[track]!
    if (hits * 2 >= boxes) return 'persistent'
    if ((hits + ignored[track]!) * 2 >= boxes) return null
    return boxes <= longestNoise ? 'noise' : 'brief'
  })
}
