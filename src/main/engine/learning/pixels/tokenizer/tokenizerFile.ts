/** A tokenizer's folder, `models/tokenizer-ID`: its state at the end of the last epoch, and what it says of itself. */
import fs from 'node:fs'
import path from 'node:path'
import { Tokenizer as Description, type QuantiserKind } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import { writeAtomically } from '../../../base/atomicFile.ts'
import { restoreRandom } from '../../../base/random.ts'
import { decodeTensors, encodeTensors } from '../../files/safetensors.ts'
import { Adam } from '../../training/optimiser.ts'
import { cropSide } from '../trackCrops.ts'
import { TokenizerNetwork } from './network.ts'
import type { TokenizerState } from './state.ts'

const format = 'tracksieve-tokenizer-2'

export const tokenizerFolder = (catalogue: string, id: number): string =>
  path.join(catalogue, 'models', `tokenizer-${id}`)
const stateFile = (folder: string): string => path.join(folder, 'tokenizer.safetensors')
export const hasTokenizer = (catalogue: string, id: number): boolean =>
  fs.existsSync(stateFile(tokenizerFolder(catalogue, id)))
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
      ...named(state.weights, description.recipe.quantiser),
      'adam.mean': tensor(state.adam.mean),
      'adam.square': tensor(state.adam.square),
    },
    metadata: {
      format,
      side: String(cropSide),
      description: JSON.stringify(description),
      progress: JSON.stringify(progress),
    },
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

/** Throws NOT_FOUND, or VALIDATION for a file that is damaged, of another version or for crops of another size. */
export function readTokenizer(folder: string): { description: Description; weights: Float32Array } {
  if (fs.existsSync(stateFile(folder))) return read(folder)
  throw new TracksieveError('NOT_FOUND', `There is no tokenizer in ${folder}.`, 'Train one first.')
}

/** Those of a catalogue that this version can use, latest first. */
export function listTokenizers(catalogue: string): Description[] {
  const models = path.join(catalogue, 'models')
  const names = fs.existsSync(models) ? fs.readdirSync(models) : []
  return names
    .filter((name) => /^tokenizer-\d+$/.test(name) && fs.existsSync(stateFile(path.join(models, name))))
    .flatMap((name) => usable(path.join(models, name)) ?? [])
    .sort((a, b) => b.id - a.id)
}

function usable(folder: string): Description | null {
  try {
    return read(folder).description
  } catch (error) {
    if (error instanceof TracksieveError && error.code === 'VALIDATION') return null
    throw error
  }
}

function read(folder: string) {
  const file = stateFile(folder)
  const { tensors, metadata } = decodeTensors(fs.readFileSync(file), `The tokenizer ${file}`)
  const description = Description.safeParse(JSON.parse(metadata.description ?? '{}'))
  if (metadata.side !== undefined && metadata.side !== String(cropSide))
    throw new TracksieveError(
      'VALIDATION',
      `${file} was trained on crops of ${metadata.side} × ${metadata.side} pixels; here they have ${cropSide} × ${cropSide}.`,
      'Train one on this catalogue: in Train › Tokenizer, or with tracksieve tokenizer train CATALOGUE.',
    )
  const known = metadata.format === format && description.success ? description.data : null
  const weights = known && flat(tensors, known.recipe.quantiser)
  if (!known || !weights)
    throw new TracksieveError(
      'VALIDATION',
      `${file} is no tokenizer of this version.`,
      'Train it again with this version.',
    )
  const progress = JSON.parse(metadata.progress ?? '{}') as Progress
  return { tensors, progress, description: known, weights }
}

function named(weights: Float32Array, kind: QuantiserKind) {
  let at = 0
  return Object.fromEntries(
    new TokenizerNetwork(kind).parameters.map(({ name, shape, size }) => {
      at += size
      return [`weights.${name}`, { shape: [...shape], values: weights.subarray(at - size, at) }]
    }),
  )
}

/** null where one is missing or of another shape. */
function flat(
  tensors: ReturnType<typeof decodeTensors>['tensors'],
  kind: QuantiserKind,
): Float32Array | null {
  const network = new TokenizerNetwork(kind)
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
