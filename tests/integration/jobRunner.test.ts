import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { createJobRunner, type JobRunner } from '../../src/main/engine/jobs/runner.ts'
import type { JobHandler } from '../../src/main/engine/jobs/types.ts'
import { TracksieveError } from '../../src/shared/errors.ts'
import type { JobEvent } from '../../src/shared/jobs.ts'

let folder: string
let catalogue: OpenCatalogue
let runner: JobRunner

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-jobs-'))
  catalogue = createCatalogue(path.join(folder, 'jobs.tracksieve'), { holder: 'test' })
  runner = createJobRunner({ repository: () => catalogue.jobs, version: 'test' })
})
afterEach(async () => {
  await runner.interruptAll()
  catalogue.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const stop = () => reject(new TracksieveError('CANCELLED', 'Cancelled.'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })

const handler = (change: Partial<JobHandler<unknown>>): JobHandler<unknown> => ({
  kind: 'generate',
  resumable: false,
  title: () => 'A job',
  run: async () => ({}),
  ...change,
})

describe('the job runner', () => {
  it('runs a job to its end and stores what it made', async () => {
    const file = path.join(folder, 'out.txt')
    runner.register(
      handler({
        title: (input) => `Count to ${String(input)}`,
        async run(input, context) {
          fs.writeFileSync(file, 'abc')
          context.artifact('Text', file)
          return { counted: input }
        },
      }),
    )
    const job = await runner.finished(runner.start('generate', 7))
    expect(job).toMatchObject({ title: 'Count to 7', state: 'done', result: { counted: 7 }, error: null })
    expect(job.artifacts).toEqual([{ name: 'Text', path: file, bytes: 3, media: `artifact-${job.id}-0` }])
    expect(runner.get(job.id)).toEqual(job)
  })

  it('tells every listener of each state once, and of the last progress', async () => {
    runner.register(
      handler({
        async run(_input, context) {
          for (let done = 1; done <= 500; done += 1)
            context.progress({ phase: 'Counting', done, total: 500, unit: 'steps' })
          return {}
        },
      }),
    )
    const ended = new AbortController()
    const events: JobEvent[] = []
    const listening = (async () => {
      for await (const event of runner.watch(ended.signal)) events.push(event)
    })()
    await Promise.resolve()
    await runner.finished(runner.start('generate', null))
    ended.abort()
    await listening
    const states = events.flatMap((event) => (event.type === 'state' ? [event.job.state] : []))
    expect(states).toEqual(['waiting', 'running', 'done'])
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event.progress.done] : []))
    expect(progress.at(-1)).toBe(500)
    expect(progress.length).toBeLessThan(10)
  })

  it('runs jobs of one kind in turn and kinds beside each other', async () => {
    const order: string[] = []
    const slow = (kind: 'generate' | 'film'): JobHandler<unknown> =>
      handler({
        kind,
        async run(input) {
          order.push(`${kind} ${String(input)} begins`)
          await new Promise((resolve) => setTimeout(resolve, 20))
          order.push(`${kind} ${String(input)} ends`)
          return {}
        },
      })
    runner.register(slow('generate'))
    runner.register(slow('film'))
    const started = [runner.start('generate', 1), runner.start('generate', 2), runner.start('film', 1)]
    await Promise.all(started.map((id) => runner.finished(id)))
    expect(order.indexOf('generate 1 ends')).toBeLessThan(order.indexOf('generate 2 begins'))
    expect(order.indexOf('film 1 begins')).toBeLessThan(order.indexOf('generate 1 ends'))
  })

  it('keeps the code and words of a failure', async () => {
    runner.register(
      handler({
        run: async () => {
          throw new TracksieveError('UNSUPPORTED_MEDIA', 'film.txt is no film.', 'Choose another file.')
        },
      }),
    )
    const job = await runner.finished(runner.start('generate', null))
    expect(job.state).toBe('failed')
    expect(job.error).toEqual({
      code: 'UNSUPPORTED_MEDIA',
      message: 'film.txt is no film.',
      hint: 'Choose another file.',
      retryable: false,
    })
  })

  it('cancels a running and a waiting job, as often as it is asked', async () => {
    runner.register(handler({ run: (_input, { signal }) => untilAborted(signal) }))
    const running = runner.start('generate', null)
    const waiting = runner.start('generate', null)
    runner.cancel(waiting)
    runner.cancel(running)
    runner.cancel(running)
    expect((await runner.finished(running)).state).toBe('cancelled')
    expect((await runner.finished(waiting)).state).toBe('cancelled')
    runner.cancel(running)
    expect(runner.get(running)).toMatchObject({ state: 'cancelled', error: null })
  })

  it('resumes a job under its own id with its own input, and only where its kind allows it', async () => {
    let calls = 0
    runner.register(
      handler({
        resumable: true,
        run(input, { signal }) {
          calls += 1
          return calls === 1 ? untilAborted(signal) : Promise.resolve({ went: input })
        },
      }),
    )
    runner.register(handler({ kind: 'film', run: (_input, { signal }) => untilAborted(signal) }))
    const job = runner.start('generate', 'on')
    const film = runner.start('film', null)
    await vi.waitUntil(() => calls === 1)
    await runner.interruptAll()
    expect(runner.get(job)).toMatchObject({ state: 'interrupted', resumable: true })
    runner.resume(job)
    expect(await runner.finished(job)).toMatchObject({ id: job, state: 'done', result: { went: 'on' } })
    expect(() => runner.resume(film)).toThrowError(/can't be resumed/)
    expect(() => runner.resume(job)).toThrowError(/can't be resumed/)
  })

  it('reads interrupted at the next opening when the engine did not finish it', async () => {
    runner.register(handler({ run: (_input, { signal }) => untilAborted(signal) }))
    const id = runner.start('generate', null)
    await vi.waitUntil(() => runner.get(id).state === 'running')
    // A copy of the files as they lie is what a killed engine leaves.
    const left = path.join(folder, 'left.tracksieve')
    fs.cpSync(catalogue.folder, left, { recursive: true })
    const again = openCatalogue(left, { holder: 'test' })
    try {
      expect(again.jobs.interruptRunning()).toBe(1)
      expect(again.jobs.get(id)?.state).toBe('interrupted')
    } finally {
      again.close()
    }
  })
})
