/** The model as one file, `.tracksieve-model`: weights as safetensors, everything else as JSON in its header. */
import fs from 'node:fs'
import { writeAtomically } from '../base/atomicFile.ts'
import { flat, named } from './checkpoint.ts'
import { type ModelDescription, modelFormat, modelVersion, readModelFile } from './modelDescription.ts'
import type { ModularTrackingPipeline } from './pipeline.ts'
import { buildPipeline } from './presets.ts'
import { encodeTensors, type StoredTensor } from './safetensors.ts'

export interface Model {
  description: ModelDescription
  pipeline: ModularTrackingPipeline
  weights: Float32Array
}

export const writeModel = (file: string, { description, pipeline, weights }: Model): Promise<void> =>
  write(file, description, named(pipeline, 'weights', weights))

/** Throws NOT_FOUND, or VALIDATION for a file that is cut off, foreign, newer, or does not fit its recipe. */
export async function readModel(file: string): Promise<Model> {
  const { tensors, description } = await readModelFile(file)
  const pipeline = buildPipeline(description.recipe)
  return { description, pipeline, weights: flat(pipeline, tensors, 'weights', file) }
}

/** The same weights with another description: what an evaluation or an export adds. */
export async function redescribe(file: string, to: string, change: Partial<ModelDescription>): Promise<void> {
  const { tensors, description } = await readModelFile(file)
  await write(to, { ...description, ...change }, tensors)
}

function write(
  file: string,
  description: ModelDescription,
  tensors: Record<string, StoredTensor>,
): Promise<void> {
  const metadata = {
    format: modelFormat,
    version: String(modelVersion),
    description: JSON.stringify(description),
  }
  const bytes = encodeTensors({ tensors, metadata })
  return writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, bytes))
}
