/** A short training of the preset `phase1` in this process, split by scene; returns what scores tracks. */
import { Recipe } from '../../src/shared/contract/learning.ts'
import { useBackend } from '../../src/main/engine/learning/backends.ts'
import { describeTracks, fitNormalisation, normalise } from '../../src/main/engine/learning/dataset.ts'
import { buildPipeline } from '../../src/main/engine/learning/presets.ts'
import { meanOf, scoreSequences } from '../../src/main/engine/learning/score.ts'
import { tableOf, type TableTrack } from '../../src/main/engine/learning/trackTable.ts'
import { train } from '../../src/main/engine/learning/train.ts'
import { TrainingState } from '../../src/main/engine/learning/trainingState.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'

export async function trainOn(tracks: TableTrack[], epochs: number) {
  const backend = await useBackend(null)
  const recipe = Recipe.parse({ epochs })
  const pipeline = buildPipeline(recipe)
  const parts = {
    train: tracks.filter(({ video }) => video % 6 !== 5),
    validation: tracks.filter(({ video }) => video % 6 === 5),
  }
  const sequences = {
    train: describeTracks(tableOf(parts.train), pipeline),
    validation: describeTracks(tableOf(parts.validation), pipeline),
  }
  const normalisation = fitNormalisation(sequences.train, pipeline.parts.features.inputDim)
  normalise(sequences.train, normalisation)
  normalise(sequences.validation, normalisation)
  const examples = (part: 'train' | 'validation') => ({
    sequences: sequences[part],
    real: parts[part].map(({ label }) => label === 'persistent'),
  })
  const state = TrainingState.fresh(pipeline, recipe.seed)
  const started = performance.now()
  const hooks = {
    epoch: ({ epoch, validationAuroc }: { epoch: number; validationAuroc: number | null }) =>
      console.log(
        `epoch ${epoch}: AUROC on other generated scenes ${validationAuroc?.toFixed(3)}, ${((performance.now() - started) / 1000).toFixed(0)} s (${backend.id})`,
      ),
    checkpoint: async () => {},
  }
  await train(
    pipeline,
    recipe,
    { train: examples('train'), validation: examples('validation') },
    state,
    hooks,
    quietWork(),
  )
  return async (some: TableTrack[]): Promise<number[]> => {
    const described = describeTracks(tableOf(some), pipeline)
    normalise(described, normalisation)
    const steps = await scoreSequences(pipeline, state.best, described, quietWork())
    return steps.map(({ scores }) => meanOf(scores))
  }
}
