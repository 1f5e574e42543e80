/** Tracks of a table as they are looked at, each view with what the head's tasks should say of it. */
import { createRandom } from '../../base/random.ts'
import type { SeenTrack, Task } from '../heads/plan.ts'
import type { Sequence } from '../model/batch.ts'
import { type Described, type View, wholeView } from '../model/parts.ts'
import { aimsOf } from './aims.ts'
import { type TrackTable, trackAt } from './trackTable.ts'

/** Track `row` of a table, seen so far. */
export function seenTrack(table: TrackTable, row: number, view: SeenTrack['view']): SeenTrack {
  const { detections, label, class: kind = null } = trackAt(table, row)
  return { detections, label, class: kind, view }
}

/** So many first boxes of a track with more than one: any but all of them, always the same; null of a single box. */
export function cutAt(id: number, boxes: number): number | null {
  return boxes < 2 ? null : 1 + createRandom(id, 'cut').integer(boxes - 1)
}

export function seenTracks(table: TrackTable, tasks: readonly Task[]) {
  const look = (track: Described, row: number, view: View): Sequence => {
    const sequence = track.view(view)
    return tasks.length === 0 ? sequence : { ...sequence, aims: aimsOf(tasks, seenTrack(table, row, view)) }
  }
  return {
    look,
    /** None of a track that cannot be cut. */
    cut(track: Described, row: number): Sequence[] {
      const boxes = cutAt(table.ids[row]!, track.boxes)
      return boxes === null ? [] : [look(track, row, { ...wholeView(boxes), endKnown: false })]
    },
  }
}
export type SeenTracks = ReturnType<typeof seenTracks>
