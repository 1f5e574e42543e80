/** A model used on tracks: scores, and which to keep. Needs no catalogue. */
import type { Work } from '../base/work.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { describeTracks, normalise, spreadEvenly } from './dataset.ts'
import type { ModelDescription } from './modelDescription.ts'
import type { Model } from './modelFile.ts'
import { meanOf, scoreSequences } from './score.ts'
import { countTracks, type TrackTable } from './trackTable.ts'

/** Of the tracks of a table, in its order. */
export interface Scores {
  /** [n]: mean persistence score, 0–1. */
  scores: Float32Array
  /** [boxes], by the table's offsets: score of each box, and attention that it receives (1/n = uniform). */
  stepScores: Float32Array
  attention: Float32Array
}

export async function scoreTracks(model: Model, table: TrackTable, work: Work): Promise<Scores> {
  const sequences = describeTracks(table, model.pipeline)
  normalise(sequences, model.description.normalisation)
  const steps = await scoreSequences(model.pipeline, model.weights, sequences, work)
  const boxes = table.offsets.at(-1) ?? 0
  const result = {
    scores: new Float32Array(countTracks(table)),
    stepScores: new Float32Array(boxes),
    attention: new Float32Array(boxes),
  }
  steps.forEach(({ scores, attention }, i) => {
    const [from, to] = [table.offsets[i]!, table.offsets[i + 1]!]
    result.scores[i] = meanOf(scores)
    result.stepScores.set(spreadEvenly(scores, to - from), from)
    result.attention.set(spreadEvenly(attention, to - from), from)
  })
  return result
}

/** What to keep: tracks at or above a threshold, or this share of the real ones (95 % or 99 %, set on validation). */
export type Keep = { threshold: number } | { keepReal: number }

/** Throws VALIDATION for a share that the model has no threshold for. */
export function thresholdFor(keep: Keep, model: Pick<ModelDescription, 'keep95' | 'keep99'>): number {
  if ('threshold' in keep) return keep.threshold
  const known: Record<string, number | null> = { '0.95': model.keep95, '0.99': model.keep99 }
  const threshold = known[String(keep.keepReal)] ?? null
  if (threshold !== null) return threshold
  throw new TracksieveError(
    'VALIDATION',
    `This model has no threshold that keeps ${keep.keepReal * 100} % of the real tracks.`,
    'Ask for 0.95 or 0.99, or give a threshold.',
  )
}

/** Indices of the tracks to keep. */
export const filterTracks = (scores: Float32Array, threshold: number): number[] =>
  Array.from(scores, (score, i) => (score >= threshold ? i : -1)).filter((i) => i >= 0)
