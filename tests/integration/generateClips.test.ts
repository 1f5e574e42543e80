import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import { clipScene, kindOfTracks } from '../../src/main/engine/synthesis/scene.ts'
import { TracksieveError } from '../../src/shared/errors.ts'
import { holder, temporaryCatalogue, temporaryFolder } from '../support/catalogue.ts'
import { aRecipe, clipEngine } from '../support/clips.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function setUp(workers?: Workers) {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = clipEngine(catalogue, workers)
  closing.push(engine.close, remove)
  return engine
}

const stored = (catalogue: OpenCatalogue, source: number) =>
  catalogue.videos.ofSource(source).map((video) => ({
    video,
    tracks: catalogue.tracks.ofVideo(video.id).sort((one, other) => one.number - other.number),
  }))

/** Real threads, of which `wrap` sees every call. */
function watched(wrap: (call: () => Promise<unknown>, number: number) => Promise<unknown>): Workers {
  const workers = createWorkers(1)
  let calls = 0
  return {
    run: (lane, task, input, work) =>
      wrap(() => workers.run(lane, task, input, work), (calls += 1)) as Promise<never>,
    close: () => workers.close(),
  }
}

describe('generating a set', () => {
  it('stores every clip with its tracks, their truth, and labels that say the same', async () => {
    const { face, jobs, catalogue } = setUp()
    const recipe = aRecipe({ clutter: 0.2 })
    const job = await jobs.finished(face.start({ recipe }).job)

    expect(job).toMatchObject({ state: 'done', title: 'Generate 100 clips' })
    expect(job.progress).toEqual({ phase: 'generating', done: 100, total: 100, unit: 'clips' })
    const { source, tracks } = job.result as { source: number; tracks: number }
    expect(job.result).toMatchObject({
      clips: 100,
      kinds: { persistent: 40, brief: 40, noise: 10, mixed: 10 },
    })
    expect(catalogue.sources.get(source)).toMatchObject({ name: 'quick, seed 42', kind: 'generated' })
    expect(catalogue.tracks.count()).toBe(tracks)
    for (const { video, tracks: found } of stored(catalogue, source)) {
      const scene = clipScene(recipe, video.clipIndex!)
      expect(video).toMatchObject({ media: 'clip', width: 128, height: 128, frames: 25, fps: 10 })
      expect(video.clipKind).toBe(kindOfTracks(scene.tracks))
      expect(
        found.map(({ number, truth, label, detections }) => ({ number, truth, label, detections })),
      ).toEqual(scene.tracks.map(({ class: _, ...track }) => ({ ...track, label: track.truth })))
    }
    const [first] = stored(catalogue, source)[0]!.tracks
    expect(catalogue.labels.history(first!.id)).toMatchObject([{ to: first!.truth, reason: 'generator' }])
  })

  it('leaves as many tracks without a label as asked for, the same ones every time', async () => {
    const { face, jobs, catalogue } = setUp()
    const bare: string[][] = []
    for (const name of ['one', 'other']) {
      const job = await jobs.finished(
        face.start({ recipe: aRecipe({ count: 450 }), name, unlabelled: 60 }).job,
      )
      const found = stored(catalogue, job.result['source'] as number).flatMap(({ video, tracks }) =>
        tracks.filter(({ label }) => label === null).map(({ number }) => `${video.clipIndex}/${number}`),
      )
      bare.push(found)
    }
    expect(bare[0]!.length).toBe(60)
    expect(bare[1]).toEqual(bare[0])
    expect(new Set(bare[0]!.map((place) => place.split('/')[0])).size).toBeGreaterThan(30)
  })

  it('asks whether so many clips are meant, and says what they would take', () => {
    const { face, jobs } = setUp()
    const recipe = aRecipe({ count: 1_000_000_000 })
    expect(() => face.start({ recipe })).toThrow(/1,000,000,000 clips would take .* GiB in the catalogue/)
    expect(jobs.list()).toEqual([])
  })

  it('refuses a recipe before a job begins', () => {
    const { face, jobs } = setUp()
    const recipe = aRecipe({ kinds: { persistent: 0, brief: 0, noise: 0, mixed: 0 } })
    expect(() => face.start({ recipe })).toThrow(/at least one clip/)
    expect(jobs.list()).toEqual([])
  })

  it('leaves nothing of a set that was cancelled in the middle', async () => {
    const { face, jobs, catalogue } = setUp()
    const { job } = face.start({ recipe: aRecipe({ preset: 'classic', count: 20_000 }) })
    for await (const event of jobs.watch()) {
      if (event.type !== 'progress' || event.progress.done < 100) continue
      expect(catalogue.videos.count()).toBeGreaterThan(0)
      jobs.cancel(job)
      break
    }
    const ended = await jobs.finished(job)
    expect(ended.state).toBe('cancelled')
    expect(ended.progress!.done).toBeLessThan(20_000)
    expect([catalogue.sources.list(), catalogue.videos.count(), catalogue.tracks.count()]).toEqual([[], 0, 0])
  })

  it('leaves nothing of a set whose making failed, and says why', async () => {
    const broken = watched((call, number) =>
      number < 2
        ? call()
        : Promise.reject(new TracksieveError('OUT_OF_MEMORY', 'The memory did not suffice.')),
    )
    const { face, jobs, catalogue } = setUp(broken)
    const job = await jobs.finished(face.start({ recipe: aRecipe({ count: 900 }) }).job)
    expect(job).toMatchObject({ state: 'failed', error: { code: 'OUT_OF_MEMORY' } })
    expect([catalogue.sources.list(), catalogue.tracks.count()]).toEqual([[], 0])
  })
})

describe('a set whose engine was killed', () => {
  it('is gone on with to the very set that it would have been', async () => {
    const { folder, remove } = temporaryFolder()
    closing.push(remove)
    const place = path.join(folder, 'killed.tracksieve')
    createCatalogue(place, holder).close()
    const script = path.resolve('tests/support/generateUntilKilled.ts')
    const child = spawn(process.execPath, [script, place], { stdio: ['ignore', 'pipe', 'inherit'] })
    let job = 0
    for await (const line of createInterface({ input: child.stdout })) {
      const [id, done] = line.split(' ').map(Number)
      job = id!
      if (done! >= 300) child.kill('SIGKILL')
    }

    const catalogue = openCatalogue(place, holder)
    const engine = clipEngine(catalogue)
    closing.unshift(engine.close, () => catalogue.close())
    const left = catalogue.videos.count()
    expect(left).toBeGreaterThanOrEqual(300)
    expect(left).toBeLessThan(5000)
    expect(left % 50).toBe(0)
    catalogue.jobs.interruptRunning()
    engine.jobs.resume(job)
    const resumed = await engine.jobs.finished(job)

    const whole = setUp()
    const fresh = await whole.jobs.finished(whole.face.start({ recipe: aRecipe({ count: 5000 }) }).job)
    expect(resumed.state).toBe('done')
    expect(resumed.result).toEqual(fresh.result)
    expect(catalogue.sources.list().length).toBe(1)
    expect(catalogue.videos.list()).toEqual(whole.catalogue.videos.list())
    expect([...catalogue.tracks.each({ labelled: false })]).toEqual([
      ...whole.catalogue.tracks.each({ labelled: false }),
    ])
  })
})

describe('a set that another generator began', () => {
  it('is not gone on with: the job makes it anew', async () => {
    const { face, jobs, catalogue } = setUp()
    const detail = JSON.stringify({ generator: 0, recipe: aRecipe(), job: 1 })
    catalogue.sources.add({ name: 'begun', kind: 'generated', detail })
    const job = await jobs.finished(face.start({ recipe: aRecipe({ count: 10 }), name: 'anew' }).job)
    expect(job.id).toBe(1)
    expect(catalogue.sources.list()).toMatchObject([{ name: 'anew', videos: 10 }])
  })
})

describe('before a set is made', () => {
  it('its cost is told', () => {
    const { face } = setUp()
    expect(face.estimate(aRecipe({ preset: 'classic' }))).toMatchObject({
      clips: 2500,
      kinds: { persistent: 1000, brief: 1000, noise: 250, mixed: 250 },
      npyBytes: 3_072_000_000,
    })
  })

  it('its clips can be looked at, from any index on', () => {
    const { face, previews } = setUp()
    const recipe = aRecipe({ size: 1024, frames: 10 })
    const shown = face.preview({ recipe, count: 4, from: 98 })
    expect(shown.map(({ index }) => index)).toEqual([98, 99, 0, 1])
    for (const { index, kind, media, frames, width, height } of shown) {
      expect(kind).toBe(clipScene(recipe, index).kind)
      expect([frames, width, height]).toEqual([10, 192, 192])
      const [, id] = /^preview-([0-9a-f]+)-192$/.exec(media)!
      expect(previews.get(id!)).toEqual({ recipe, index })
    }
    expect(face.preview({ recipe: aRecipe({ count: 2 }), count: 12, from: 0 }).length).toBe(2)
  })
})

describe('the trivial rule', () => {
  it('counts the bright pixels of every clip once and says how well one threshold does', async () => {
    let calls = 0
    const { face, jobs, catalogue } = setUp(
      watched((call) => {
        calls += 1
        return call()
      }),
    )
    const job = await jobs.finished(face.start({ recipe: aRecipe() }).job)
    const source = job.result['source'] as number
    const rule = await face.brightPixels({ source })
    expect(rule.clips).toBe(100)
    // The published kind of set is trivial: this is what the window warns of.
    expect(rule.accuracy).toBe(1)
    const counts = await face.brightCounts(catalogue.videos.ofSource(source))
    for (const video of catalogue.videos.ofSource(source))
      expect(counts.get(video.id)! >= rule.threshold).toBe(['persistent', 'mixed'].includes(video.clipKind!))
    const before = calls
    expect(await face.brightPixels({ source })).toEqual(rule)
    expect(calls).toBe(before)
  })

  it('is refused for what holds no clips', async () => {
    const { face, catalogue } = setUp()
    const source = catalogue.sources.add({ name: 'a film', kind: 'imported', detail: '{}' })
    await expect(face.brightPixels({ source })).rejects.toMatchObject({
      code: 'VALIDATION',
      message: '“a film” holds no clips.',
    })
    await expect(face.brightPixels({ source: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
