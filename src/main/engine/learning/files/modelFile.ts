/** A model that is ready to score: read from, and written to, one file (see modelDescription.ts). */

import type { Ensemble } from '../ensemble/ensemble.ts'
import { ensembleOf, tensorsOf } from '../ensemble/stored.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { buildPipeline } from '../model/presets.ts'
import { flat, named } from '../training/checkpoint.ts'
import { type ModelDescription, readModelFile, writeModelFile } from './modelDescription.ts'

export interface Model {
  description: ModelDescription
  pipeline: ModularTrackingPipeline
  weights: Float32Array
  /** What judges beside the network; null = nothing. */
  ensemble: Ensemble | null
}

export const writeModel = (
  file: string,
  { description, pipeline, weights, ensemble }: Model,
): Promise<void> =>
  writeModelFile(file, description, {
    ...named(pipeline, 'weights', weights),
    ...(ensemble ? tensorsOf(ensemble) : {}),
  })

/** Throws NOT_FOUND, or VALIDATION for a file that is cut off, foreign, newer, or does not fit its recipe. */
export async function readModel(file: string): Promise<Model> {
  const { tensors, description } = await readModelFile(file)
  const pipeline = buildPipeline(description.recipe)
  const ensemble = ensembleOf(tensors, description.recipe.features, file)
  return { description, pipeline, weights: flat(pipeline, tensors, 'weights', file), ensemble }
}
