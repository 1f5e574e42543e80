/** The real film: 795 frames, an AVI of 2004 with a codec that nobody encodes any more. */
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ByteCache } from '../../src/main/engine/media/byteCache.ts'
import { FilmReader } from '../../src/main/engine/media/filmReader.ts'
import { loadIndex } from '../../src/main/engine/media/films.ts'
import { fingerprint } from '../../src/main/engine/media/fingerprint.ts'
import type { Ffmpeg } from '../../src/main/engine/media/findFfmpeg.ts'
import { anyFfmpeg, childrenNamed, plainDecode, temporaryFolder } from '../support/films.ts'
import { vtestFilm } from '../support/realData.ts'

const file = vtestFilm()
const frameSize = 768 * 576 * 3

describe.skipIf(!file)('vtest.avi', () => {
  const folder = temporaryFolder()
  let ffmpeg: Ffmpeg
  let plain: Buffer[]
  let open: (bytes: number) => Promise<FilmReader>
  beforeAll(async () => {
    ffmpeg = await anyFfmpeg()
    plain = plainDecode(ffmpeg, file!, frameSize)
    const record = { path: file!, ...(await fingerprint(file!)) }
    const index = await loadIndex(ffmpeg, record, folder)
    expect(index).toMatchObject({ width: 768, height: 576, frames: 795, fps: 10, notes: [] })
    open = async (bytes) =>
      new FilmReader({
        ffmpeg,
        film: {
          input: { path: file!, threads: null },
          index: await loadIndex(ffmpeg, record, folder),
          missed: [],
        },
        cache: new ByteCache(bytes),
      })
  })
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  it('gives each of its 795 frames by index as the plain decode does', async () => {
    expect(plain.length).toBe(795)
    const reader = await open(frameSize * 60)
    const wrong: number[] = []
    // In pieces, from the last to the first: every piece is reached by a seek.
    for (let piece = 765; piece >= 0; piece -= 45)
      for (let i = piece; i < Math.min(795, piece + 45); i += 1)
        if (!(await reader.read(i)).equals(plain[i]!)) wrong.push(i)
    await reader.close()
    expect(wrong).toEqual([])
  })

  it('gives the right ones when many are asked for at once, and the newest first', async () => {
    const reader = await open(frameSize * 60)
    const asked = [700, 30, 400, 31, 30, 500, 5, 401]
    const order: number[] = []
    const frames = await Promise.all(
      asked.map(async (i) => {
        const rgb = await reader.read(i)
        order.push(i)
        return rgb
      }),
    )
    expect(frames.every((rgb, k) => rgb.equals(plain[asked[k]!]!))).toBe(true)
    // The first has begun by then.
    expect(order.indexOf(401)).toBeLessThan(order.indexOf(500))
    await reader.close()
  })

  it('goes on when somebody leaves, and ends its decoder when all do', async () => {
    const reader = await open(frameSize * 60)
    const leaving = new AbortController()
    const left = reader.read(640, leaving.signal)
    const stayed = reader.read(100)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await stayed).equals(plain[100]!)).toBe(true)
    await expect(reader.read(795)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'The film has frames 0 to 794, not 795.',
    })
    await reader.close()
    await expect.poll(() => childrenNamed('ffmpeg')).toEqual([])
  })
})
