/** A model used on tracks. Needs no catalogue; what to keep follows from the scores alone (keep.ts). */
import type { Work } from '../base/work.ts'
import { calibrateAll } from './calibrate.ts'
import { describeTable, normalise } from './dataset.ts'
import { together } from './ensemble/ensemble.ts'
import type { Model } from './modelFile.ts'
import { spreadEvenly } from './sampling.ts'
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

/** `context`: all tracks of the table's videos, where they are not in the table itself (see dataset.ts). `endsKnown`: see there. */
export async function scoreTracks(
  model: Model,
  table: TrackTable,
  work: Work,
  context: TrackTable | null = null,
  endsKnown = true,
): Promise<Scores> {
  const { normalisation, recipe, survivalPrior } = model.description
  const sequences = describeTable(table, model.pipeline.parts.features, survivalPrior, context, endsKnown)
  normalise(sequences, normalisation)
  const alone = await scoreSequences(model.pipeline, model.weights, sequences, work)
  const steps = together(model.ensemble, recipe.features, sequences, alone)
  const boxes = table.offsets.at(-1) ?? 0
  const result = {
    scores: new Float32Array(countTracks(table)),
    stepScores: new Float32Array(boxes),
    attention: new Float32Array(boxes),
  }
  steps.forEach(({ scores: raw, attention }, i) => {
    const scores = calibrateAll(model.description.calibration, raw)
    const [from, to] = [table.offsets[i]!, table.offsets[i + 1]!]
    result.scores[i] = meanOf(scores)
    result.stepScores.set(spreadEvenly(scores, to - from), from)
    result.attention.set(spreadEvenly(attention, to - from), from)
  })
  return result
}
