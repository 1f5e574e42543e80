/** Crops with what a tokenizer says of them: computed once for each file of crops, kept by content of both. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Recipe, usesTokenizer } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import type { Workers } from '../../jobs/types.ts'
import { hasFeatures } from './cropFeatures.ts'
import type { EncodeInput } from './tokenizer/encodeTask.ts'
import { hasTokenizer, listTokenizers, readTokenizer, tokenizerFolder } from './tokenizer/tokenizerFile.ts'
import { cropsUpTo, type TrackCrops } from './trackCrops.ts'

export async function withFeatures(
  catalogue: string,
  tokenizer: number,
  crops: ReadonlyMap<number, TrackCrops>,
  { workers, backend }: { workers: Workers; backend: Backend | null },
  work: Work,
): Promise<Map<number, TrackCrops>> {
  const folder = tokenizerFolder(catalogue, tokenizer)
  const { weights } = readTokenizer(folder)
  const hash = createHash('sha256').update(
    new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  )
  const name = hash.digest('hex').slice(0, 16)
  const files = new Map<string, TrackCrops[]>()
  for (const its of crops.values()) files.set(its.file, [...(files.get(its.file) ?? []), its])
  const outOf = (file: string, key: string) => path.join(path.dirname(file), `features-${name}-${key}`)
  for (const [file, tracks] of files) {
    const out = outOf(file, tracks[0]!.key)
    if (hasFeatures(out, cropsUpTo(tracks))) fs.utimesSync(out, new Date(), new Date())
    else {
      const input: EncodeInput = { tokenizer: folder, backend, out, tracks }
      await workers.run<void>('learn', 'learning.encodeCrops', input, work)
    }
  }
  return new Map([...crops].map(([id, its]) => [id, { ...its, features: outOf(its.file, its.key) }]))
}

/**
 * The recipe with the tokenizer that it looks with, or whose encoder it tunes: the one that it names, else the latest. A run
 * that goes on tuning needs none: the model that it goes on from has its encoder. Throws VALIDATION.
 */
export function withTokenizer<Looking extends Pick<Recipe, 'features' | 'pixels' | 'from'>>(
  catalogue: string,
  recipe: Looking,
): Looking {
  const { pixels } = recipe
  if (!pixels || !usesTokenizer(recipe) || (pixels.tuned && recipe.from !== undefined)) return recipe
  const ready = listTokenizers(catalogue).filter((one) => one.epochs.length === one.recipe.epochs)
  const chosen = pixels.tokenizer === null ? ready[0] : ready.find(({ id }) => id === pixels.tokenizer)
  if (chosen) return { ...recipe, pixels: { ...pixels, tokenizer: chosen.id } }
  // Says what is wrong with the one that is named.
  if (pixels.tokenizer !== null && hasTokenizer(catalogue, pixels.tokenizer))
    readTokenizer(tokenizerFolder(catalogue, pixels.tokenizer))
  const which =
    pixels.tokenizer === null
      ? 'There is no trained tokenizer'
      : `Tokenizer ${pixels.tokenizer} is not there, or not trained to its end`
  throw new TracksieveError(
    'VALIDATION',
    `${which}.`,
    'Train one first: in Train › Tokenizer, or with tracksieve tokenizer train CATALOGUE.',
  )
}
