/** A tokenizer out of its folder, ready to encode and decode. */
import { Tokenizer } from './tokenizer.ts'
import { readTokenizer } from './tokenizerFile.ts'

/** Throws NOT_FOUND, or VALIDATION for a file that this version cannot use. Call `useBackend` before. */
export function openTokenizer(folder: string): Tokenizer {
  const { weights, description } = readTokenizer(folder)
  return new Tokenizer(weights, description.recipe.quantiser)
}
