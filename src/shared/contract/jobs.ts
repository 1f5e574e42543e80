/** Jobs: list, watch, cancel, resume. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { Job, JobEvent } from '../jobs.ts'
import { Id, Nothing, procedure } from './base.ts'

export const jobs = {
  /** Latest first. */
  list: procedure.output(z.array(Job)),
  get: procedure.input(z.object({ job: Id })).output(Job),
  /** Events of all jobs from now on. */
  watch: procedure.output(eventIterator(JobEvent)),
  /** Does nothing when the job has ended. */
  cancel: procedure.input(z.object({ job: Id })).output(Nothing),
  /** Goes on with an interrupted, cancelled or failed job: the same job under the same id. CONFLICT where it can't. */
  resume: procedure.input(z.object({ job: Id })).output(Nothing),
}
