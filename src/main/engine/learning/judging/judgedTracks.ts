/** The labelled tracks of an evaluation, with what the run said of them. */
import { setImmediate } from 'node:timers/promises'
import type { Calibration } from '../../../../shared/contract/evaluation.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { eachTrack } from '../data/labelled.ts'
import { rawScore } from './calibrate.ts'

/** What a run says of a labelled track. */
export interface Said {
  track: TrackRecord
  score: number
  /** The score before it was calibrated. */
  raw: number
  /** One number a box. */
  attention: Float32Array
}

/** By rising id; `unsure` and unscored tracks are left out. `scores`: of every track, for the clips that hold them. */
export async function judgedTracks(
  catalogue: OpenCatalogue,
  run: number,
  calibration: Calibration | null,
): Promise<{ said: Said[]; scores: ReadonlyMap<number, number> }> {
  const tracks = new Map<number, TrackRecord>()
  await eachTrack(catalogue, { labelled: true }, (track) => {
    if (track.label !== 'unsure') tracks.set(track.id, track)
  })
  const map = calibration ?? { scale: 1, offset: 0 }
  const scores = new Map<number, number>()
  const said: Said[] = []
  for (const { track: id, score, stepScores, attention } of catalogue.predictions.ofRun(run)) {
    scores.set(id, score)
    const track = tracks.get(id)
    if (track) said.push({ track, score, raw: rawScore(map, stepScores), attention })
    if (scores.size % 2000 === 0) await setImmediate()
  }
  return { said, scores }
}
