import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { ByteCache } from '../../src/main/engine/media/byteCache.ts'
import type { IndexedFilm } from '../../src/main/engine/media/decode.ts'
import { FilmReader } from '../../src/main/engine/media/filmReader.ts'
import { walkFrames } from '../../src/main/engine/media/filmWalk.ts'
import type { Ffmpeg } from '../../src/main/engine/media/findFfmpeg.ts'
import { frameBytes } from '../../src/main/engine/media/frameIndex.ts'
import { probeFilm } from '../../src/main/engine/media/probe.ts'
import { anyFfmpeg, films, plainDecode, temporaryFolder } from '../support/films.ts'

let ffmpeg: Ffmpeg
const folder = temporaryFolder()
beforeAll(async () => {
  ffmpeg = await anyFfmpeg()
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const indexed = async (file: string): Promise<IndexedFilm> => {
  const index = await probeFilm(ffmpeg, file, quietWork())
  return { input: { path: file, threads: index.threads }, index, missed: [] }
}
const reader = (film: IndexedFilm, bytes = 64 << 20) =>
  new FilmReader({ ffmpeg, film, cache: new ByteCache(bytes), idleMs: 1000 })

/** Every frame once, in an order in which most steps are far jumps, some back, some forward. */
const jumping = (frames: number): number[] => {
  let stride = Math.max(1, Math.floor(frames * 0.382))
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b))
  while (divides(frames, stride) !== 1) stride += 1
  return Array.from({ length: frames }, (_, i) => (frames - 1 + i * stride) % frames)
}

describe.each(Object.entries(films))('a film with %s', (_, make) => {
  it('gives every frame by index as a plain decode does', async () => {
    const film = await indexed(make(ffmpeg, folder))
    const plain = plainDecode(ffmpeg, film.input.path, frameBytes(film.index))
    expect(film.index.frames).toBe(plain.length)
    expect(film.index.frames).toBeGreaterThan(50)
    // A cache too small to help: every jump is a new decode. Then each frame once, in two runs.
    const frames = reader(film, frameBytes(film.index) * 8)
    const wrong: number[] = []
    const half = plain.length >> 1
    const all = [...plain.keys()]
    const order = [
      ...jumping(plain.length).slice(0, 8),
      plain.length - 1,
      1,
      0,
      ...all.slice(half),
      ...all.slice(0, half),
    ]
    for (const i of order) if (!(await frames.read(i)).equals(plain[i]!)) wrong.push(i)
    await frames.close()
    expect(wrong).toEqual([])
    const walked: number[] = []
    await walkFrames(
      ffmpeg,
      film,
      [3, plain.length - 1, 40, 40],
      (i, rgb) => void (rgb.equals(plain[i]!) && walked.push(i)),
      new AbortController().signal,
    )
    expect(walked).toEqual([3, 40, plain.length - 1])
  }, 60_000)
})
