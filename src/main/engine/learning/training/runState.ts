/** A run as others see it: the job knows better than the run when the engine was killed. */
import type { Run } from '../../../../shared/contract/learning.ts'
import { isTerminal, type JobState } from '../../../../shared/jobs.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'

export function toRun(catalogue: OpenCatalogue, { split: _, ...run }: RunRecord): Run {
  const job = run.job === null ? undefined : catalogue.jobs.get(run.job)
  if (!job) return run
  return { ...run, state: run.sweep === null ? job.state : stateInSweep(run.state, job.state) }
}

/** One job, many runs: what is done stays done; of those at hand only one trains, the others wait. */
function stateInSweep(run: JobState, job: JobState): JobState {
  if (run === 'done') return 'done'
  if (!isTerminal(job)) return job === 'running' && run === 'running' ? 'running' : (failed(run) ?? 'waiting')
  if (isTerminal(run)) return run
  return job === 'failed' ? 'cancelled' : job
}

const failed = (run: JobState): JobState | undefined => (run === 'failed' ? 'failed' : undefined)
