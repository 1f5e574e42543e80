/** The engine's worker threads. A task has its own port, so that progress, messages and the result stay in order. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import { TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import type { Work } from '../base/work.ts'
import type { FromWorker, TaskCall, ToWorker } from './messages.ts'
import type { Workers } from './types.ts'

/** The worker's entry: beside the bundle's chunks when built, the source itself when Node runs TypeScript. */
function workerFile(): string {
  const here = import.meta.dirname
  const places = [
    path.join(here, 'worker.js'),
    path.join(here, '..', 'worker.js'),
    path.join(here, '..', '..', 'engineWorker.ts'),
  ]
  const found = places.find((place) => fs.existsSync(place))
  if (!found) throw new Error(`the worker's entry is at none of ${places.join(', ')}`)
  return found
}

export function createWorkers(threads: number = os.availableParallelism()): Workers {
  const filename = workerFile()
  // Threads of 'learn' live as long as the engine: a native backend can be loaded once in a process, not twice.
  const pools = {
    draw: new Piscina({
      filename,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
      atomics: 'disabled',
    }),
    learn: new Piscina({
      filename,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: Number.POSITIVE_INFINITY,
      atomics: 'disabled',
    }),
  }
  return {
    run: <T>(lane: 'draw' | 'learn', task: string, input: unknown, work: Work) =>
      runTask<T>(pools[lane], task, input, work),
    async close() {
      await Promise.all([pools.draw.destroy(), pools.learn.destroy()])
    },
  }
}

function runTask<T>(pool: Piscina, task: string, input: unknown, work: Work): Promise<T> {
  const { port1, port2 } = new MessageChannel()
  const abort = () => port1.postMessage({ kind: 'abort' } satisfies ToWorker)
  return new Promise<T>((resolve, reject) => {
    if (work.signal.aborted) throw cancelled()
    work.signal.addEventListener('abort', abort)
    port1.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') work.progress(message.progress)
      else if (message.kind === 'message') work.send(message.message)
      else if (message.kind === 'result') resolve(message.result as T)
      else reject(fromBody(message.error))
    })
    pool
      .run({ task, input, port: port2 } satisfies TaskCall, { transferList: [port2] })
      .catch((error: unknown) => {
        reject(crashed(error))
      })
  }).finally(() => {
    work.signal.removeEventListener('abort', abort)
    port1.close()
  })
}

const cancelled = () => new TracksieveError('CANCELLED', 'Cancelled.', '', true)

const fromBody = (body: TracksieveError['body']) =>
  new TracksieveError(body.code, body.message, body.hint, body.retryable)

/** A thread that ended without an answer. */
function crashed(error: unknown): TracksieveError {
  if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new TracksieveError(
      'OUT_OF_MEMORY',
      'The memory did not suffice.',
      'Close other programs, or take a smaller batch.',
      true,
      error,
    )
  return toTracksieveError(error)
}
