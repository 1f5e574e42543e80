/** How quickly a film's frames, crops and annotated copy come: vtest.avi, 795 frames of 768×576. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { ByteCache } from '../src/main/engine/media/byteCache.ts'
import { planCrops } from '../src/main/engine/media/cropPlan.ts'
import { encodePicture } from '../src/main/engine/media/encode.ts'
import { FilmCrops } from '../src/main/engine/media/filmCrops.ts'
import { writeFilm } from '../src/main/engine/media/filmJob.ts'
import { FilmReader } from '../src/main/engine/media/filmReader.ts'
import { chosen, findFfmpeg } from '../src/main/engine/media/findFfmpeg.ts'
import { probeFilm } from '../src/main/engine/media/probe.ts'
import { vtestFilm, vtestTracks } from '../tests/support/realData.ts'

const file = vtestFilm()
const ffmpeg = chosen(await findFfmpeg(null))
if (!file || !ffmpeg) {
  console.error('This bench needs ffmpeg and vtest.avi (Debian: opencv-doc).')
  process.exit(1)
}

const table: { what: string; p50: string; p95: string; unit: string }[] = []
const times = (what: string, values: number[]): void => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1)
  table.push({ what, p50: at(0.5), p95: at(0.95), unit: 'ms' })
}
const rate = (what: string, count: number, ms: number, unit: string): void => {
  table.push({ what, p50: ((1000 * count) / ms).toFixed(1), p95: '', unit })
}
const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}

const [probing, index] = await timed(() => probeFilm(ffmpeg, file, quietWork()))
rate('probe: index of all frames', index.frames, probing, 'frames/s')
const { width, height } = index
const film = { input: { path: file, threads: index.threads }, index, missed: [] }
const open = () => new FilmReader({ ffmpeg, film, cache: new ByteCache(256 << 20) })
const picture = async (reader: FilmReader, frame: number) =>
  encodePicture({ width, height, rgb: await reader.read(frame) }, 'photo')

const cold: number[] = []
for (let i = 0; i < 24; i += 1) {
  const reader = open()
  cold.push((await timed(() => picture(reader, 25 + ((i * 311) % 760))))[0])
  await reader.close()
}
times('cold: a jump to any frame, as JPEG', cold)

const reader = open()
const forward: number[] = []
await picture(reader, 100)
for (let i = 101; i < 340; i += 1) {
  forward.push((await timed(() => picture(reader, i)))[0])
  // A person who holds the key: 30 steps a second.
  await new Promise((resolve) => setTimeout(resolve, 33))
}
times('warm: step forward at 30 a second, as JPEG', forward)
const back: number[] = []
for (let i = 700; i > 600; i -= 1) back.push((await timed(() => picture(reader, i)))[0])
times('step backward, one after the other', back)
const again: number[] = []
for (let i = 620; i < 680; i += 1) again.push((await timed(() => reader.read(i)))[0])
times('a frame that was seen, without JPEG', again)
await reader.close()

const rows = new Map<number, number[]>()
for (const line of fs.readFileSync(vtestTracks, 'utf8').trim().split('\n')) {
  const [frame, id, x, y, w, h, score] = line.split(',').map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  rows.set(id, [...(rows.get(id) ?? []), frame - 1, x, y, w, h, score])
}
const tracks = [...rows].map(([number, values]) => ({ number, detections: Float32Array.from(values) }))
const crops = new FilmCrops(ffmpeg, film)
const strip = async (detections: Float32Array) =>
  encodePicture(await crops.draw(planCrops(detections, 8), 128), 'photo')
const [screen] = await timed(() =>
  Promise.all(tracks.slice(200, 240).map(({ detections }) => strip(detections))),
)
table.push({ what: 'a screen of 40 cards, 8 crops each', p50: screen.toFixed(0), p95: '', unit: 'ms' })
const [all] = await timed(() => Promise.all(tracks.map(({ detections }) => strip(detections))))
rate('crop strips of all 499 tracks', tracks.length, all, 'strips/s')
rate(
  'the same, single crops',
  tracks.reduce((sum, { detections }) => sum + Math.min(8, detections.length / 6), 0),
  all,
  'crops/s',
)
crops.close()

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-bench-'))
const options = { boxes: true, label: true, score: true, trail: true, frameNumber: true, onlyKept: null }
const [writing] = await timed(() =>
  writeFilm(
    {
      ffmpeg,
      pictures: { kind: 'film', film },
      ...{ width, height, frames: index.frames, fps: index.fps, options, replace: false },
      tracks: tracks.map((track) => ({ ...track, style: 'persistent' as const, settled: true, score: 0.5 })),
      out: path.join(folder, 'film.mp4'),
    },
    quietWork(),
  ),
)
rate('annotated film, written and counted', index.frames, writing, 'frames/s')
fs.rmSync(folder, { recursive: true })
console.log(
  `ffmpeg ${ffmpeg.version}, ${os.availableParallelism()} cores, load ${os.loadavg()[0]!.toFixed(1)}`,
)
console.table(table)
