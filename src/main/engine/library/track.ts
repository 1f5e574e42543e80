/** One track in full, as the window reads it. */
import type { Revision, Track, TrackRow } from '../../../shared/contract/tracks.ts'
import type { TrackClass } from '../../../shared/words.ts'
import { columns, countBoxes, type Detections } from '../base/detections.ts'

export interface TrackPieces {
  row: TrackRow
  truth: TrackClass | null
  detections: Detections
  run: number | null
  prediction: { stepScores: Float32Array; attention: Float32Array } | undefined
  history: Revision[]
}

export function toTrack({ row, truth, detections, run, prediction, history }: TrackPieces): Track {
  return {
    ...row,
    truth,
    detections: Array.from({ length: countBoxes(detections) }, (_, box) => boxAt(detections, box)),
    run,
    stepScores: prediction ? [...prediction.stepScores] : null,
    attention: prediction ? [...prediction.attention] : null,
    history,
  }
}

/** JSON has no NaN: a box without a score has -1. */
function boxAt(detections: Detections, box: number): Track['detections'][number] {
  const [frame, x, y, w, h, score] = detections.subarray(box * columns, (box + 1) * columns)
  return [frame!, x!, y!, w!, h!, Number.isNaN(score!) ? -1 : score!]
}
