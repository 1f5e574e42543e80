/** What the window and the command line can do with pretraining. */
import type { Pretraining, PretrainPlan, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { takeNumber } from '../files/numberedFolder.ts'
import { type PretrainJob, runPretraining } from './job.ts'
import { materialOf } from './material.ts'
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
    async plan(recipe: PretrainRecipe): Promise<PretrainPlan> {
      return (await materialOf(parts.catalogue(), recipe)).plan
    },

    list: (): Pretraining[] => listPretrainings(parts.catalogue().folder),

    async train({ recipe, backend }: { recipe: PretrainRecipe; backend: Backend | null }): Promise<{
      job: number
      pretraining: number
    }> {
      const { plan, leftOut } = await materialOf(parts.catalogue(), recipe)
      const [problem] = plan.problems
      if (problem !== undefined) throw new TracksieveError('VALIDATION', problem, whatToDo(leftOut))
      const { folder } = parts.catalogue()
      const id = takeNumber((n) => pretrainedFolder(folder, n))
      const job: PretrainJob = { id, recipe, backend: backend ?? parts.settings().backend, leftOut }
      return { job: parts.jobs.start('pretrain', job), pretraining: id }
    },
  }
}

const whatToDo = (leftOut: readonly number[]): string =>
  leftOut.length > 0
    ? 'Add tracks that nobody has labelled, or let it see test videos too (leaveOutTest false).'
    : 'Add tracks that nobody has labelled, of several videos; or train without pretraining.'
