/** Scores of tracks while they grow: with their first box, their first two, and so on. */

import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import { describeAll, normalise } from '../data/dataset.ts'
import { countTracks, type TrackTable } from '../data/trackTable.ts'
import { logitsOfOthers } from '../ensemble/ensemble.ts'
import type { Model } from '../files/modelFile.ts'
import { wholeView } from '../model/parts.ts'
import { scorePrepared } from '../scoring/filter.ts'

export interface GrowingInput {
  modelFile: string
  backend: Backend | null
  table: TrackTable
  /** All tracks of these videos, where they are not in the table itself. */
  context: TrackTable | null
}

/** Of the tracks of a table, in its order. */
export interface Growing {
  /** [n + 1]: scores of track i are offsets[i]..offsets[i+1]−1, one a box. */
  offsets: Int32Array
  scores: Float32Array
}

/** A track is followed for so many boxes: whoever is undecided then stays so. */
export const longestWait = 30
/** Their views are in memory together. */
const tracksAtOnce = 500

/** The model must not look ahead (looksAhead in the recipe): then a score after k boxes is the one of the k-th moment. */
export async function scoreGrowing(
  model: Model,
  table: TrackTable,
  context: TrackTable | null,
  work: Work,
): Promise<Growing> {
  const { description, ensemble, pipeline } = model
  const { recipe, survivalPrior, normalisation } = description
  const described = describeAll(table, pipeline.parts.features, survivalPrior, context)
  const n = countTracks(table)
  const offsets = new Int32Array(n + 1)
  described.forEach(({ boxes }, i) => {
    offsets[i + 1] = offsets[i]! + Math.min(longestWait, boxes)
  })
  const scores = new Float32Array(offsets[n]!)
  const quiet = { ...work, signal: work.signal, progress() {} }
  for (let from = 0; from < n; from += tracksAtOnce) {
    const to = Math.min(n, from + tracksAtOnce)
    const sequences = described
      .slice(from, to)
      .flatMap(({ track, boxes }) =>
        Array.from({ length: Math.min(longestWait, boxes) }, (_, i) =>
          track.view({ ...wholeView(i + 1), endKnown: false }),
        ),
      )
    normalise(sequences, normalisation)
    const others = ensemble && logitsOfOthers(ensemble, recipe.features, sequences)
    const steps = new Int32Array(sequences.length + 1)
    sequences.forEach(({ boxes }, i) => {
      steps[i + 1] = steps[i]! + boxes
    })
    const found = await scorePrepared(model, { sequences, others }, steps, quiet)
    scores.set(found.scores, offsets[from]!)
    work.progress({ phase: 'Scoring box by box', done: to, total: n, unit: 'tracks' })
  }
  return { offsets, scores }
}

export const scoresAt = ({ offsets, scores }: Growing, i: number): Float32Array =>
  scores.subarray(offsets[i]!, offsets[i + 1]!)
