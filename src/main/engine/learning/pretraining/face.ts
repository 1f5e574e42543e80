/** What the window and the command line can do with pretraining. */
import type { Pretraining, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { type PretrainJob, runPretraining, unlabelledTracks } from './job.ts'
import { takeNumber } from '../numberedFolder.ts'
import { listPretrainings, pretrainedFolder } from './pretrainedFile.ts'

export function createPretraining(parts: EngineParts) {
  parts.jobs.register<PretrainJob>({
    kind: 'pretrain',
    lane: 'train',
    resumable: true,
    title: ({ id }) => `Pretraining ${id}`,
    run: (job, context) => runPretraining(parts.catalogue(), job, parts.workers, context),
  })
  return {
    list: (): Pretraining[] => listPretrainings(parts.catalogue().folder),

    async train({ recipe, backend }: { recipe: PretrainRecipe; backend: Backend | null }): Promise<{
      job: number
      pretraining: number
    }> {
      await unlabelledTracks(parts.catalogue(), recipe.sources)
      const { folder } = parts.catalogue()
      const id = takeNumber((n) => pretrainedFolder(folder, n))
      const job: PretrainJob = { id, recipe, backend: backend ?? parts.settings().backend }
      return { job: parts.jobs.start('pretrain', job), pretraining: id }
    },
  }
}
