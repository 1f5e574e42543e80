import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../../src/main/engine/catalogue/open.ts'
import { addTracks, holder, temporaryFolder } from '../../support/catalogue.ts'

const script = path.resolve('tests/support/holdCatalogue.ts')

describe('the lock', () => {
  let folder: string
  let remove: () => void
  const children: ChildProcess[] = []
  beforeEach(() => {
    const temporary = temporaryFolder()
    folder = path.join(temporary.folder, 'shared.tracksieve')
    remove = temporary.remove
    createCatalogue(folder, holder).close()
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    remove()
  })

  async function start(...args: string[]) {
    const child = spawn(process.execPath, ['--expose-gc', script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, first: first.toString().trim() }
  }
  const refused = (call: () => unknown) => {
    try {
      call()
    } catch (error) {
      return error as { code: string; message: string; hint: string; retryable: boolean }
    }
    throw new Error('it was not refused')
  }

  it('refuses a second process and names the program, process and machine that hold it', async () => {
    const { child, first } = await start('hold', folder, 'Tracksieve (window)')
    expect(first).toBe('open')
    const error = refused(() => openCatalogue(folder, holder))
    expect(error).toMatchObject({ code: 'CATALOGUE_IN_USE', retryable: true })
    expect(error.message).toContain(
      `shared.tracksieve is in use by Tracksieve (window) (process ${child.pid} on ${os.hostname()}, since 2`,
    )
    expect(error.hint).toMatch(/close it there/i)
  })

  it('holds against other processes and against the same one', async () => {
    const mine = openCatalogue(folder, holder)
    const { first } = await start('try', folder)
    const error = JSON.parse(first) as { code: string; message: string }
    expect(error.code).toBe('CATALOGUE_IN_USE')
    expect(error.message).toContain(`Tracksieve (test) (process ${process.pid}`)
    expect(refused(() => openCatalogue(folder, holder)).code).toBe('CATALOGUE_IN_USE')
    // The refused ones took nothing from the holder.
    addTracks(mine, 2)
    expect(refused(() => openCatalogue(folder, holder)).code).toBe('CATALOGUE_IN_USE')
    mine.close()
    expect((await start('try', folder)).first).toBe('open')
  })

  it('is free at once when its holder is killed, and the holder file that stays does not block', async () => {
    const { child } = await start('hold', folder)
    expect(refused(() => openCatalogue(folder, holder)).code).toBe('CATALOGUE_IN_USE')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const catalogue = openCatalogue(folder, holder)
    expect(refused(() => openCatalogue(folder, holder)).message).toContain('Tracksieve (test)')
    catalogue.close()
  })

  it('is free again after a refusal of what is inside', () => {
    expect(
      refused(() => openCatalogue(folder, { ...holder, migrations: [{ version: 0, name: 'none', up() {} }] }))
        .code,
    ).toBe('CATALOGUE_TOO_NEW')
    openCatalogue(folder, holder).close()
  })
})
