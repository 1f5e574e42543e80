/** Jobs between the catalogue's rows and the contract's objects. */
import type { ErrorBody } from '../../../shared/errors.ts'
import { type Artifact, type Job, isTerminal, type JobKind, type Progress } from '../../../shared/jobs.ts'
import type { JobRecord } from '../catalogue/records.ts'

const parse = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T))

export function toJob(record: JobRecord, resumable: boolean): Job {
  return {
    id: record.id,
    kind: record.kind as JobKind,
    title: record.title,
    state: record.state,
    progress: parse<Progress>(record.progress),
    error: parse<ErrorBody>(record.error),
    artifacts: parse<Artifact[]>(record.artifacts) ?? [],
    result: parse<Record<string, unknown>>(record.result) ?? {},
    resumable: resumable && isTerminal(record.state) && record.state !== 'done',
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
  }
}

export const newRecord = (
  kind: JobKind,
  title: string,
  input: unknown,
  version: string,
): Omit<JobRecord, 'id'> => ({
  kind,
  title,
  state: 'waiting',
  input: JSON.stringify(input),
  progress: null,
  error: null,
  artifacts: '[]',
  result: '{}',
  version,
  createdAt: Date.now(),
  startedAt: null,
  endedAt: null,
})
