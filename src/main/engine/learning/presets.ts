/** Recipes by name, and the model that a recipe asks for. */
import type { Recipe } from '../../../shared/contract/learning.ts'
import { StatisticalFeatures } from './features/statistical.ts'
import { PersistenceHead } from './heads/persistence.ts'
import { ModularTrackingPipeline } from './pipeline.ts'
import { Transformer } from './sequence/transformer.ts'
import { presetParameters } from './sizes.ts'

const features = { statistical: () => new StatisticalFeatures() }
const sequences = {
  transformer: () => new Transformer({ layers: 4, width: 64, heads: 4, feedForward: 256, maxSteps: 500 }),
}
const heads = { persistence: () => new PersistenceHead(64) }

/** Throws VALIDATION where the parts do not fit, INTERNAL where a preset has not the size it is published with. */
export function buildPipeline(
  recipe: Pick<Recipe, 'preset' | 'features' | 'sequence' | 'head'>,
): ModularTrackingPipeline {
  const pipeline = new ModularTrackingPipeline({
    features: features[recipe.features](),
    sequence: sequences[recipe.sequence](),
    head: heads[recipe.head](),
  })
  const published = presetParameters[recipe.preset]
  if (pipeline.size !== published)
    throw new Error(`preset ${recipe.preset} has ${pipeline.size} parameters instead of ${published}`)
  return pipeline
}
