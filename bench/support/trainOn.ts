/** A training in this process, split by scene; returns what scores tracks. */
import { createRandom } from '../../src/main/engine/base/random.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { useBackend } from '../../src/main/engine/learning/backends/backends.ts'
import { fitEnsemble } from '../../src/main/engine/learning/ensemble/ensemble.ts'
import { scoreTracks } from '../../src/main/engine/learning/scoring/filter.ts'
import type { Model } from '../../src/main/engine/learning/files/modelFile.ts'
import { prepare } from '../../src/main/engine/learning/training/prepare.ts'
import { startFromPretrained } from '../../src/main/engine/learning/pretraining/choose.ts'
import { buildPipeline } from '../../src/main/engine/learning/model/presets.ts'
import { type TableTrack, tableOf } from '../../src/main/engine/learning/data/trackTable.ts'
import { judgedOf, train } from '../../src/main/engine/learning/training/train.ts'
import { TrainingState } from '../../src/main/engine/learning/training/trainingState.ts'
import type { Recipe } from '../../src/shared/contract/learning.ts'
import type { Backend } from '../../src/shared/words.ts'

/** Labelled tracks; unlabelled ones of the same videos are what they are compared with. */
export interface TrainOn {
  tracks: readonly TableTrack[]
  validates(track: TableTrack): boolean
  backend?: Backend | null
  /** File of a pretraining that it starts from. */
  pretrained?: string | null
  said?(epoch: number, auroc: number | null): void
}

/** Scores of some tracks, in their order, among all tracks of their videos (absent = they are all). */
export type Scorer = (some: readonly TableTrack[], among?: readonly TableTrack[]) => Promise<number[]>

export const trainOn = async (recipe: Recipe, on: TrainOn): Promise<Scorer> => {
  const { scorer, ensemble } = await trainBoth(recipe, on)
  return scorer(ensemble)
}

/** The network and what judges beside it; `scorer(null)`: the network alone. */
export async function trainBoth(
  recipe: Recipe,
  { tracks, validates, backend = null, pretrained, said }: TrainOn,
) {
  await useBackend(backend)
  const pipeline = buildPipeline(recipe)
  const labelled = tracks.filter(({ label }) => label !== null)
  const parts = labelled.map((track) => (validates(track) ? 'validation' : 'train'))
  const context = tableOf(tracks)
  const fresh = () => pipeline.start(createRandom(recipe.seed, 'training'))
  const earlier = pretrained ? startFromPretrained(pretrained, pipeline, fresh()) : null
  const prepared = prepare({ recipe, table: tableOf(labelled), parts, context, earlier }, pipeline)
  const state = TrainingState.fresh(pipeline, recipe, earlier?.weights)
  const hooks = {
    epoch: ({ epoch, validationAuroc }: { epoch: number; validationAuroc: number | null }) =>
      said?.(epoch, validationAuroc),
    checkpoint: async () => {},
  }
  await train(pipeline, recipe, prepared.data, state, hooks, quietWork())
  const ensemble = recipe.ensemble
    ? await fitEnsemble(recipe.features, judgedOf(prepared.data.train), recipe.seed, quietWork())
    : null
  const { normalisation, survivalPrior } = prepared
  const description = { recipe, normalisation, survivalPrior } as Model['description']
  const model: Model = { description, pipeline, weights: state.best, ensemble }
  const scorer =
    (beside: typeof ensemble): Scorer =>
    async (some, among) => {
      const whole = among ? tableOf(among) : null
      const one = { ...model, ensemble: beside }
      return Array.from((await scoreTracks(one, tableOf(some), quietWork(), whole)).scores)
    }
  return { scorer, ensemble, model }
}
