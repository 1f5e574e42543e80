/** What the engine and a worker thread say to each other over a task's own port, in order. */
import type { ErrorBody } from '../../../shared/errors.ts'
import type { Progress } from '../../../shared/jobs.ts'

export interface TaskCall {
  task: string
  input: unknown
  port: import('node:worker_threads').MessagePort
}

export type FromWorker =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'message'; message: unknown }
  | { kind: 'result'; result: unknown }
  | { kind: 'error'; error: ErrorBody }

export type ToWorker = { kind: 'abort' }
