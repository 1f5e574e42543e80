import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawClip } from '../../src/main/engine/synthesis/draw.ts'
import { cropsId, clipStripId, frameId } from '../../src/shared/media.ts'
import { addTracks, detectionsOf } from '../support/catalogue.ts'
import { aRecipe } from '../support/clips.ts'
import { anyFfmpeg, films, plainDecode, temporaryFolder } from '../support/films.ts'
import { mediaEngine } from '../support/mediaEngine.ts'

const folder = temporaryFolder()
let engine: ReturnType<typeof mediaEngine>
let filmFile: string
beforeAll(async () => {
  engine = mediaEngine()
  filmFile = films['B-frames and long GOPs']!(await anyFfmpeg(), folder)
})
afterAll(async () => {
  await engine.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const pixels = async (body: unknown) =>
  sharp(body as Buffer)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
const text = (body: unknown) => Buffer.from(body as Uint8Array).toString()
/** Mean difference of two pictures in grey values. */
const difference = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length

describe('pictures of clips', () => {
  it('are the drawn pixels, exactly, frame by frame and as a strip', async () => {
    const recipe = aRecipe({ count: 4, seed: 7 })
    const [, video] = await engine.clips({ count: 4, seed: 7 })
    const clip = drawClip(recipe, 1)
    const bytes = 128 * 128 * 3
    const frame = await engine.get(frameId(video!.id, 24))
    expect(frame.headers['content-type']).toBe('image/png')
    expect((await pixels(frame.body)).data.equals(clip.subarray(24 * bytes, 25 * bytes))).toBe(true)
    const strip = await pixels((await engine.get(clipStripId(video!.id, 128))).body)
    expect([strip.info.width, strip.info.height]).toEqual([25 * 128, 128])
    const firstRow = strip.data.subarray(24 * 128 * 3, 25 * 128 * 3)
    expect(firstRow.equals(clip.subarray(24 * bytes, 24 * bytes + 128 * 3))).toBe(true)
    const beyond = await engine.get(frameId(video!.id, 25))
    expect([beyond.status, text(beyond.body)]).toEqual([404, 'The clip has frames 0 to 24, not 25.'])
  })

  it('show a preview until it is forgotten', async () => {
    const [preview] = engine.generate.preview({ recipe: aRecipe({ seed: 3 }), count: 1, from: 0 })
    const answer = await engine.get(preview!.media)
    expect(answer.headers['cache-control']).toContain('immutable')
    expect((await pixels(answer.body)).info.width).toBe(25 * 128)
    expect((await engine.get('preview-0123456789abcdef-96')).status).toBe(404)
  })
})

describe('pictures of films', () => {
  it('are the frame with that index', async () => {
    const { video } = await engine.film(filmFile)
    const plain = plainDecode(await anyFfmpeg(), filmFile, 320 * 180 * 3)
    for (const i of [0, 1, 99, 100, 199]) {
      const { data } = await pixels((await engine.get(frameId(video, i))).body)
      expect(difference(data, plain[i]!)).toBeLessThan(4)
      expect(difference(data, plain[(i + 10) % 200]!)).toBeGreaterThan(4)
    }
  })

  it('as crops show the right place of the right frames; many at once, kept for the next start', async () => {
    const boxes = (left: number) =>
      Float32Array.from([20, 90, 150].flatMap((frame) => [frame, left, 40, 50, 30, 1]))
    const { tracks } = await engine.film(
      filmFile,
      [0, 60, 120, 180].map((left) => ({ detections: boxes(left) })),
    )
    const plain = plainDecode(await anyFfmpeg(), filmFile, 320 * 180 * 3)
    const strips = await Promise.all(tracks.map((track) => engine.get(cropsId(track, 3, 100))))
    for (const [i, { body, status }] of strips.entries()) {
      expect(status).toBe(200)
      const strip = await pixels(body)
      expect([strip.info.width, strip.info.height]).toEqual([300, 100])
      for (const [place, frame] of [20, 90, 150].entries()) {
        // Twice the larger side of the box: 100 video pixels, so one pixel of the crop is one of the video.
        const left = i * 60 + 25 - 50
        const inside = { left: Math.max(0, left), top: 5, width: 100 + Math.min(0, left), height: 100 }
        const wanted = await sharp(plain[frame], { raw: { width: 320, height: 180, channels: 3 } })
          .extract(inside)
          .raw()
          .toBuffer()
        const got = await sharp(body as Buffer)
          .extract({ left: place * 100 + inside.left - left, top: 0, width: inside.width, height: 100 })
          .raw()
          .toBuffer()
        expect(difference(got, wanted)).toBeLessThan(6)
      }
    }
    const kept = path.join(engine.catalogue.folder, 'media', 'pictures')
    await expect
      .poll(() => fs.readdirSync(kept, { recursive: true }).filter((name) => name.length > 3).length)
      .toBe(4)
  })

  it('say what is wrong when the film is gone, or another one', async () => {
    const copy = path.join(folder, 'copy.mp4')
    fs.copyFileSync(filmFile, copy)
    const { video } = await engine.film(copy)
    fs.copyFileSync(films['29.97 a second']!(await anyFfmpeg(), folder), copy)
    const other = await engine.get(frameId(video, 3))
    expect(other.status).toBe(409)
    expect(text(other.body)).toContain('is not the film that was imported')
    fs.rmSync(copy)
    const gone = await engine.get(frameId(video, 3))
    expect([gone.status, text(gone.body)]).toEqual([404, expect.stringContaining(`not at ${copy} any more`)])
  })

  it('are dark where tracks go on after the film has ended', async () => {
    const { tracks } = await engine.film(filmFile, [{ detections: detectionsOf(1, 5000) }])
    const { data } = await pixels((await engine.get(cropsId(tracks[0]!, 8, 40))).body)
    expect(Math.max(...data)).toBeLessThan(24)
  })
})

describe('pictures of nothing', () => {
  it('of a track without a film are drawn from its boxes', async () => {
    const { ids, video } = addTracks(engine.catalogue, 1)
    const answer = await engine.get(cropsId(ids[0]!, 4, 64))
    const { data, info } = await pixels(answer.body)
    expect([info.width, info.height]).toEqual([256, 64])
    expect(Math.max(...data)).toBeGreaterThan(150)
    expect(text((await engine.get(frameId(video, 0))).body)).toContain('no pictures')
  })

  it('are 404 for what there is not, 405 for other methods, 416 beyond the end', async () => {
    for (const id of ['frame-9999-0', 'crops-9999-8-64', 'artifact-9999-0', 'nothing', 'clip-9999-64'])
      expect((await engine.get(id)).status).toBe(404)
    expect((await engine.media.serve('frame-1-0', { method: 'POST', range: null })).status).toBe(405)
    const [video] = await engine.clips({ count: 1 })
    const part = await engine.get(frameId(video!.id, 0), 'bytes=0-7')
    expect([part.status, (part.body as Uint8Array).length]).toEqual([206, 8])
    expect((await engine.get(frameId(video!.id, 0), 'bytes=99999999-')).status).toBe(416)
  })
})
