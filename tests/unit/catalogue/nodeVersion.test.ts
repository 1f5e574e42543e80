import { afterEach, describe, expect, it, vi } from 'vitest'

const versions = process.versions

describe('the SQLite driver', () => {
  afterEach(() => {
    Object.defineProperty(process, 'versions', { value: versions })
    vi.resetModules()
  })

  it('is not even loaded under a Node that it would end without a word', async () => {
    Object.defineProperty(process, 'versions', { value: { ...versions, node: '20.20.2' } })
    vi.resetModules()
    const { connect } = await import('../../../src/main/engine/catalogue/sqlite.ts')
    expect(() => connect(':memory:', { create: true })).toThrow(
      expect.objectContaining({
        code: 'ENGINE_UNAVAILABLE',
        message: expect.stringContaining('20.20.2') as string,
      }),
    )
  })

  it('is taken from where TRACKSIEVE_SQLITE_BINDING says, under any Node', async () => {
    Object.defineProperty(process, 'versions', { value: { ...versions, node: '20.20.2' } })
    vi.resetModules()
    vi.stubEnv('TRACKSIEVE_SQLITE_BINDING', '/nowhere/better_sqlite3.node')
    const { connect } = await import('../../../src/main/engine/catalogue/sqlite.ts')
    expect(() => connect(':memory:', { create: true })).toThrow(/nowhere/)
    vi.unstubAllEnvs()
  })
})
