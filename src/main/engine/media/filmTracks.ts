/** Which tracks a film shows, and how: by what a person said, else by what the model says. */
import type { TrackClass, Label } from '../../../shared/words.ts'
import type { Detections } from '../base/detections.ts'
import type { FilmTrack } from './overlay.ts'

export interface KnownTrack {
  number: number
  detections: Detections
  label: Label | null
  prediction: TrackClass | null
  score: number | null
}

/** `keptFrom`: only tracks with at least that score; null = all. */
export const filmTracks = (tracks: readonly KnownTrack[], keptFrom: number | null): FilmTrack[] =>
  tracks
    .filter(({ score }) => keptFrom === null || (score !== null && score >= keptFrom))
    .map(({ number, detections, label, prediction, score }) => ({
      number,
      style: label ?? prediction ?? 'none',
      settled: label !== null,
      score,
      detections,
    }))
