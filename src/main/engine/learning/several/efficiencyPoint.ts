/** Figures of a model and of the rules at one number of labels, on the same test tracks. Lane 'draw'. */
import type { baselineIds, Metrics } from '../../../../shared/contract/learning.ts'
import { countTracks, labelAt, type TrackTable, trackAt } from '../data/trackTable.ts'
import { fitTrackRules, isRule } from '../judging/baselines.ts'
import { measure } from '../judging/metrics.ts'

export interface PointInput {
  /** The labels so far; then those judged, with the model's scores. */
  train: TrackTable
  test: TrackTable
  scores: Float32Array
  /** Of the same model without its pretraining, and of one that asked for its labels. */
  others: Partial<Record<'fresh' | 'chosen', Float32Array>>
}

export function measurePoint({ train, test, scores, others }: PointInput): PointFigures {
  const known = Array.from({ length: countTracks(train) }, (_, i) => ({
    thing: trackAt(train, i),
    real: labelAt(train, i) === 'persistent',
  }))
  const tracks = Array.from({ length: countTracks(test) }, (_, i) => trackAt(test, i))
  const real = tracks.map(({ label }) => label === 'persistent')
  const rules = fitTrackRules(known)
    .filter(isRule)
    .map((rule) => {
      const judged = { scores: tracks.map((track) => rule.score(track)), real }
      return [rule.id, measure(judged, rule.threshold, rule.probabilities)] as const
    })
  return {
    model: measure({ scores, real }, 0.5),
    ...Object.fromEntries(
      Object.entries(others).map(([id, own]) => [id, measure({ scores: own, real }, 0.5)]),
    ),
    ...Object.fromEntries(rules),
  }
}

export type PointFigures = Partial<
  Record<'model' | 'fresh' | 'chosen' | (typeof baselineIds)[number], Metrics>
>
