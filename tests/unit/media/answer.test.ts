import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesAnswer, errorAnswer, fileAnswer, readRange } from '../../../src/main/engine/media/answer.ts'
import { parseMediaId } from '../../../src/main/engine/media/mediaId.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'
import { artifactId, clipStripId, cropsId, frameId, previewId } from '../../../src/shared/media.ts'

describe('a range of bytes', () => {
  it.each([
    [null, null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['lines=1-2', null],
  ])('%s of 100', (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected)
  })
})

describe('an answer', () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, i) => i)
  it('gives a part as 206, beyond the end 416', () => {
    const part = bytesAnswer(bytes, 'image/png', { method: 'GET', range: 'bytes=2-4' }, 'once')
    expect(part).toMatchObject({ status: 206, body: Uint8Array.of(2, 3, 4) })
    expect(part.headers).toMatchObject({
      'content-range': 'bytes 2-4/10',
      'content-length': '3',
      'accept-ranges': 'bytes',
    })
    const none = bytesAnswer(bytes, 'image/png', { method: 'GET', range: 'bytes=10-' }, 'once')
    expect(none).toMatchObject({ status: 416, body: null })
    expect(none.headers['content-range']).toBe('bytes */10')
  })

  it('to HEAD has the same head and no body', () => {
    const head = bytesAnswer(bytes, 'image/png', { method: 'HEAD', range: null }, 'once')
    const get = bytesAnswer(bytes, 'image/png', { method: 'GET', range: null }, 'once')
    expect(head.body).toBeNull()
    expect(head.headers).toEqual(get.headers)
    expect(head.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it('may be kept only where its id names its content: other catalogues have the same numbers', () => {
    const ask = { method: 'GET', range: null }
    expect(bytesAnswer(bytes, 'image/png', ask, 'once').headers['cache-control']).toBe('private, no-cache')
    expect(bytesAnswer(bytes, 'image/png', ask, 'always').headers['cache-control']).toContain('immutable')
  })

  it('names the part of a file that the host sends; a table is downloaded, a film shown', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-answer-'))
    const [table, film] = [path.join(folder, 'tracks ä.csv'), path.join(folder, 'film.mp4')]
    fs.writeFileSync(table, 'a,b\n')
    fs.writeFileSync(film, new Uint8Array(1000))
    const shown = fileAnswer(film, { method: 'GET', range: 'bytes=100-' })
    expect(shown).toMatchObject({ status: 206, body: { file: film, start: 100, end: 999 } })
    expect(shown.headers['content-type']).toBe('video/mp4')
    expect(shown.headers['content-disposition']).toBeUndefined()
    expect(fileAnswer(table, { method: 'GET', range: null }).headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''tracks%20%C3%A4.csv",
    )
    fs.rmSync(folder, { recursive: true })
  })

  it('to what went wrong is the text that the user reads', () => {
    const answer = errorAnswer(new TracksieveError('NOT_FOUND', 'The film is gone.', 'Bring it back.'))
    expect(answer.status).toBe(404)
    expect(Buffer.from(answer.body as Uint8Array).toString()).toBe('The film is gone. Bring it back.')
  })
})

describe('an id', () => {
  it('is read as it was made', () => {
    expect(parseMediaId(frameId(7, 120))).toEqual({ kind: 'frame', video: 7, frame: 120 })
    expect(parseMediaId(clipStripId(7, 96))).toEqual({ kind: 'clip', video: 7, size: 96 })
    expect(parseMediaId(cropsId(41, 8, 128))).toEqual({ kind: 'crops', track: 41, count: 8, size: 128 })
    expect(parseMediaId(previewId('ab12', 96))).toEqual({ kind: 'preview', preview: 'ab12', size: 96 })
    expect(parseMediaId(artifactId(3, 0))).toEqual({ kind: 'artifact', job: 3, id: 'artifact-3-0' })
  })

  it.each([
    '',
    'frame-1',
    'frame-1-2-3',
    'frame--1-2',
    'crops-1-0-96',
    'crops-1-65-96',
    'crops-1-8-5000',
    'clip-1-4',
    '../etc/passwd',
    'frame-1-1e3',
    'preview-a/b-96',
  ])('%j is none', (id) => expect(parseMediaId(id)).toBeNull())
})
