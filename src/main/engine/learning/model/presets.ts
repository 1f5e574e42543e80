/** The model that a recipe asks for. */
import { looksAtPixels, tunesEncoder, usesTokenizer } from '../../../../shared/contract/recipe.ts'
import { CnnFeatures } from '../features/cnn.ts'
import { HybridFeatures } from '../features/hybrid.ts'
import { MagvitFeatures } from '../features/magvit.ts'
import { StatisticalFeatures } from '../features/statistical.ts'
import { TrackFeatures } from '../features/track.ts'
import { TunedFeatures } from '../features/tuned.ts'
import { Head } from '../heads/head.ts'
import { AmongObjects } from '../sequence/object.ts'
import { Recurrent } from '../sequence/recurrent.ts'
import { Summary } from '../sequence/summary.ts'
import { Transformer } from '../sequence/transformer.ts'
import type { FeatureExtractor, SequenceModel } from './parts.ts'
import { ModularTrackingPipeline } from './pipeline.ts'
import { type ModelRecipe, parametersOf, places, takesPlain } from './sizes.ts'

/** Throws VALIDATION where the parts do not fit, INTERNAL where the model has another size than it is said to have. */
export function buildPipeline(recipe: ModelRecipe): ModularTrackingPipeline {
  const features = extractorOf(recipe)
  const sequence = sequenceOf(recipe, features)
  const pipeline = new ModularTrackingPipeline({ features, sequence, head: new Head(recipe, sequence) })
  const wanted = parametersOf(recipe)
  if (pipeline.size !== wanted)
    throw new Error(`the model has ${pipeline.size} parameters instead of ${wanted}`)
  return pipeline
}

/** `summary` and `object` take plain inputs, of steps and of tracks; the others take learned features of steps. */
function extractorOf(recipe: ModelRecipe): FeatureExtractor {
  const { features, sequence, survival, width } = recipe
  if (looksAtPixels(features)) return pixelExtractorOf(recipe)
  if (features === 'statistical') return new StatisticalFeatures(takesPlain(sequence) ? 64 : width)
  return new TrackFeatures({ width: takesPlain(sequence) ? 0 : width, live: features === 'past', survival })
}

function pixelExtractorOf({ features, sequence, survival, width, pixels }: ModelRecipe): FeatureExtractor {
  const visual = visualOf({ features, pixels })
  const told =
    pixels!.beside === 'statistical'
      ? new StatisticalFeatures(64)
      : new TrackFeatures({ width: 0, live: false, survival })
  const other = features === 'hybrid' ? told : null
  return new HybridFeatures({ visual, other, width: takesPlain(sequence) ? 0 : width })
}

function visualOf(recipe: Pick<ModelRecipe, 'features' | 'pixels'>): FeatureExtractor {
  const { width } = recipe.pixels!
  if (!usesTokenizer(recipe)) return new CnnFeatures(width)
  return tunesEncoder(recipe) ? new TunedFeatures(width) : new MagvitFeatures(width)
}

function sequenceOf(recipe: ModelRecipe, { outputDim, trackOutputDim }: FeatureExtractor): SequenceModel {
  const { sequence, width, layers, heads, feedForward } = recipe
  const plain = { inputs: outputDim, trackInputs: trackOutputDim, width }
  if (sequence === 'summary') return new Summary(plain)
  if (sequence === 'object') return new AmongObjects({ ...plain, layers, heads, feedForward })
  if (sequence === 'recurrent') return new Recurrent(width)
  const style = sequence === 'transformer' ? 'phase1' : 'attention'
  return new Transformer({ layers, width, heads, feedForward, maxSteps: places, style })
}
