/** An engine that is killed in the middle of a film leaves nothing half-written, and the job can be resumed. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../support/catalogue.ts'
import { connect, engineChild, type Line } from '../support/engineChild.ts'

let home: ReturnType<typeof temporaryFolder>
let host: ReturnType<typeof engineChild>
beforeAll(() => {
  home = temporaryFolder()
  host = engineChild(null, home.folder)
  host.start()
})
afterAll(async () => {
  await host.stop()
  home.remove()
})

const ended = async ({ client }: Line, job: number, timeout = 60_000) => {
  await vi.waitUntil(async () => !['waiting', 'running'].includes((await client.jobs.get({ job })).state), {
    timeout,
    interval: 50,
  })
  return client.jobs.get({ job })
}

describe('an engine that is killed while it writes a film', () => {
  it('leaves no file, says interrupted, and writes the whole film when resumed', {
    timeout: 120_000,
  }, async () => {
    await host.ready()
    let line = connect(host)
    const catalogue = path.join(home.folder, 'films.tracksieve')
    await line.client.catalogue.create({ folder: catalogue })
    const recipe = {
      preset: 'quick' as const,
      kinds: { persistent: 2, brief: 0, noise: 0, mixed: 0 },
      frames: 500,
    }
    expect(await ended(line, (await line.client.generate.start({ recipe })).job)).toMatchObject({
      state: 'done',
    })
    const { job } = await line.client.exports.film({ video: 1, options: {} })
    await vi.waitUntil(async () => (await line.client.jobs.get({ job })).state === 'running')
    await vi.waitUntil(() => parts(catalogue).length === 1, { timeout: 20_000, interval: 5 })

    const generation = host.state.generation
    process.kill((await line.client.engine.info()).pid, 'SIGKILL')
    line.close()
    await vi.waitUntil(() => host.state.generation > generation)
    await host.ready()

    line = connect(host)
    expect(await line.client.jobs.get({ job })).toMatchObject({
      state: 'interrupted',
      resumable: true,
      artifacts: [],
    })
    expect(fs.readdirSync(path.join(catalogue, 'exports'))).toEqual([])

    await line.client.jobs.resume({ job })
    const done = await ended(line, job)
    expect(done).toMatchObject({ state: 'done', result: { frames: 500 } })
    expect(fs.readdirSync(path.join(catalogue, 'exports'))).toEqual([path.basename(done.artifacts[0]!.path)])
    line.close()
  })
})

const parts = (catalogue: string) =>
  fs.readdirSync(path.join(catalogue, 'exports')).filter((name) => name.endsWith('.part'))
