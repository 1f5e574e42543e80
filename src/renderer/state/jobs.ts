/** All jobs as they are now, and what follows from their events. */
import { create } from 'zustand'
import { isTerminal, type Job, type JobEvent } from '../../shared/jobs.ts'
import { engine } from './engine.ts'
import { say, sayError, toast } from './messages.ts'
import { outdate } from './queries.ts'
import { openList, trackRows, useTrackList } from './trackList.ts'

/** Progress has a rate once two events of one phase were seen. */
export interface SeenJob extends Job {
  /** Units a second in this phase; null = not known yet. */
  rate: number | null
  phaseSince: { phase: string; at: number; done: number } | null
}

export const useJobs = create<{ jobs: SeenJob[] }>(() => ({ jobs: [] }))

const listeners = new Set<(event: JobEvent) => void>()
/** Every job event as it comes (metrics of a training, for example). Returns how to end that. */
export function onJobEvent(listener: (event: JobEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const fresh = (job: Job): SeenJob => ({ ...job, rate: null, phaseSince: null })

/** The jobs of the open catalogue; without one there are none. */
export async function loadJobs(open = true): Promise<void> {
  const jobs = open ? await engine.jobs.list() : []
  useJobs.setState({ jobs: jobs.map(fresh) })
}

const change = (id: number, next: (job: SeenJob) => SeenJob): void =>
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? next(job) : job)) }))

export function seeJobEvent(event: JobEvent): void {
  if (event.type === 'state') seeState(event.job)
  else if (event.type === 'progress') change(event.id, (job) => withProgress(job, event))
  else if (event.type === 'artifact') {
    change(event.id, (job) => ({ ...job, artifacts: [...job.artifacts, event.artifact] }))
  }
  for (const listener of listeners) listener(event)
}

function withProgress(job: SeenJob, { progress, at }: Extract<JobEvent, { type: 'progress' }>): SeenJob {
  const since = job.phaseSince
  if (since?.phase !== progress.phase) {
    return { ...job, progress, rate: null, phaseSince: { phase: progress.phase, at, done: progress.done } }
  }
  const seconds = (at - since.at) / 1000
  return { ...job, progress, rate: seconds >= 1 ? (progress.done - since.done) / seconds : job.rate }
}

function seeState(job: Job): void {
  useJobs.setState(({ jobs }) => {
    const known = jobs.some((other) => other.id === job.id)
    return {
      jobs: known
        ? jobs.map((other) => (other.id === job.id ? { ...other, ...job } : other))
        : [fresh(job), ...jobs],
    }
  })
  if (job.state === 'failed' && job.error) {
    toast(`${job.title}: ${job.error.message} ${job.error.hint}`, { error: true })
  }
  if (!isTerminal(job.state)) return
  if (job.state !== 'failed') say(`${job.title}: ${job.state}`)
  refreshAfter(job)
}

/** What a job of each kind makes untrue. */
function refreshAfter(job: Pick<Job, 'kind' | 'state'>): void {
  if (job.kind === 'generate' || job.kind === 'import' || job.kind === 'importClips') {
    outdate('catalogue', 'sources', 'videos', 'facets', 'plan', 'recent')
    const { list } = useTrackList.getState()
    if (!list || list.total === 0) void openList()
    else useTrackList.setState({ outdated: 'tracks' })
  }
  if (job.kind === 'pretrain') outdate('pretrainings', 'plan')
  if (job.kind === 'efficiency' || job.kind === 'comparison') outdate('reports')
  if (job.kind === 'tokenizer') outdate('tokenizers')
  if (job.kind === 'train' || job.kind === 'sweep' || job.kind === 'comparison' || job.kind === 'score') {
    outdate(
      'catalogue',
      'facets',
      'runs',
      'sweeps',
      'plan',
      'track',
      'scoreLines',
      'lanes',
      'presence',
      'evaluation',
      'suspects',
    )
    trackRows.refresh()
    if (job.state === 'done' && useTrackList.getState().list) useTrackList.setState({ outdated: 'scores' })
  }
}

export async function cancelJob(job: number): Promise<void> {
  await engine.jobs.cancel({ job }).catch(sayError)
}

export async function resumeJob(job: number): Promise<void> {
  await engine.jobs.resume({ job }).catch(sayError)
}

export const isActive = (job: Job): boolean => !isTerminal(job.state)
