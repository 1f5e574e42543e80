/** A command's engine: in this process, reached through the contract as every other host reaches it. */
import fs from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import type { EngineClient } from '../../../../shared/contract/index.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type Job, isTerminal } from '../../../../shared/jobs.ts'
import type { Engine } from '../../../engine/createEngine.ts'
import { homeFolder } from '../../../engine/workspace/home.ts'
import { onStop } from '../whenStopped.ts'
import { catalogueFolder } from './catalogueFolder.ts'
import { exitCodes } from './exitCodes.ts'
import type { Output } from './output.ts'

export interface Session {
  readonly client: EngineClient
  readonly engine: Engine
  readonly signal: AbortSignal
  /** Starts a job, shows how far it is, ends it on Ctrl+C. Returns it when done; throws its error, or CANCELLED. */
  run(start: () => Promise<{ job: number }>): Promise<Job>
  watch(job: number): Promise<Job>
}

/** Aborted by the first Ctrl+C or SIGTERM; the second ends the process at once. */
function interruption(): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController()
  const { dispose } = onStop(
    () => controller.abort(),
    () => process.exit(exitCodes.cancelled),
  )
  return { signal: controller.signal, dispose }
}

const cancelled = (): TracksieveError =>
  new TracksieveError('CANCELLED', 'Cancelled.', 'Nothing was left half-written.', true)

async function showProgress(client: EngineClient, output: Output, job: () => number, signal: AbortSignal) {
  try {
    for await (const event of await client.jobs.watch(undefined, { signal })) {
      if (event.type === 'progress' && event.id === job()) output.progress(event.progress)
      if (event.type === 'log' && event.id === job()) output.note(event.text)
    }
  } catch {
    // The line of progress is a courtesy: what the job came to is asked for by `jobs.get`.
  }
}

async function ended(client: EngineClient, id: number): Promise<Job> {
  for (;;) {
    const job = await client.jobs.get({ job: id })
    if (isTerminal(job.state)) return job
    await setTimeout(30)
  }
}

function createSession(engine: Engine, client: EngineClient, output: Output, signal: AbortSignal): Session {
  async function watch(id: number, shown = showFrom(() => id)): Promise<Job> {
    const cancel = (): void => void client.jobs.cancel({ job: id })
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const job = await ended(client, id)
      if (job.state === 'done') return job
      if (job.error)
        throw new TracksieveError(job.error.code, job.error.message, job.error.hint, job.error.retryable)
      throw cancelled()
    } finally {
      signal.removeEventListener('abort', cancel)
      shown.abort()
    }
  }

  function showFrom(job: () => number): AbortController {
    const controller = new AbortController()
    void showProgress(client, output, job, controller.signal)
    return controller
  }

  return {
    client,
    engine,
    signal,
    watch: (id) => watch(id),
    async run(start) {
      if (signal.aborted) throw cancelled()
      let id = 0
      const shown = showFrom(() => id)
      try {
        id = (await start()).job
      } catch (thrown) {
        shown.abort()
        throw thrown
      }
      return watch(id, shown)
    },
  }
}

/** An engine without a catalogue, closed when `work` has ended. */
export async function withEngine<T>(output: Output, work: (session: Session) => Promise<T>): Promise<T> {
  const { signal, dispose } = interruption()
  // Loaded only now: help, wrong usage and the window's hosts need no engine in this process.
  const { createEngine } = await import('../../../engine/createEngine.ts')
  const { createRouter } = await import('../../../engine/router.ts')
  const engine = await createEngine({ home: homeFolder(), holder: 'tracksieve (command line)' })
  try {
    const client: EngineClient = createRouterClient(createRouter(engine), { context: {} })
    return await work(createSession(engine, client, output, signal))
  } finally {
    await engine.close()
    dispose()
  }
}

export interface CatalogueOptions {
  /** Makes the catalogue where there is none. */
  create?: boolean
}

/**
 * An engine with an open catalogue. Throws CATALOGUE_IN_USE with its holder's name, NOT_FOUND, …
 * A catalogue that was made for this command goes again when the command fails: nothing stays half-made.
 */
export async function withCatalogue<T>(
  output: Output,
  given: string,
  work: (session: Session) => Promise<T>,
  { create = false }: CatalogueOptions = {},
): Promise<T> {
  const { folder, exists } = catalogueFolder(given)
  let made = false
  try {
    return await withEngine(output, async (session) => {
      if (create && !exists) {
        await session.client.catalogue.create({ folder })
        made = true
      } else await session.client.catalogue.open({ folder })
      return work(session)
    })
  } catch (thrown) {
    if (made) fs.rmSync(folder, { recursive: true, force: true })
    throw thrown
  }
}
