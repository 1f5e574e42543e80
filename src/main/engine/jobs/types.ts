/** What faces and jobs give each other. */
import type { Settings } from '../../../shared/contract/engine.ts'
import type { Job, JobEvent, JobKind } from '../../../shared/jobs.ts'
import type { Work } from '../base/work.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'

/** Runs a named task of a feature's `tasks.ts` in a worker thread; `lane` decides which threads. */
export interface Workers {
  /** 'draw' has as many threads as cores; 'learn' has one that lives on, for the backend that it loaded. */
  run<T>(lane: 'draw' | 'learn', task: string, input: unknown, work: Work): Promise<T>
  close(): Promise<void>
}

export interface JobContext extends Work {
  readonly job: number
  metric(values: Record<string, number>): void
  /** Tells of a finished file; it can be fetched in the window from then on. */
  artifact(name: string, file: string): void
  log(text: string): void
}

/** One kind of job. `run` returns what the job made (stored as its result); throws what the user reads. */
export interface JobHandler<Input = unknown> {
  readonly kind: JobKind
  /** Jobs of one lane wait for each other; absent = those of its kind. */
  readonly lane?: JobKind
  /** May `run` be called again with the same input after an interruption, to go on? */
  readonly resumable: boolean
  title(input: Input): string
  run(input: Input, context: JobContext): Promise<Record<string, unknown>>
}

export interface Jobs {
  register<Input>(handler: JobHandler<Input>): void
  /** Jobs of one lane run one after the other. Returns the job's id. */
  start(kind: JobKind, input: unknown): number
  /** Resolves with the job in its terminal state. */
  finished(job: number): Promise<Job>
  get(job: number): Job
  list(): Job[]
  cancel(job: number): void
  resume(job: number): void
  watch(signal?: AbortSignal): AsyncIterable<JobEvent>
}

/** What createEngine gives every face. */
export interface EngineParts {
  /** The open catalogue; CONFLICT when none is open. */
  catalogue(): OpenCatalogue
  jobs: Jobs
  workers: Workers
  settings(): Settings
  /** Name that stands in revisions: the setting, else the system's user. */
  author(): string
}
