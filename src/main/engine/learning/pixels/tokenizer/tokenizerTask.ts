/** A tokenizer's training in the learning thread, from crops to its file. */
import { createHash } from 'node:crypto'
import type { Tokenizer as Description, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import type { Backend } from '../../../../../shared/words.ts'
import type { Work } from '../../../base/work.ts'
import { useBackend } from '../../backends.ts'
import { writePictures } from './pictures.ts'
import { codes } from './quantise.ts'
import { Tokenizer } from './tokenizer.ts'
import { loadState, picturesFile, saveState } from './tokenizerFile.ts'
import { freshState, type TokenizerClips, type TokenizerState, trainTokenizer } from './training.ts'

export interface TokenizerInput {
  id: number
  folder: string
  recipe: TokenizerRecipe
  backend: Backend | null
  clips: TokenizerClips
}

const clipsShown = 8
/** Below this share of used codes a person is told. */
const fewCodes = 0.1

/** Sends the description after every epoch. */
export async function trainTokenizerRun(input: TokenizerInput, work: Work): Promise<Description> {
  const { id, folder, recipe, clips } = input
  const backend = (await useBackend(input.backend)).id
  const fingerprint = fingerprintOf(input)
  const state = loadState(folder, fingerprint) ?? freshState(recipe)
  const describe = ({ weights, epochs }: TokenizerState): Description => ({
    id,
    recipe,
    parameters: weights.length,
    codes,
    backend,
    clips: { train: clips.train.length, heldOut: clips.heldOut.length },
    epochs,
    warnings: warningsOf(epochs),
    trainedAt: Date.now(),
  })
  const ended = async (now: TokenizerState) => {
    await saveState(folder, now, describe(now), fingerprint)
    work.send(describe(now))
  }
  await trainTokenizer(recipe, clips, state, ended, work)
  const spread = Math.max(1, Math.floor(clips.heldOut.length / clipsShown))
  const shown = clips.heldOut.filter((_, i) => i % spread === 0).slice(0, clipsShown)
  await writePictures(picturesFile(folder), new Tokenizer(state.weights), shown)
  return describe(state)
}

function warningsOf(epochs: Description['epochs']): string[] {
  const last = epochs.at(-1)
  if (!last || last.used >= fewCodes) return []
  const share = (100 * last.used).toFixed(1)
  return [
    `Only ${share} % of the ${codes} codes are used: the clips are too much alike, or it was trained too short. Add sources, or train longer.`,
  ]
}

function fingerprintOf({ recipe, clips }: TokenizerInput): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe))
  for (const part of [clips.train, clips.heldOut])
    for (const { key, first, boxes } of part) hash.update(`${key} ${first} ${boxes.length}\n`)
  return hash.digest('hex')
}
