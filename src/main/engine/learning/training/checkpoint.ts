/** Training's state as one file in the run's folder, replaced whole. */
import fs from 'node:fs'
import path from 'node:path'
import type { Epoch } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { restoreRandom } from '../../base/random.ts'
import { decodeTensors, encodeTensors, type StoredTensor } from '../files/safetensors.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { TrainingState } from './trainingState.ts'

const format = 'tracksieve-checkpoint-2'

export const checkpointFile = (folder: string): string => path.join(folder, 'checkpoint.safetensors')

/** What must be the same for training to go on: the data, and the recipe. */
export interface Fingerprint {
  data: string
  recipe: string
}

/** What is not a tensor. */
interface Progress {
  averages: boolean
  epochs: Epoch[]
  bestEpoch: number
  adamSteps: number
  random: number[]
}

export async function saveCheckpoint(
  folder: string,
  pipeline: ModularTrackingPipeline,
  state: TrainingState,
  fingerprint: Fingerprint,
): Promise<void> {
  const progress: Progress = {
    averages: state.average !== null,
    epochs: state.epochs,
    bestEpoch: state.bestEpoch,
    adamSteps: state.adam.steps,
    random: state.random.state(),
  }
  const bytes = encodeTensors({
    tensors: {
      ...named(pipeline, 'weights', state.weights),
      ...named(pipeline, 'best', state.best),
      ...(state.average ? named(pipeline, 'average', state.average) : {}),
      'adam.mean': { shape: [pipeline.size], values: state.adam.mean },
      'adam.square': { shape: [pipeline.size], values: state.adam.square },
    },
    metadata: { format, ...fingerprint, progress: JSON.stringify(progress) },
  })
  await writeAtomically(checkpointFile(folder), (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** null = there is none yet. Throws CONFLICT when it belongs to other data or another recipe, VALIDATION when damaged. */
export async function loadCheckpoint(
  folder: string,
  pipeline: ModularTrackingPipeline,
  fingerprint: Fingerprint,
): Promise<TrainingState | null> {
  const file = checkpointFile(folder)
  if (!fs.existsSync(file)) return null
  const { tensors, metadata } = decodeTensors(await fs.promises.readFile(file), `The checkpoint ${file}`)
  if (metadata.format !== format)
    throw new TracksieveError('VALIDATION', `${file} is no checkpoint of this version.`, again)
  if (metadata.data !== fingerprint.data)
    throw new TracksieveError(
      'CONFLICT',
      'The tracks of this run are no longer what they were when it started.',
      again,
    )
  if (metadata.recipe !== fingerprint.recipe)
    throw new TracksieveError('CONFLICT', 'The checkpoint belongs to another recipe.', again)
  const progress = JSON.parse(metadata.progress!) as Progress
  const state = new TrainingState(flat(pipeline, tensors, 'weights', file), restoreRandom(progress.random))
  state.best = flat(pipeline, tensors, 'best', file)
  if (progress.averages) state.average = flat(pipeline, tensors, 'average', file)
  state.epochs.push(...progress.epochs)
  state.bestEpoch = progress.bestEpoch
  state.adam.steps = progress.adamSteps
  state.adam.mean.set(tensors['adam.mean']!.values)
  state.adam.square.set(tensors['adam.square']!.values)
  return state
}

const again = 'Start a new run instead of going on with this one.'

/** The flat vector as named tensors, as a reader of the file expects them. */
export function named(pipeline: ModularTrackingPipeline, prefix: string, flatWeights: Float32Array) {
  const tensors: Record<string, StoredTensor> = {}
  let at = 0
  for (const { name, shape, size } of pipeline.parameters) {
    tensors[`${prefix}.${name}`] = { shape: [...shape], values: flatWeights.subarray(at, at + size) }
    at += size
  }
  return tensors
}

/** The other way round; throws VALIDATION naming the first tensor that is missing or of another shape. */
export function flat(
  pipeline: ModularTrackingPipeline,
  tensors: Record<string, StoredTensor>,
  prefix: string,
  file: string,
): Float32Array {
  const weights = new Float32Array(pipeline.size)
  let at = 0
  for (const { name, shape, size } of pipeline.parameters) {
    const stored = tensors[`${prefix}.${name}`]
    if (!stored || stored.shape.join() !== shape.join()) {
      const found = stored ? `[${stored.shape.join(', ')}]` : 'missing'
      const what = `In ${file} the weights '${name}' are ${found}; this model needs [${shape.join(', ')}].`
      throw new TracksieveError('VALIDATION', what, 'Choose a file of the same recipe and version.')
    }
    weights.set(stored.values, at)
    at += size
  }
  return weights
}
