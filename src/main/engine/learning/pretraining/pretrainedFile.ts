/** A pretraining's folder, `models/pretrained-ID`: its state at the end of the last epoch, and what its inputs mean. */
import fs from 'node:fs'
import path from 'node:path'
import { Pretraining } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { restoreRandom } from '../../base/random.ts'
import type { Normalisation } from '../data/dataset.ts'
import type { SurvivalModels } from '../features/track/survival.ts'
import { decodeTensors, encodeTensors, type StoredTensor } from '../files/safetensors.ts'
import { Adam } from '../training/optimiser.ts'
import type { PretrainState } from './training.ts'

const format = 'tracksieve-pretraining-1'

export const pretrainedFolder = (catalogue: string, id: number): string =>
  path.join(catalogue, 'models', `pretrained-${id}`)
export const pretrainedFile = (folder: string): string => path.join(folder, 'pretrained.safetensors')

/** What inputs mean: weights are of no use without it. */
export interface Meaning {
  normalisation: Normalisation
  survivalPrior: SurvivalModels | null
}

interface Named {
  parameters: readonly { name: string; shape: readonly number[]; size: number }[]
}

export async function savePretraining(
  folder: string,
  network: Named,
  state: PretrainState,
  description: Pretraining,
  meaning: Meaning,
  { fingerprint, videos }: { fingerprint: string; videos: readonly number[] },
): Promise<void> {
  const progress = { fingerprint, adamSteps: state.adam.steps, random: state.random.state() }
  const tensor = (values: Float32Array) => ({ shape: [values.length], values })
  const bytes = encodeTensors({
    tensors: {
      ...named(network, state.weights),
      'adam.mean': tensor(state.adam.mean),
      'adam.square': tensor(state.adam.square),
    },
    metadata: {
      format,
      description: JSON.stringify(description),
      meaning: JSON.stringify(meaning),
      progress: JSON.stringify(progress),
      videos: JSON.stringify(videos),
    },
  })
  await writeAtomically(pretrainedFile(folder), (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** null = there is none yet. Throws CONFLICT when it learned from other tracks or by another recipe. */
export function loadState(folder: string, network: Named, fingerprint: string): PretrainState | null {
  if (!fs.existsSync(pretrainedFile(folder))) return null
  const { tensors, progress, description } = readPretraining(pretrainedFile(folder))
  if (progress.fingerprint !== fingerprint)
    throw new TracksieveError(
      'CONFLICT',
      'The unlabelled tracks of this pretraining are no longer what they were when it started.',
      'Start a new one instead of going on with this one.',
    )
  const weights = new Float32Array(network.parameters.reduce((sum, { size }) => sum + size, 0))
  let at = 0
  for (const { name, size } of network.parameters) {
    weights.set(tensors[`weights.${name}`]!.values, at)
    at += size
  }
  const adam = new Adam(weights.length)
  adam.steps = progress.adamSteps
  adam.mean.set(tensors['adam.mean']!.values)
  adam.square.set(tensors['adam.square']!.values)
  return { weights, adam, random: restoreRandom(progress.random), epochs: description.epochs }
}

/** Those of a catalogue, latest first. */
export function listPretrainings(catalogue: string): Pretraining[] {
  const models = path.join(catalogue, 'models')
  const names = fs.existsSync(models) ? fs.readdirSync(models) : []
  return names
    .filter((name) => /^pretrained-\d+$/.test(name))
    .map((name) => pretrainedFile(path.join(models, name)))
    .filter((file) => fs.existsSync(file))
    .map((file) => readPretraining(file).description)
    .sort((a, b) => b.id - a.id)
}

/** Throws VALIDATION for a file that is damaged or of another version. */
export function readPretraining(file: string) {
  const { tensors, metadata } = decodeTensors(fs.readFileSync(file), `The pretraining ${file}`)
  const description = Pretraining.safeParse(JSON.parse(metadata.description ?? '{}'))
  if (metadata.format !== format || !description.success)
    throw new TracksieveError(
      'VALIDATION',
      `${file} is no pretraining of this version.`,
      'Pretrain again with this version.',
    )
  return {
    tensors,
    description: description.data,
    meaning: JSON.parse(metadata.meaning!) as Meaning,
    /** Of which it has seen tracks. */
    videos: JSON.parse(metadata.videos ?? '[]') as number[],
    progress: JSON.parse(metadata.progress!) as { fingerprint: string; adamSteps: number; random: number[] },
  }
}

function named({ parameters }: Named, weights: Float32Array): Record<string, StoredTensor> {
  let at = 0
  return Object.fromEntries(
    parameters.map(({ name, shape, size }) => {
      at += size
      return [`weights.${name}`, { shape: [...shape], values: weights.subarray(at - size, at) }]
    }),
  )
}
