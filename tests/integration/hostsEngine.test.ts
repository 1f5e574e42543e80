import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EngineHost } from '../../src/main/hosts/engine/engineHost.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { createHost, type HostUnderTest, nextState, openWindow } from '../support/engineHost.ts'
import { isAlive, until } from '../support/processes.ts'

const brokenEngine = (name: string) =>
  path.resolve(import.meta.dirname, `../support/brokenEngines/${name}.mjs`)

let place: ReturnType<typeof temporaryFolder>
let hosts: EngineHost[]

beforeEach(() => {
  place = temporaryFolder()
  hosts = []
  process.env.TRACKSIEVE_HOME = path.join(place.folder, 'home')
  process.env.BROKEN_ENGINE_STARTS = path.join(place.folder, 'starts')
})

afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop()))
  place.remove()
})

function start(options: HostUnderTest = {}): EngineHost {
  const host = createHost(options)
  hosts.push(host)
  host.start()
  return host
}

const starts = () => fs.readFileSync(process.env.BROKEN_ENGINE_STARTS!, 'utf8').length

async function startWithCatalogue() {
  const host = start()
  await host.ready()
  const window = openWindow(host)
  const { folder } = await window.engine.catalogue.create({ folder: path.join(place.folder, 'a') })
  return { host, window, folder }
}

describe('an engine under its host', () => {
  it('answers calls, and refuses with the code, the message and the hint of the product', async () => {
    const host = start()
    await host.ready()
    const { engine } = openWindow(host)

    const info = await engine.engine.info()
    expect(info.pid).not.toBe(process.pid)
    await expect(
      engine.catalogue.open({ folder: path.join(place.folder, 'nowhere.tracksieve') }),
    ).rejects.toMatchObject({
      name: 'TracksieveError',
      code: 'NOT_FOUND',
      hint: expect.stringMatching(/\w/) as string,
    })
    await expect(engine.tracks.get({ track: -1 })).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('serves two windows at once', async () => {
    const { host, window, folder } = await startWithCatalogue()
    const other = openWindow(host)
    expect((await other.engine.catalogue.current())?.folder).toBe(folder)
    other.close()
    expect((await window.engine.catalogue.current())?.folder).toBe(folder)
  })

  it('refuses every waiting call when it is killed, comes back, and has the same catalogue open', async () => {
    const { host, window, folder } = await startWithCatalogue()
    const { pid } = await window.engine.engine.info()
    const events = (await window.engine.jobs.watch())[Symbol.asyncIterator]()
    const waiting = events.next()
    const [lost, back] = [nextState(host, 'lost'), nextState(host, 'ready')]

    process.kill(pid, 'SIGKILL')

    await expect(waiting).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', retryable: true })
    await expect(window.engine.engine.info()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    expect((await lost).why).toContain('SIGKILL')
    expect((await back).generation).toBe(2)
    const again = openWindow(host).engine
    expect((await again.engine.info()).pid).not.toBe(pid)
    expect((await again.catalogue.current())?.folder).toBe(folder)
  })

  it('closes its catalogue when it is stopped: no -wal is left', async () => {
    const { host, window, folder } = await startWithCatalogue()
    const { pid } = await window.engine.engine.info()
    expect(fs.existsSync(path.join(folder, 'catalogue.sqlite-wal'))).toBe(true)

    await host.stop()

    expect(isAlive(pid)).toBe(false)
    expect(fs.readdirSync(folder).filter((name) => /wal|shm/.test(name))).toEqual([])
  })

  it('leaves a job that it was stopped in as interrupted, and goes on with it when asked', async () => {
    const { host, window, folder } = await startWithCatalogue()
    const recipe = { preset: 'classic', count: 20_000 } as const
    const events = await window.engine.jobs.watch()
    const { job } = await window.engine.generate.start({ recipe, name: 'many' })
    for await (const event of events) if (event.type === 'progress') break

    await host.stop()

    const again = start({ first: { catalogue: folder } })
    await again.ready()
    const { engine } = openWindow(again)
    expect(await engine.jobs.get({ job })).toMatchObject({ state: 'interrupted', resumable: true })
    const later = await engine.jobs.watch()
    await engine.jobs.resume({ job })
    for await (const event of later) if (event.type === 'progress') break
    await engine.jobs.cancel({ job })
    await expect.poll(async () => (await engine.jobs.get({ job })).state).toBe('cancelled')
  })

  it('goes when its host is killed', async () => {
    const script = path.resolve(import.meta.dirname, '../support/hostToKill.ts')
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(String(printed))
    expect(isAlive(pid)).toBe(true)

    parent.kill('SIGKILL')

    await until(() => !isAlive(pid))
  })

  it('starts with the catalogue that the host names, and says why when it can not', async () => {
    const { host, folder } = await startWithCatalogue()
    await host.stop()
    const second = start({ first: { catalogue: folder } })
    await second.ready()
    expect(second.refusal).toBeNull()
    expect((await openWindow(second).engine.catalogue.current())?.folder).toBe(folder)

    const third = start({ first: { catalogue: folder } })
    await third.ready()
    expect(third.refusal).toMatchObject({ code: 'CATALOGUE_IN_USE' })
  })
})

describe('an engine that can not start', () => {
  it('is given up after three starts, with its own last words', async () => {
    process.env.BROKEN_ENGINE_EXIT = '11'
    const host = start({ entry: brokenEngine('exits') })
    await expect(host.ready()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    expect(starts()).toBe(3)
    expect(host.state).toMatchObject({ state: 'stopped', generation: 3 })
    expect(host.state.why).toContain('exit code 11')
    expect(host.state.why).toContain('the native module could not be loaded')
  })

  it('is not tried again on the wrong runtime', async () => {
    process.env.BROKEN_ENGINE_EXIT = '64'
    const host = start({ entry: brokenEngine('exits') })
    await expect(host.ready()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    expect(starts()).toBe(1)
  })

  it('is tried again when the person asks for it', async () => {
    process.env.BROKEN_ENGINE_EXIT = '64'
    const host = start({ entry: brokenEngine('exits') })
    await host.ready().catch(() => {})
    host.start()
    await host.ready().catch(() => {})
    expect(starts()).toBe(2)
    expect(host.state.generation).toBe(2)
  })

  it('is ended and given up when it never gets ready', async () => {
    const host = start({ entry: brokenEngine('silent'), startWithin: 300 })
    await expect(host.ready()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    expect(starts()).toBe(3)
    expect(host.state.why).toContain('SIGKILL')
  })

  it('is given up when its Node does not exist', async () => {
    const host = start({ node: path.join(place.folder, 'no-node') })
    await expect(host.ready()).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    expect(host.state.why).toContain('ENOENT')
  })

  it('says what is wrong in its own words when a folder is in its way', async () => {
    fs.writeFileSync(process.env.TRACKSIEVE_HOME!, 'a file where the folder should be')
    const host = start({ first: { sample: true } })
    const outcome = await host.ready().then(
      () => host.refusal?.message,
      () => host.state.why,
    )
    expect(outcome).toContain(process.env.TRACKSIEVE_HOME)
  })
})
