/** Crops of films that hold other pixels than colour with 8 bits, and of boxes at their edges and beyond. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { CropReader } from '../../src/main/engine/base/cropFile.ts'
import { cropAround } from '../../src/main/engine/base/crops.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { cropsOf } from '../../src/main/engine/learning/pixels/cropCache.ts'
import { anyFfmpeg, plainDecode, temporaryFolder } from '../support/films.ts'
import { mediaEngine } from '../support/mediaEngine.ts'
import type { Closing } from '../support/training.ts'

vi.setConfig({ testTimeout: 60_000 })

const [width, height] = [96, 64]
const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Inside, over the edge, wholly outside, of one pixel. */
const boxes = [
  [0, 20, 10, 30, 40],
  [1, -20, -5, 30, 40],
  [2, 400, 300, 10, 10],
  [3, 95, 63, 1, 1],
] as const

it.each(['gray', 'gray16le', 'yuv420p10le', 'yuv420p'])(
  'of %s are those of the very frames',
  async (kind) => {
    const ffmpeg = await anyFfmpeg()
    const folder = temporaryFolder()
    const engine = mediaEngine()
    closing.push(
      () => fs.rmSync(folder, { recursive: true, force: true }),
      () => engine.close(),
    )
    const file = path.join(folder, 'film.mkv')
    const source = `testsrc2=size=${width}x${height}:rate=10:duration=0.4`
    const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-pix_fmt', kind, '-c:v', 'ffv1', file]
    execFileSync(ffmpeg.path, args)
    const detections = Float32Array.from(boxes.flatMap((box) => [...box, 0.9]))
    const { video, tracks } = await engine.film(file, [{ detections }])
    const settings = { boxes: 4, context: 1.5 }
    const crops = await cropsOf(engine.catalogue, [video], settings, engine.media.crops, quietWork())
    const its = crops.get(tracks[0]!)!
    const reader = new CropReader(its.file, its.key)
    const pixels = reader.read(its.first, 4)
    reader.close()
    const raw = plainDecode(ffmpeg, engine.catalogue.videos.get(video)!.film!.path, width * height * 3)
    for (const [i, [frame, x, y, w, h]] of boxes.entries()) {
      const crop = pixels.subarray(i * 12288, (i + 1) * 12288)
      expect(crop).toEqual(cropAround({ width, height, rgb: raw[frame]! }, { x, y, w, h }, 64, 1.5).rgb)
      if (!kind.startsWith('gray')) continue
      for (let at = 0; at < crop.length; at += 3) expect(new Set(crop.subarray(at, at + 3)).size).toBe(1)
    }
  },
)
