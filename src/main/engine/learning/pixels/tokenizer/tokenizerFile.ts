/** A tokenizer's folder, `models/tokenizer-ID`: its state at the end of the last epoch, and what it says of itself. */
import fs from 'node:fs'
import path from 'node:path'
import { Tokenizer as Description } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import { writeAtomically } from '../../../base/atomicFile.ts'
import { restoreRandom } from '../../../base/random.ts'
import { Adam } from '../../optimiser.ts'
import { decodeTensors, encodeTensors } from '../../safetensors.ts'
import { TokenizerNetwork } from './network.ts'
import type { TokenizerState } from './training.ts'

const format = 'tracksieve-tokenizer-1'

export const tokenizerFolder = (catalogue: string, id: number): string =>
  path.join(catalogue, 'models', `tokenizer-${id}`)
const stateFile = (folder: string): string => path.join(folder, 'tokenizer.safetensors')
export const picturesFile = (folder: string): string => path.join(folder, 'reconstructions.png')

/** Of what a state must fit: clips and recipe. */
interface Progress {
  fingerprint: string
  adamSteps: number
  random: number[]
}

export async function saveState(
  folder: string,
  state: TokenizerState,
  description: Description,
  fingerprint: string,
): Promise<void> {
  const progress: Progress = { fingerprint, adamSteps: state.adam.steps, random: state.random.state() }
  const tensor = (values: Float32Array) => ({ shape: [values.length], values })
  const bytes = encodeTensors({
    tensors: {
      ...named(state.weights),
      'adam.mean': tensor(state.adam.mean),
      'adam.square': tensor(state.adam.square),
    },
    metadata: { format, description: JSON.stringify(description), progress: JSON.stringify(progress) },
  })
  await writeAtomically(stateFile(folder), (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** null = there is none yet. Throws CONFLICT when it was trained on other clips or by another recipe. */
export function loadState(folder: string, fingerprint: string): TokenizerState | null {
  if (!fs.existsSync(stateFile(folder))) return null
  const { tensors, progress, description, weights } = read(folder)
  if (progress.fingerprint !== fingerprint)
    throw new TracksieveError(
      'CONFLICT',
      'The clips of this tokenizer, or its recipe, are no longer what they were when it started.',
      'Start a new one instead of going on with this one.',
    )
  const adam = new Adam(weights.length)
  adam.steps = progress.adamSteps
  adam.mean.set(tensors['adam.mean']!.values)
  adam.square.set(tensors['adam.square']!.values)
  return { weights, adam, random: restoreRandom(progress.random), epochs: description.epochs }
}

/** Throws NOT_FOUND, or VALIDATION for a file that is damaged or of another version. */
export function readTokenizer(folder: string): { description: Description; weights: Float32Array } {
  if (fs.existsSync(stateFile(folder))) return read(folder)
  throw new TracksieveError('NOT_FOUND', `There is no tokenizer in ${folder}.`, 'Train one first.')
}

/** Those of a catalogue, latest first. */
export function listTokenizers(catalogue: string): Description[] {
  const models = path.join(catalogue, 'models')
  const names = fs.existsSync(models) ? fs.readdirSync(models) : []
  return names
    .filter((name) => /^tokenizer-\d+$/.test(name) && fs.existsSync(stateFile(path.join(models, name))))
    .map((name) => read(path.join(models, name)).description)
    .sort((a, b) => b.id - a.id)
}

function read(folder: string) {
  const file = stateFile(folder)
  const { tensors, metadata } = decodeTensors(fs.readFileSync(file), `The tokenizer ${file}`)
  const description = Description.safeParse(JSON.parse(metadata.description ?? '{}'))
  const weights = flat(tensors)
  if (metadata.format !== format || !description.success || !weights)
    throw new TracksieveError(
      'VALIDATION',
      `${file} is no tokenizer of this version.`,
      'Train it again with this version.',
    )
  const progress = JSON.parse(metadata.progress ?? '{}') as Progress
  return { tensors, progress, description: description.data, weights }
}

function named(weights: Float32Array) {
  let at = 0
  return Object.fromEntries(
    new TokenizerNetwork().parameters.map(({ name, shape, size }) => {
      at += size
      return [`weights.${name}`, { shape: [...shape], values: weights.subarray(at - size, at) }]
    }),
  )
}

/** null where one is missing or of another shape. */
function flat(tensors: ReturnType<typeof decodeTensors>['tensors']): Float32Array | null {
  const network = new TokenizerNetwork()
  const weights = new Float32Array(network.size)
  let at = 0
  for (const { name, shape, size } of network.parameters) {
    const stored = tensors[`weights.${name}`]
    if (stored?.shape.join() !== shape.join()) return null
    weights.set(stored.values, at)
    at += size
  }
  return weights
}
