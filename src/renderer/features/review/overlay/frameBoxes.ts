/** The boxes of one frame as they are drawn: each with its track's label or prediction of now. */
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import type { FrameBox, Lane } from '../../../../shared/contract/videos.ts'
import { boxAt, nearestBox } from '../track.ts'
import type { ShownBox } from './drawBoxes.ts'

export interface ListedBox extends ShownBox {
  readonly score: number | null
}

export function boxesOfFrame(
  frame: number,
  found: readonly FrameBox[],
  lanes: ReadonlyMap<number, Lane>,
  row: TrackRow,
  track: Track,
): ListedBox[] {
  const others = found
    .filter((box) => box.track !== row.id)
    .map(({ track: id, x, y, w, h, score }): ListedBox => {
      const lane = lanes.get(id)
      const about = {
        number: lane?.number ?? id,
        label: lane?.label ?? null,
        prediction: lane?.prediction ?? null,
      }
      const foreign = lane !== undefined && lane.source !== row.source
      return { track: id, ...about, selected: false, ghost: false, foreign, box: { x, y, w, h }, score }
    })
  return [...ownBox(frame, row, track), ...others]
}

/** The selected track's box: in a gap it stays as a ghost, so that nothing flashes. */
function ownBox(frame: number, row: TrackRow, track: Track): ListedBox[] {
  const here = boxAt(track.detections, frame)
  const inside = frame >= track.first && frame <= track.last
  const at = here >= 0 ? here : inside ? nearestBox(track.detections, frame) : -1
  const box = track.detections[at]
  if (box === undefined) return []
  const [, x, y, w, h, score] = box
  const { id, number, label, prediction } = row
  return [
    {
      track: id,
      number,
      label,
      prediction,
      selected: true,
      ghost: here < 0,
      foreign: false,
      box: { x, y, w, h },
      score: score < 0 ? null : score,
    },
  ]
}
