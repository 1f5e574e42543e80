/** A model used on tracks. Needs no catalogue; what to keep follows from the scores alone (keep.ts). */
import type { Work } from '../../base/work.ts'
import { crowdsOf, withCompany } from '../data/crowds.ts'
import { describeTable, normalise } from '../data/dataset.ts'
import { spreadEvenly } from '../data/sampling.ts'
import { countTracks, type TrackTable } from '../data/trackTable.ts'
import { joinOthers, logitsOfOthers } from '../ensemble/ensemble.ts'
import type { Model } from '../files/modelFile.ts'
import { calibrateAll } from '../judging/calibrate.ts'
import type { Sequence } from '../model/batch.ts'
import { meanOf, scoreSequences } from './score.ts'

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
  return scorePrepared(model, prepareTracks(model, table, context, endsKnown), table.offsets, work)
}

/** Tracks ready for the network. */
export interface Prepared {
  /** Standardised. Those asked for come first; after them those that a model which looks among tracks looks at. */
  sequences: Sequence[]
  /** What judges beside the network has said; null = there is none. */
  others: Float64Array | null
}

/** All that needs no backend. */
export function prepareTracks(
  { description, ensemble, pipeline }: Model,
  table: TrackTable,
  context: TrackTable | null,
  endsKnown: boolean,
): Prepared {
  const { normalisation, recipe, survivalPrior } = description
  const { features, sequence } = pipeline.parts
  const among = sequence.amongTracks === true
  const all = among ? withCompany(table, context) : table
  const sequences = describeTable(all, features, survivalPrior, context, endsKnown)
  if (among) {
    const { groups } = crowdsOf(all, recipe.crowd)
    sequences.forEach((one, i) => {
      one.group = groups[i]!
    })
  }
  normalise(sequences, normalisation)
  const asked = sequences.slice(0, countTracks(table))
  return { sequences, others: ensemble && logitsOfOthers(ensemble, recipe.features, asked) }
}

/** `offsets` of the table that the tracks were prepared from. */
export async function scorePrepared(
  model: Model,
  { sequences, others }: Prepared,
  offsets: Int32Array,
  work: Work,
): Promise<Scores> {
  const all = await scoreSequences(model.pipeline, model.weights, sequences, work)
  const tracks = offsets.length - 1
  const steps = joinOthers(others, all.slice(0, tracks))
  const boxes = offsets.at(-1) ?? 0
  const result = {
    scores: new Float32Array(tracks),
    stepScores: new Float32Array(boxes),
    attention: new Float32Array(boxes),
  }
  steps.forEach(({ scores: raw, attention }, i) => {
    const scores = calibrateAll(model.description.calibration, raw)
    const [from, to] = [offsets[i]!, offsets[i + 1]!]
    result.scores[i] = meanOf(scores)
    result.stepScores.set(spreadEvenly(scores, to - from), from)
    result.attention.set(spreadEvenly(attention, to - from), from)
  })
  return result
}
