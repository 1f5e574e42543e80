/** Long work: started, watched, cancelled, resumed. Every job ends with exactly one terminal event. */
import { z } from 'zod'
import { ErrorBody } from './errors.ts'

const jobKinds = [
  'generate',
  'import',
  'importClips',
  'train',
  'sweep',
  'efficiency',
  'comparison',
  'pretrain',
  'tokenizer',
  'score',
  'film',
  'export',
  'exportClips',
  'model',
] as const
export const JobKind = z.enum(jobKinds)
export type JobKind = z.infer<typeof JobKind>

const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const
export const JobState = z.enum(jobStates)
export type JobState = z.infer<typeof JobState>
export const isTerminal = (state: JobState): boolean => state !== 'waiting' && state !== 'running'

/** `done` of `total` `unit` in `phase`; total 0 = not known. */
export const Progress = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  unit: z.string(),
})
export type Progress = z.infer<typeof Progress>

/** A file that a job wrote; `media` is its id under /media/, to look at or to download it. */
export const Artifact = z.object({
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
  media: z.string().nullable(),
})
export type Artifact = z.infer<typeof Artifact>

export const Job = z.object({
  id: z.number().int(),
  kind: JobKind,
  title: z.string(),
  state: JobState,
  progress: Progress.nullable(),
  error: ErrorBody.nullable(),
  artifacts: z.array(Artifact),
  /** What the job made, in the words of its kind: counts, a run's id. */
  result: z.record(z.string(), z.unknown()),
  resumable: z.boolean(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
})
export type Job = z.infer<typeof Job>

/** One event of one job. A `state` event whose job is in a terminal state is its last. At most 10 progress events a second. */
export const JobEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), job: Job }),
  z.object({ type: z.literal('progress'), id: z.number(), progress: Progress, at: z.number() }),
  z.object({ type: z.literal('metric'), id: z.number(), values: z.record(z.string(), z.number()) }),
  z.object({ type: z.literal('artifact'), id: z.number(), artifact: Artifact }),
  z.object({ type: z.literal('log'), id: z.number(), text: z.string() }),
])
export type JobEvent = z.infer<typeof JobEvent>
