/** A tokenizer's training in the learning thread, from crops to its file. */
import { createHash } from 'node:crypto'
import type { Tokenizer as Description, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import type { Backend } from '../../../../../shared/words.ts'
import type { Work } from '../../../base/work.ts'
import { useBackend } from '../../backends/backends.ts'
import { patches } from '../readCrops.ts'
import { writePictures } from './pictures.ts'
import { quantiserOf } from './quantisers.ts'
import { freshState, type TokenizerState } from './state.ts'
import { Tokenizer } from './tokenizer.ts'
import { loadState, picturesFile, saveState } from './tokenizerFile.ts'
import { type TokenizerClips, trainTokenizer } from './training.ts'

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
  const { sizes } = quantiserOf(recipe.quantiser)
  const state = loadState(folder, fingerprint) ?? freshState(recipe)
  const describe = ({ weights, epochs }: TokenizerState): Description => ({
    id,
    recipe,
    parameters: weights.length,
    codes: sizes.reduce((sum, size) => sum + size, 0),
    tokens: sizes.length * patches ** 2,
    backend,
    clips: { train: clips.train.length, heldOut: clips.heldOut.length },
    epochs,
    warnings: warningsOf(recipe, epochs),
    trainedAt: Date.now(),
  })
  const spread = Math.max(1, Math.floor(clips.heldOut.length / clipsShown))
  const shown = clips.heldOut.filter((_, i) => i % spread === 0).slice(0, clipsShown)
  const ended = async (now: TokenizerState) => {
    await saveState(folder, now, describe(now), fingerprint)
    await writePictures(picturesFile(folder), new Tokenizer(now.weights, recipe.quantiser), shown)
    work.send(describe(now))
  }
  await trainTokenizer(recipe, clips, state, ended, work)
  return describe(state)
}

/** Collapse of a code book, and what can be done about it. */
function warningsOf({ quantiser }: TokenizerRecipe, epochs: Description['epochs']): string[] {
  const last = epochs.at(-1)
  if (!last || last.used >= fewCodes) return []
  const share = (100 * last.used).toFixed(1)
  const why = `Only ${share} % of the codes are used: the clips are too much alike, or it was trained too short.`
  const vectors = ' or take --quantiser fsq, whose codes need not be learned'
  return [`${why} Add sources${quantiser === 'vq' ? `, train longer,${vectors}` : ' or train longer'}.`]
}

function fingerprintOf({ recipe, clips }: TokenizerInput): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe))
  for (const part of [clips.train, clips.heldOut])
    for (const { key, first, boxes } of part) hash.update(`${key} ${first} ${boxes.length}\n`)
  return hash.digest('hex')
}
