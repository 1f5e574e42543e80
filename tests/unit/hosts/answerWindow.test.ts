import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MediaAnswer } from '../../../src/main/hosts/engine/frames.ts'
import { createAnswerWindow } from '../../../src/main/hosts/window/answerWindow.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'
import { temporaryFolder } from '../../support/catalogue.ts'

const place = temporaryFolder()
const film = path.join(place.folder, 'film.mp4')

beforeAll(() => fs.writeFileSync(film, Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))))
afterAll(() => place.remove())

const answering = (answer: MediaAnswer | Error) =>
  createAnswerWindow(place.folder, async () => {
    if (answer instanceof Error) throw answer
    return answer
  })

const get = (id: string, init?: RequestInit) => new Request(`http://127.0.0.1/media/${id}`, init)

describe('media for the window', () => {
  it('asks the engine with the decoded id and the range', async () => {
    const asked: unknown[] = []
    const answer = createAnswerWindow(place.folder, async (ask) => {
      asked.push(ask)
      return { status: 200, headers: {}, body: null }
    })
    await answer(get('film%2D1', { headers: { range: 'bytes=0-9' } }))
    expect(asked).toEqual([{ id: 'film-1', method: 'GET', range: 'bytes=0-9' }])
  })

  it('streams exactly the part of the file that the engine names', async () => {
    const headers = { 'content-range': 'bytes 100-109/1000', 'content-type': 'video/mp4' }
    const response = await answering({ status: 206, headers, body: { file: film, start: 100, end: 109 } })(
      get('film-1'),
    )
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 100-109/1000')
    const bytes = Array.from(new Uint8Array(await response.arrayBuffer()))
    expect(bytes).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109])
  })

  it('passes 416 on without a body', async () => {
    const headers = { 'content-range': 'bytes */1000' }
    const response = await answering({ status: 416, headers, body: null })(get('film-1'))
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    expect((await response.arrayBuffer()).byteLength).toBe(0)
  })

  it('sends no body for HEAD', async () => {
    const answer = answering({
      status: 200,
      headers: { 'content-length': '1000' },
      body: { file: film, start: 0, end: 999 },
    })
    const response = await answer(get('film-1', { method: 'HEAD' }))
    expect(response.headers.get('content-length')).toBe('1000')
    expect(response.body).toBeNull()
  })

  it('keeps the headers that isolate the page, whatever the engine says', async () => {
    const headers = { 'cross-origin-resource-policy': 'cross-origin' }
    const response = await answering({ status: 200, headers, body: new Uint8Array([1]) })(get('frame-1-0'))
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['NOT_FOUND', 404],
    ['UNSUPPORTED_MEDIA', 415],
    ['ENGINE_UNAVAILABLE', 503],
    ['INTERNAL', 500],
  ] as const)('tells %s as %i with the reason as JSON', async (code, status) => {
    const response = await answering(new TracksieveError(code, 'The film was moved.', 'Show where it is.'))(
      get('frame-1-0'),
    )
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      code,
      message: 'The film was moved.',
      hint: 'Show where it is.',
    })
  })
})
