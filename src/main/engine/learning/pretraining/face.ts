/** What the window and the command line can do with pretraining. */
import fs from 'node:fs'
import path from 'node:path'
import type { Pretraining, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { type PretrainJob, runPretraining, unlabelledTracks } from './job.ts'
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
      const id = nextId(parts.catalogue().folder)
      const job: PretrainJob = { id, recipe, backend: backend ?? parts.settings().backend }
      return { job: parts.jobs.start('pretrain', job), pretraining: id }
    },
  }
}

/** Takes the number, so that the next one gets another. */
function nextId(catalogue: string): number {
  for (let id = 1; ; id += 1) {
    const folder = pretrainedFolder(catalogue, id)
    if (fs.existsSync(folder)) continue
    fs.mkdirSync(path.dirname(folder), { recursive: true })
    fs.mkdirSync(folder)
    return id
  }
}
