import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineHost } from '../../src/main/hosts/engine/engineHost.ts'
import { type LoopbackServer, startLoopbackServer } from '../../src/main/hosts/headless/loopbackServer.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { createHost, openWindow } from '../support/engineHost.ts'
import { ask, knock } from '../support/http.ts'
import { until } from '../support/processes.ts'

const place = temporaryFolder()
const root = path.join(place.folder, 'window')
let host: EngineHost
let server: LoopbackServer
let cookie: Record<string, string>

beforeAll(async () => {
  process.env.TRACKSIEVE_HOME = path.join(place.folder, 'home')
  fs.mkdirSync(path.join(root, 'assets'), { recursive: true })
  fs.writeFileSync(path.join(root, 'index.html'), '<!doctype html><title>The window</title>')
  fs.writeFileSync(path.join(root, 'assets', 'script-1a2b.js'), 'export {}')
  fs.writeFileSync(path.join(place.folder, 'secret.txt'), 'not for the window')
  host = createHost()
  host.start()
  await host.ready()
  server = await startLoopbackServer(host, root, 0)
  cookie = { cookie: `tracksieve_${server.port}=${server.token}` }
})

afterAll(async () => {
  await server.close()
  await host.stop()
  place.remove()
})

const own = () => `http://127.0.0.1:${server.port}`

describe('requests that the loopback server refuses', () => {
  const cases: [name: string, path: string, headers: () => http.OutgoingHttpHeaders, status: number][] = [
    ['without a token', '/', () => ({}), 401],
    ['with a wrong token', '/?token=wrong', () => ({}), 401],
    ['with a wrong cookie', '/', () => ({ cookie: `tracksieve_${server.port}=${'x'.repeat(32)}` }), 401],
    [
      'with the cookie of a server on another port',
      '/',
      () => ({ cookie: `tracksieve_1=${server.token}` }),
      401,
    ],
    ['media without a token', '/media/frame-1-0', () => ({}), 401],
    ['the state of the engine without a token', '/engine/state', () => ({}), 401],
    [
      'to a foreign host name (DNS rebinding)',
      '/',
      () => ({ ...cookie, host: `evil.test:${server.port}` }),
      421,
    ],
    ['with the right token to a foreign host name', '/?token=TOKEN', () => ({ host: 'evil.test' }), 421],
    ['from a foreign origin', '/', () => ({ ...cookie, origin: 'http://evil.test' }), 403],
    ['from another port of this machine', '/', () => ({ ...cookie, origin: 'http://127.0.0.1:1' }), 403],
    ['from a sandboxed frame', '/', () => ({ ...cookie, origin: 'null' }), 403],
    ['from another site', '/', () => ({ ...cookie, 'sec-fetch-site': 'cross-site' }), 403],
    [
      'from another port as the browser says it',
      '/',
      () => ({ ...cookie, 'sec-fetch-site': 'same-site' }),
      403,
    ],
    ['for a file beside the window', '/../secret.txt', () => cookie, 404],
    ['for the same, encoded', '/..%2fsecret.txt', () => cookie, 404],
    ['for the same, absolute', '//etc/passwd', () => cookie, 404],
    ['with an encoding of nothing', '/media/%E0%A4%A', () => cookie, 400],
  ]
  it.each(cases)('%s', async (_name, where, headers, status) => {
    const answer = await ask(server.port, where.replace('TOKEN', server.token), headers())
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain('not for the window')
  })

  it('other methods than GET and HEAD', async () => {
    const answer = await ask(server.port, '/', { ...cookie, origin: own() }, 'DELETE')
    expect(answer.status).toBe(405)
  })

  it('a restart of the engine that no own page asks for', async () => {
    expect((await ask(server.port, '/engine/restart', cookie, 'POST')).status).toBe(403)
    expect((await ask(server.port, '/engine/restart', { ...cookie, origin: own() }, 'POST')).status).toBe(200)
  })

  it.each([
    ['without an origin', '/engine', () => cookie, 403],
    ['from a foreign origin', '/engine', () => ({ ...cookie, origin: 'http://evil.test' }), 403],
    ['without a token', '/engine', () => ({ origin: own() }), 401],
    ['to another path', '/other', () => ({ ...cookie, origin: own() }), 404],
  ] as [string, string, () => Record<string, string>, number][])(
    'a WebSocket %s',
    async (_name, where, headers, status) => {
      expect(await knock(server.port, where, headers())).toBe(status)
    },
  )

  it('everything on other addresses of the machine than 127.0.0.1', async () => {
    const answer = await new Promise((resolve) => {
      const request = http.get({ host: '::1', port: server.port }, () => resolve('answered'))
      request.on('error', () => resolve('refused'))
    })
    expect(answer).toBe('refused')
  })
})

describe('what the loopback server answers', () => {
  it('the address with the token: a cookie that no script and no other site gets, and the plain address', async () => {
    const { status, headers } = await ask(
      server.port,
      new URL(server.url).pathname + new URL(server.url).search,
    )
    expect(status).toBe(200)
    expect(headers['set-cookie']?.[0]).toBe(
      `tracksieve_${server.port}=${server.token}; HttpOnly; SameSite=Strict; Path=/`,
    )
    expect(headers.refresh).toBe('0; url=/')
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  it('the page, isolated and under a strict policy', async () => {
    const { status, headers, body } = await ask(server.port, '/', cookie)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body).toContain('The window')
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/'unsafe-|\*|http:/)
  })

  it('to a script that carries the token in a header', async () => {
    expect((await ask(server.port, '/', { authorization: `Bearer ${server.token}` })).status).toBe(200)
  })

  it('files with a hash in their name for ever', async () => {
    const { headers } = await ask(server.port, '/assets/script-1a2b.js', cookie)
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toContain('javascript')
  })

  it('an unknown picture with 404 and the headers of media', async () => {
    const { status, headers } = await ask(server.port, '/media/frame-999-0', cookie)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  it('the own page on a WebSocket', async () => {
    expect(await knock(server.port, '/engine', { ...cookie, origin: own() })).toBe('open')
  })

  it('503 on a WebSocket while the engine is away, and the state with its reason', async () => {
    const { pid } = await openWindow(host).engine.engine.info()
    process.kill(pid, 'SIGKILL')
    await until(() => host.state.state === 'lost')
    const [door, state] = await Promise.all([
      knock(server.port, '/engine', { ...cookie, origin: own() }),
      ask(server.port, '/engine/state', cookie),
    ])
    expect(door).toBe(503)
    expect(JSON.parse(state.body)).toMatchObject({
      state: 'lost',
      generation: 1,
      why: expect.stringContaining('SIGKILL') as string,
    })
    await host.ready()
  })
})
