import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { type FilmInput, writeFilm } from '../../src/main/engine/media/filmJob.ts'
import type { Ffmpeg } from '../../src/main/engine/media/findFfmpeg.ts'
import type { Progress } from '../../src/shared/jobs.ts'
import { aPrediction, aRun } from '../support/catalogue.ts'
import { anyFfmpeg, childrenNamed, films, plainDecode, temporaryFolder } from '../support/films.ts'
import { mediaEngine } from '../support/mediaEngine.ts'

const folder = temporaryFolder()
const options = { boxes: true, label: true, score: true, trail: true, frameNumber: true, onlyKept: null }
let ffmpeg: Ffmpeg
let engine: ReturnType<typeof mediaEngine>
beforeAll(async () => {
  ffmpeg = await anyFfmpeg()
  engine = mediaEngine()
})
afterAll(async () => {
  await engine.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** A grey clip of odd size with one box. */
const input = (name: string, change: Partial<FilmInput> = {}): FilmInput => ({
  ffmpeg,
  pictures: { kind: 'clip', rgb: new Uint8Array(127 * 129 * 3 * 25).fill(128) },
  width: 129,
  height: 127,
  frames: 25,
  fps: 10,
  tracks: [
    {
      number: 7,
      style: 'brief',
      settled: true,
      score: 0.87,
      detections: Float32Array.from(
        [...Array(25).keys()].flatMap((frame) => [frame, 30 + frame, 40, 40, 30, 1]),
      ),
    },
  ],
  options: { ...options, label: false, score: false, trail: false },
  out: path.join(folder, name),
  replace: false,
  ...change,
})
/** A long film of noise, so that there is time to interrupt it. */
const long = (name: string): FilmInput => {
  const rgb = randomFillSync(new Uint8Array(256 * 256 * 3 * 200))
  return input(name, { pictures: { kind: 'clip', rgb }, width: 256, height: 256, frames: 200 })
}

const describeStream = (file: string): string => {
  try {
    execFileSync(ffmpeg.path, ['-hide_banner', '-i', file], { stdio: 'pipe' })
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr)
  }
  return ''
}

describe('a film of a clip', () => {
  it('has all frames, even sides, tagged colours, and the box in its colour at its place', async () => {
    const made = await writeFilm(input('clip.mp4'), quietWork())
    expect(made).toMatchObject({ frames: 25, width: 516, height: 508, notes: [] })
    const frames = plainDecode(ffmpeg, path.join(folder, 'clip.mp4'), 516 * 508 * 3)
    expect(frames.length).toBe(25)
    const at = (frame: number, x: number, y: number) => [
      ...frames[frame]!.subarray((y * 516 + x) * 3, (y * 516 + x) * 3 + 3),
    ]
    // The middle of the left edge of frame 10: x = 4 · (30 + 10), a pixel outside; y along the dash.
    const edge = [...Array(40).keys()].map((i) => at(10, 159, 200 + i))
    const yellow = edge.filter(([red, green, blue]) => red! > 190 && green! > 180 && blue! < 120)
    const halo = edge.filter(([red, green]) => red! < 110 && green! < 110)
    expect(yellow.length).toBeGreaterThan(12)
    expect(halo.length).toBeGreaterThan(4)
    const near = (values: number[], wanted: number) => values.every((value) => Math.abs(value - wanted) < 12)
    expect(near(at(10, 220, 220), 128)).toBe(true)
    expect(near(at(0, 400, 60), 128)).toBe(true)
    expect(describeStream(path.join(folder, 'clip.mp4'))).toMatch(/h264.*yuv420p\(tv, bt709.*516x508.*10 fps/)
    const bytes = fs.readFileSync(path.join(folder, 'clip.mp4'))
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  })

  it('keeps its colours through the conversion', async () => {
    const colours = [
      [200, 30, 40],
      [20, 160, 60],
      [40, 60, 220],
    ]
    const rgb = new Uint8Array(128 * 128 * 3 * 3)
    for (const [frame, colour] of colours.entries())
      for (let i = 0; i < 128 * 128; i += 1) rgb.set(colour, (frame * 128 * 128 + i) * 3)
    const plan = input('colours.mp4', {
      pictures: { kind: 'clip', rgb },
      width: 128,
      height: 128,
      frames: 3,
      tracks: [],
      options: { ...options, frameNumber: false },
    })
    await writeFilm(plan, quietWork())
    const frames = plainDecode(ffmpeg, plan.out, 512 * 512 * 3)
    for (const [i, colour] of colours.entries())
      for (const [channel, value] of colour.entries())
        expect(Math.abs(frames[i]![512 * 256 * 3 + 256 * 3 + channel]! - value)).toBeLessThan(6)
  })

  it('never takes the place of a file unless told to', async () => {
    fs.writeFileSync(path.join(folder, 'mine.mp4'), 'precious')
    await expect(writeFilm(input('mine.mp4'), quietWork())).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(fs.readFileSync(path.join(folder, 'mine.mp4'), 'utf8')).toBe('precious')
    await writeFilm(input('mine.mp4', { replace: true }), quietWork())
    expect(fs.statSync(path.join(folder, 'mine.mp4')).size).toBeGreaterThan(1000)
  })
})

describe('a film that fails', () => {
  const left = (name: string) => fs.readdirSync(folder).filter((entry) => entry.includes(name))

  it('leaves nothing when it is cancelled, and no ffmpeg', async () => {
    const controller = new AbortController()
    const seen: Progress[] = []
    const writing = writeFilm(long('cancelled.mp4'), {
      ...quietWork(controller.signal),
      progress(progress) {
        seen.push(progress)
        if (progress.done > 20) controller.abort()
      },
    })
    await expect(writing).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(seen.at(-1)!.phase).toMatch(/^Writing the film, \d+ frames a second$/)
    expect(left('cancelled')).toEqual([])
    expect(childrenNamed('ffmpeg')).toEqual([])
  })

  it('says how ffmpeg ended when somebody kills it', async () => {
    let killed = false
    const writing = writeFilm(long('killed.mp4'), {
      ...quietWork(),
      progress() {
        const [encoder] = childrenNamed('ffmpeg')
        if (encoder && !killed) process.kill(encoder.pid, 'SIGKILL')
        killed = true
      },
    })
    await expect(writing).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringContaining('ffmpeg was ended by SIGKILL') as string,
    })
    expect(left('killed')).toEqual([])
  })

  it('tells the last words of an ffmpeg that gives up', async () => {
    const wrapper = path.join(folder, 'stubborn-ffmpeg')
    fs.writeFileSync(wrapper, `#!/bin/sh\nexec "${ffmpeg.path}" -no_such_option 1 "$@"\n`, { mode: 0o755 })
    const writing = writeFilm(input('words.mp4', { ffmpeg: { ...ffmpeg, path: wrapper } }), quietWork())
    await expect(writing).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringMatching(/ffmpeg ended with status \d+: .*no_such_option/) as string,
    })
    expect(left('words')).toEqual([])
  })

  it('leaves nothing when the file may grow no further', async () => {
    const wrapper = path.join(folder, 'bounded-ffmpeg')
    fs.writeFileSync(wrapper, `#!/bin/sh\nulimit -f 100\nexec "${ffmpeg.path}" "$@"\n`, { mode: 0o755 })
    const plan = long('bounded.mp4')
    await expect(
      writeFilm({ ...plan, ffmpeg: { ...ffmpeg, path: wrapper } }, quietWork()),
    ).rejects.toMatchObject({ code: 'TOOL_FAILED' })
    expect(left('bounded.mp4')).toEqual([])
  })

  it('is not kept when frames are missing, though ffmpeg ended well', async () => {
    const short = input('short.mp4', { frames: 30 })
    await expect(writeFilm(short, quietWork())).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringMatching(/25 frames instead of 30/) as string,
    })
    expect(left('short')).toEqual([])
  })
})

describe('the export of a video', () => {
  it('is a job in a thread: film, plan, artifact with ranges', async () => {
    const detections = Float32Array.from([...Array(60).keys()].flatMap((frame) => [frame, 30, 40, 40, 30, 1]))
    const { video } = await engine.film(films['a quarter turn']!(ffmpeg, folder), [
      { detections, label: 'persistent' },
    ])
    const plan = engine.media.filmPlan({ video })
    expect(plan).toMatchObject({
      folder: path.join(engine.catalogue.folder, 'exports'),
      name: 'film.mp4',
      what: '125 frames, 540 × 960, 25 fps, 1 track',
    })
    const { job } = engine.media.film({ video, options, out: null, replace: false })
    const done = await engine.jobs.finished(job)
    expect(done).toMatchObject({ state: 'done', result: { frames: 125, width: 540, height: 960, tracks: 1 } })
    const [artifact] = done.artifacts
    expect(plainDecode(ffmpeg, artifact!.path, 540 * 960 * 3).length).toBe(125)
    const part = await engine.get(artifact!.media!, 'bytes=0-99')
    expect(part).toMatchObject({ status: 206, body: { file: artifact!.path, start: 0, end: 99 } })
    expect(part.headers['content-type']).toBe('video/mp4')
    expect(engine.media.filmPlan({ video }).name).toBe('film 2.mp4')
  })

  it('shows only what the current run keeps, and asks for a run first', async () => {
    const detections = Float32Array.from([...Array(60).keys()].flatMap((frame) => [frame, 30, 40, 40, 30, 1]))
    const { video, tracks } = await engine.film(films['odd sizes']!(ffmpeg, folder), [
      { detections },
      { detections },
    ])
    const kept = {
      video,
      options: { ...options, onlyKept: 0.5 },
      out: path.join(folder, 'kept.mp4'),
      replace: false,
    }
    expect(() => engine.media.film(kept)).toThrow('No run has scored the tracks yet.')
    const run = engine.catalogue.runs.add(aRun())
    engine.catalogue.predictions.write(run, [
      aPrediction(tracks[0]!, 0.9, 60),
      aPrediction(tracks[1]!, 0.2, 60),
    ])
    engine.catalogue.predictions.show(run)
    const done = await engine.jobs.finished(engine.media.film(kept).job)
    expect(done).toMatchObject({ state: 'done', result: { tracks: 1, frames: 125 } })
  })

  it('that is cancelled leaves no file', async () => {
    const { video } = await engine.film(films['29.97 a second']!(ffmpeg, folder))
    const out = path.join(folder, 'never.mp4')
    const { job } = engine.media.film({ video, options, out, replace: false })
    await expect.poll(() => engine.jobs.get(job).state).toBe('running')
    engine.jobs.cancel(job)
    expect((await engine.jobs.finished(job)).state).toBe('cancelled')
    expect(fs.readdirSync(folder).filter((name) => name.includes('never'))).toEqual([])
  })
})
