/** The job of one tokenizer: which clips it learns from, and which it never sees. */
import fs from 'node:fs'
import type { Tokenizer, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import type { Backend } from '../../../../../shared/words.ts'
import type { OpenCatalogue } from '../../../catalogue/repositories.ts'
import type { JobContext, Workers } from '../../../jobs/types.ts'
import type { CropNeeds } from '../cropCache.ts'
import { holdOut } from './heldOut.ts'
import { clipsOf } from './material.ts'
import { picturesFile, tokenizerFolder } from './tokenizerFile.ts'
import type { TokenizerInput } from './tokenizerTask.ts'

export interface TokenizerJob {
  id: number
  recipe: TokenizerRecipe
  backend: Backend | null
}

export async function runTokenizer(
  catalogue: OpenCatalogue,
  { id, recipe, backend }: TokenizerJob,
  { workers, crops }: { workers: Workers; crops: CropNeeds },
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = tokenizerFolder(catalogue.folder, id)
  fs.mkdirSync(folder, { recursive: true })
  const clips = holdOut(await clipsOf(catalogue, recipe, crops, context), recipe.seed)
  const input: TokenizerInput = { id, folder, recipe, backend, clips }
  const send = (message: unknown) => {
    const { epochs } = message as Tokenizer
    const last = epochs.at(-1)
    if (last) context.metric({ tokenizer: id, ...last })
  }
  const work = { signal: context.signal, progress: context.progress, send }
  const made = await workers.run<Tokenizer>('learn', 'learning.trainTokenizer', input, work)
  for (const warning of made.warnings) context.log(warning)
  context.artifact('reconstructions.png', picturesFile(folder))
  return { tokenizer: id }
}
