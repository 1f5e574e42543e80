/**
 * Runs jobs: one after the other within a lane (its kind, if it names none), lanes beside each other. Every job is a row of the catalogue before it
 * starts and has exactly one terminal state; what a killed engine left running reads `interrupted` at the next opening.
 */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import {
  type Artifact,
  type Job,
  type JobEvent,
  isTerminal,
  type JobKind,
  type JobState,
  type Progress,
} from '../../../shared/jobs.ts'
import { artifactId } from '../../../shared/media.ts'
import { EventQueue } from '../base/queue.ts'
import { throttled } from '../base/throttle.ts'
import type { JobRepository } from '../catalogue/repositories.ts'
import { newRecord, toJob } from './store.ts'
import type { JobContext, JobHandler, Jobs } from './types.ts'

export interface RunnerOptions {
  /** The open catalogue's jobs; CONFLICT when none is open. */
  repository(): JobRepository
  version: string
}

export interface JobRunner extends Jobs {
  /** Ends what runs as `interrupted`; resolves when all of it has stopped. For closing a catalogue. */
  interruptAll(): Promise<void>
}

export function createJobRunner(options: RunnerOptions): JobRunner {
  const handlers = new Map<JobKind, JobHandler>()
  const listeners = new Set<EventQueue<JobEvent>>()
  const running = new Map<number, AbortController>()
  const lanes = new Map<JobKind, Promise<void>>()
  const waiters = new Map<number, ((job: Job) => void)[]>()
  let endAs: JobState = 'cancelled'

  const emit = (event: JobEvent) => {
    for (const queue of listeners) queue.push(event)
  }
  const read = (id: number): Job => {
    const record = options.repository().get(id)
    if (!record) throw new TracksieveError('NOT_FOUND', `There is no job ${id}.`, 'Look at the list of jobs.')
    return toJob(record, handlers.get(record.kind as JobKind)?.resumable ?? false)
  }
  const setState = (id: number, state: JobState, change: Parameters<JobRepository['update']>[1] = {}) => {
    const times =
      state === 'running'
        ? { startedAt: Date.now(), endedAt: null }
        : isTerminal(state)
          ? { endedAt: Date.now() }
          : {}
    options.repository().update(id, { state, ...times, ...change })
    // Whoever hears of its end may resume it at once.
    if (isTerminal(state)) running.delete(id)
    const job = read(id)
    emit({ type: 'state', job })
    if (!isTerminal(state)) return
    for (const resolve of waiters.get(id) ?? []) resolve(job)
    waiters.delete(id)
  }

  async function execute(id: number, handler: JobHandler, controller: AbortController): Promise<void> {
    if (controller.signal.aborted) return setState(id, endAs)
    setState(id, 'running', { error: null, artifacts: '[]' })
    const artifacts: Artifact[] = []
    let latest: Progress | null = null
    const progress = throttled<Progress>(100, (value) =>
      emit({ type: 'progress', id, progress: value, at: Date.now() }),
    )
    const context: JobContext = {
      job: id,
      signal: controller.signal,
      progress(value) {
        latest = value
        progress.push(value)
      },
      send() {},
      metric: (values) => emit({ type: 'metric', id, values }),
      log: (text) => emit({ type: 'log', id, text }),
      artifact(name, file) {
        const artifact = describeFile(name, file, artifactId(id, artifacts.length))
        artifacts.push(artifact)
        emit({ type: 'artifact', id, artifact })
      },
    }
    const kept = () => ({ progress: JSON.stringify(latest), artifacts: JSON.stringify(artifacts) })
    try {
      const input: unknown = JSON.parse(options.repository().get(id)!.input)
      const result = await handler.run(input, context)
      progress.flush()
      setState(id, 'done', { ...kept(), result: JSON.stringify(result) })
    } catch (thrown) {
      progress.flush()
      const error = toTracksieveError(thrown)
      const cancelled = controller.signal.aborted
      setState(id, cancelled ? endAs : 'failed', {
        ...kept(),
        error: cancelled ? null : JSON.stringify(error.body),
      })
    }
  }

  function enqueue(id: number, handler: JobHandler): void {
    const controller = new AbortController()
    running.set(id, controller)
    const name = handler.lane ?? handler.kind
    const lane = (lanes.get(name) ?? Promise.resolve())
      .then(() => execute(id, handler, controller))
      // Reached only when the catalogue itself can't be written: the row then reads `interrupted` at the next opening.
      .catch((error: unknown) => emit({ type: 'log', id, text: toTracksieveError(error).message }))
      .finally(() => running.delete(id))
    lanes.set(name, lane)
  }

  const handlerOf = (kind: JobKind): JobHandler => {
    const handler = handlers.get(kind)
    if (!handler) throw new Error(`no handler for jobs of kind ${kind}`)
    return handler
  }

  return {
    register: (handler) => {
      handlers.set(handler.kind, handler as JobHandler)
    },
    start(kind, input) {
      const handler = handlerOf(kind)
      const id = options.repository().add(newRecord(kind, handler.title(input), input, options.version))
      emit({ type: 'state', job: read(id) })
      enqueue(id, handler)
      return id
    },
    finished(id) {
      const job = read(id)
      if (isTerminal(job.state)) return Promise.resolve(job)
      return new Promise((resolve) => waiters.set(id, [...(waiters.get(id) ?? []), resolve]))
    },
    get: read,
    list: () =>
      options
        .repository()
        .list(200)
        .map((record) => read(record.id)),
    cancel: (id) => {
      read(id)
      running.get(id)?.abort()
    },
    resume(id) {
      const job = read(id)
      if (!job.resumable || running.has(id))
        throw new TracksieveError(
          'CONFLICT',
          `“${job.title}” can't be resumed: it is ${job.state}.`,
          'Start it again.',
        )
      setState(id, 'waiting', { error: null })
      enqueue(id, handlerOf(job.kind))
    },
    async *watch(signal) {
      const queue = new EventQueue<JobEvent>()
      listeners.add(queue)
      signal?.addEventListener('abort', () => queue.end(), { once: true })
      try {
        yield* queue
      } finally {
        listeners.delete(queue)
      }
    },
    async interruptAll() {
      endAs = 'interrupted'
      for (const controller of running.values()) controller.abort()
      await Promise.all(lanes.values())
      endAs = 'cancelled'
    },
  }
}

/** A folder's size is that of its files; only a single file can be fetched by the window. */
function describeFile(name: string, file: string, media: string): Artifact {
  const stat = fs.statSync(file)
  const bytes = stat.isDirectory()
    ? fs.readdirSync(file).reduce((sum, entry) => sum + fs.statSync(path.join(file, entry)).size, 0)
    : stat.size
  return { name, path: path.resolve(file), bytes, media: stat.isFile() ? media : null }
}
