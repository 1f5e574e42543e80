import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { chosen, type Ffmpeg, findFfmpeg, noFfmpeg } from '../../src/main/engine/media/findFfmpeg.ts'
import { readFrameIndex, writeFrameIndex } from '../../src/main/engine/media/frameIndex.ts'
import { probeFilm } from '../../src/main/engine/media/probe.ts'
import type { Progress } from '../../src/shared/jobs.ts'
import { anyFfmpeg, childrenNamed, films, plainDecode, temporaryFolder } from '../support/films.ts'

let ffmpeg: Ffmpeg
const folder = temporaryFolder()
const file = (name: string) => path.join(folder, name)
beforeAll(async () => {
  ffmpeg = await anyFfmpeg()
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('a film that is none', () => {
  const probing = (name: string) => probeFilm(ffmpeg, file(name), quietWork())

  it('is refused for what it is: text, nothing, a folder, sound, a list of other files', async () => {
    fs.writeFileSync(file('text.mp4'), 'frame,x,y,w,h\n'.repeat(300))
    await expect(probing('text.mp4')).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA',
      message: expect.stringContaining('text.mp4') as string,
    })
    fs.writeFileSync(file('empty.mp4'), '')
    await expect(probing('empty.mp4')).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA',
      message: 'empty.mp4 is empty.',
    })
    fs.mkdirSync(file('folder.mp4'))
    await expect(probing('folder.mp4')).rejects.toMatchObject({
      message: 'folder.mp4 is a folder, not a film.',
    })
    execFileSync(ffmpeg.path, ['-v', 'error', '-f', 'lavfi', '-i', 'sine=duration=1', file('sound.mp4')])
    await expect(probing('sound.mp4')).rejects.toThrow(/no pictures, only sound/)
    films['odd sizes']!(ffmpeg, folder)
    fs.writeFileSync(file('list.mp4'), `ffconcat version 1.0\nfile '${file('odd.mkv')}'\n`)
    await expect(probing('list.mp4')).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA' })
    await expect(probing('nowhere.mp4')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that lost its table of contents says so', async () => {
    const whole = fs.readFileSync(films['B-frames and long GOPs']!(ffmpeg, folder))
    fs.writeFileSync(file('cut.mp4'), whole.subarray(0, whole.length * 0.6))
    await expect(probing('cut.mp4')).rejects.toThrow(
      /incomplete or no film: its table of contents is missing/,
    )
  })
})

describe('a damaged film', () => {
  it.each([
    ['odd.avi', ['-c:v', 'mpeg4', '-q:v', '3']],
    ['start.mp4', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart']],
  ])(
    '%s keeps the frames that decode, the same at each decode, and says what is missing',
    async (name, encoder) => {
      const whole = file(`whole-${name}`)
      execFileSync(ffmpeg.path, [
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=320x180:rate=25:duration=10',
        ...encoder,
        whole,
      ])
      const bytes = fs.readFileSync(whole)
      fs.writeFileSync(file(name), bytes.subarray(0, Math.round(bytes.length * 0.6)))
      const index = await probeFilm(ffmpeg, file(name), quietWork())
      expect(index.frames).toBeGreaterThan(80)
      expect(index.frames).toBeLessThan(220)
      expect(index.notes.join(' ')).toMatch(/ends early|is damaged/)
      const again = await probeFilm(ffmpeg, file(name), quietWork())
      expect(again.sums).toEqual(index.sums)
    },
  )
})

describe('probing', () => {
  it('tells size, rate and all frames, with progress to the end', async () => {
    const film = films['29.97 a second']!(ffmpeg, folder)
    const seen: Progress[] = []
    const index = await probeFilm(ffmpeg, film, {
      ...quietWork(),
      progress: (progress) => seen.push(progress),
    })
    expect(index).toMatchObject({ width: 320, height: 180, frames: 240, fps: 29.97, notes: [] })
    expect(index.sums.length).toBe(plainDecode(ffmpeg, film, 320 * 180 * 3).length)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.at(-1)).toMatchObject({ done: 240, total: 240, unit: 'frames' })
  })

  it('ends at once when cancelled, and its ffmpeg with it', async () => {
    const film = films['odd sizes']!(ffmpeg, folder)
    const controller = new AbortController()
    const probing = probeFilm(ffmpeg, film, {
      ...quietWork(controller.signal),
      progress: () => controller.abort(),
    })
    await expect(probing).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(childrenNamed('ffmpeg')).toEqual([])
  })

  it('is kept: what was written is read back, and a damaged index is none', async () => {
    const index = await probeFilm(ffmpeg, films['variable rate']!(ffmpeg, folder), quietWork())
    const stored = file('media/film.frames')
    await writeFrameIndex(stored, index)
    expect(readFrameIndex(stored)).toEqual(index)
    const bytes = fs.readFileSync(stored)
    bytes[bytes.length - 5]! ^= 1
    fs.writeFileSync(stored, bytes)
    expect(readFrameIndex(stored)).toBeNull()
    expect(readFrameIndex(file('media/none.frames'))).toBeNull()
  })
})

describe('finding ffmpeg', () => {
  it('prefers the path from the settings, and says of each place what is there', async () => {
    const candidates = await findFfmpeg(ffmpeg.path)
    expect(candidates.map(({ origin }) => origin)).toEqual([
      'settings',
      'ffmpeg-static',
      'path',
      '@ffmpeg-installer/ffmpeg',
    ])
    expect(candidates[0]).toMatchObject({ state: 'found', path: ffmpeg.path, version: ffmpeg.version })
    expect(chosen(candidates)!.path).toBe(ffmpeg.path)
  })

  it('calls a path that leads nowhere, or to another program, broken, and goes on with the next', async () => {
    const nowhere = await findFfmpeg('/nowhere/ffmpeg')
    expect(nowhere[0]).toMatchObject({ state: 'broken', detail: '/nowhere/ffmpeg does not exist' })
    const other = file('not-ffmpeg')
    fs.writeFileSync(other, '#!/bin/sh\necho "I am a teapot"\n', { mode: 0o755 })
    expect((await findFfmpeg(other))[0]).toMatchObject({
      state: 'broken',
      detail: expect.stringContaining('I am a teapot') as string,
    })
    expect(chosen(nowhere)).not.toBeNull()
  })

  it('names every place that was tried where there is none', async () => {
    const before = process.env.PATH
    process.env.PATH = ''
    try {
      const candidates = (await findFfmpeg('/nowhere/ffmpeg')).map((candidate) => ({
        ...candidate,
        ffmpeg: null,
      }))
      expect(candidates[2]).toMatchObject({ state: 'absent', detail: 'no ffmpeg on the PATH' })
      expect(noFfmpeg(candidates)).toMatchObject({
        code: 'TOOL_FAILED',
        message: expect.stringContaining('/nowhere/ffmpeg does not exist') as string,
      })
    } finally {
      process.env.PATH = before
    }
  })
})
