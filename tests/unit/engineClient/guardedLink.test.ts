import { createORPCClient, type ClientContext, type ClientLink, ORPCError } from '@orpc/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { Connection } from '../../../src/renderer/engine/connection.ts'
import { ConnectionStore } from '../../../src/renderer/engine/connectionStore.ts'
import { guardedLink } from '../../../src/renderer/engine/guardedLink.ts'
import type { EngineClient } from '../../../src/shared/contract/index.ts'
import { type ErrorBody, TracksieveError } from '../../../src/shared/errors.ts'

let store: ConnectionStore
let engine: EngineClient

beforeEach(() => {
  store = new ConnectionStore()
  engine = createORPCClient(guardedLink(store))
})

/** A line on which every call does this. */
function connect(call: ClientLink<ClientContext>['call']): void {
  store.adopt(new Connection({ call }, () => {}), 1)
}

const lose = () => store.leave({ state: 'lost', generation: 1, why: 'The engine stopped.' })
const never = new Promise<never>(() => {})

describe('a call', () => {
  it('is refused at once while there is no engine, with the reason that is known', async () => {
    store.leave({ state: 'stopped', generation: 3, why: "The engine can't start." })
    await expect(engine.engine.info()).rejects.toMatchObject({
      name: 'TracksieveError',
      code: 'ENGINE_UNAVAILABLE',
      message: "The engine can't start.",
      retryable: true,
    })
  })

  it('made before the first engine is there waits for it', async () => {
    const call = engine.engine.info()
    store.leave({ state: 'starting', generation: 0, why: null })
    connect(async () => 'the answer')
    await expect(call).resolves.toBe('the answer')
  })

  it('that waits is refused once it is known that none will come', async () => {
    const call = engine.engine.info()
    store.leave({ state: 'stopped', generation: 0, why: 'No engine.' })
    await expect(call).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', message: 'No engine.' })
  })

  it('that waits is CANCELLED when its signal aborts', async () => {
    const abort = new AbortController()
    const call = engine.engine.info(undefined, { signal: abort.signal })
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('is refused at once while a lost engine is started again', async () => {
    connect(() => never)
    lose()
    store.leave({ state: 'starting', generation: 2, why: null })
    await expect(engine.engine.info()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
  })

  it('is refused when the line is lost before the answer, even if nothing ever comes', async () => {
    connect(() => never)
    const call = engine.engine.info()
    lose()
    await expect(call).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', message: 'The engine stopped.' })
  })

  it('is told of the loss, not of what the dying transport said', async () => {
    connect(async () => {
      lose()
      throw new Error('[AsyncIdQueue] Queue[7] was closed or aborted')
    })
    await expect(engine.engine.info()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
  })

  it('is CANCELLED when its own signal aborts', async () => {
    const abort = new AbortController()
    connect(async () => {
      abort.abort()
      throw new DOMException('This operation was aborted', 'AbortError')
    })
    await expect(engine.engine.info(undefined, { signal: abort.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
  })

  it("rejects with the engine's own code, message and hint", async () => {
    const body: ErrorBody = {
      code: 'DISK_FULL',
      message: 'The disk is full.',
      hint: 'Free some space.',
      retryable: false,
    }
    connect(async () => {
      throw new ORPCError('DISK_FULL', { message: body.message, data: body })
    })
    const thrown = await engine.engine.info().catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(TracksieveError)
    expect((thrown as TracksieveError).body).toEqual(body)
  })

  it('goes through the new line after the old one was lost', async () => {
    connect(() => never)
    lose()
    connect(async () => 'the answer')
    await expect(engine.engine.info()).resolves.toBe('the answer')
  })
})

describe('an iterator', () => {
  async function* endless() {
    yield 1
    await never
  }

  it('ends with ENGINE_UNAVAILABLE when the line is lost between two events', async () => {
    connect(async () => endless())
    const events = (await engine.jobs.watch())[Symbol.asyncIterator]()
    await events.next()
    const next = events.next()
    lose()
    await expect(next).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
  })

  it('tells the engine when the reader leaves', async () => {
    let left = false
    connect(async () =>
      (async function* () {
        try {
          yield 1
          yield 2
        } finally {
          left = true
        }
      })(),
    )
    for await (const _ of await engine.jobs.watch()) break
    expect(left).toBe(true)
  })
})

describe('the state of the line', () => {
  it('is told once for each change, and never of the same again', () => {
    const seen: string[] = []
    store.subscribe(() => seen.push(store.getState().state))
    connect(() => never)
    lose()
    lose()
    store.leave({ state: 'starting', generation: 2, why: null })
    expect(seen).toEqual(['ready', 'lost', 'starting'])
  })

  it('ends the telling when asked', () => {
    const seen: string[] = []
    const end = store.subscribe(() => seen.push(store.getState().state))
    end()
    lose()
    expect(seen).toEqual([])
  })
})
