/** What the window and the command line can do with tokenizers. */
import type { Tokenizer, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import type { Backend } from '../../../../../shared/words.ts'
import type { EngineParts } from '../../../jobs/types.ts'
import { takeNumber } from '../../files/numberedFolder.ts'
import type { CropNeeds } from '../cropCache.ts'
import { createLooking } from './looking.ts'
import { listTokenizers, tokenizerFolder } from './tokenizerFile.ts'
import { runTokenizer, type TokenizerJob } from './tokenizerJob.ts'

export type Tokenizers = ReturnType<typeof createTokenizers>

export function createTokenizers(parts: EngineParts, crops: CropNeeds) {
  const looking = createLooking(parts, crops)
  parts.jobs.register<TokenizerJob>({
    kind: 'tokenizer',
    lane: 'train',
    resumable: true,
    title: ({ id }) => `Train tokenizer ${id}`,
    run(job, context) {
      looking.forgetLooks()
      return runTokenizer(parts.catalogue(), job, { workers: parts.workers, crops }, context)
    },
  })
  return {
    ...looking,
    list: (): Tokenizer[] => listTokenizers(parts.catalogue().folder),

    train({ recipe, backend }: { recipe: TokenizerRecipe; backend: Backend | null }): {
      job: number
      tokenizer: number
    } {
      const { folder } = parts.catalogue()
      const id = takeNumber((n) => tokenizerFolder(folder, n))
      const job: TokenizerJob = { id, recipe, backend: backend ?? parts.settings().backend }
      return { job: parts.jobs.start('tokenizer', job), tokenizer: id }
    },
  }
}
