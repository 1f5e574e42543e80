/** Imports through the real engine: real sequences, films, and what stops an import. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/createEngine.ts'
import { ImportInput } from '../../src/shared/contract/interchange.ts'
import type { Job } from '../../src/shared/jobs.ts'
import { type TestFolder, testFolder } from '../support/mot.ts'
import { realSequence, realTracks, vtestFilm, vtestTracks } from '../support/realData.ts'

let folder: TestFolder
let engine: Engine
beforeEach(async () => {
  folder = testFolder()
  engine = await createEngine({ home: path.join(folder.folder, 'home'), holder: 'Tracksieve (test)' })
  await engine.faces.workspace.routes.create({ folder: path.join(folder.folder, 'a') })
})
afterEach(async () => {
  await engine.close()
  folder.remove()
})

const start = (input: object): number => engine.faces.interchange.start(ImportInput.parse(input)).job
const importing = (input: object): Promise<Job> => engine.faces.jobs.finished(start(input))
const catalogue = () => engine.faces.workspace.catalogue()
const contents = () => ({
  sources: catalogue().sources.list().length,
  videos: catalogue().videos.count(),
  tracks: catalogue().tracks.count(),
})
const nothing = { sources: 0, videos: 0, tracks: 0 }

describe('a tracks file', () => {
  it('becomes a source with a video that holds all of its boxes', async () => {
    const job = await importing({ files: [vtestTracks] })
    expect(job).toMatchObject({
      state: 'done',
      result: { tracks: 499, boxes: 5456, videos: 1, left_out: {} },
    })
    expect(job.result.notes).toEqual([
      expect.stringMatching(/vtest_mog2: no film was given/),
      expect.stringMatching(/size not known; \d+ × \d+ pixels/),
      expect.stringMatching(/frame rate not known; 10 frames a second/),
    ])
    expect(contents()).toEqual({ sources: 1, videos: 1, tracks: 499 })
    const [video] = catalogue().videos.list()
    expect(video).toMatchObject({ name: 'vtest_mog2', media: 'none', frames: 795, fps: 10 })
  })

  it('is refused whole for one wrong line, and may be read without it', async () => {
    const file = folder.write('walk.txt', '1,1,1,1,5,5,1\n2,1,1,1,0,5,1\n')
    expect(await importing({ files: [file] })).toMatchObject({
      state: 'failed',
      error: { code: 'VALIDATION', message: expect.stringContaining('walk.txt, line 2') as string },
    })
    expect(contents()).toEqual(nothing)
    const job = await importing({ files: [file], skipBadRows: true })
    expect(job.result).toMatchObject({ boxes: 1, left_out: { 'lines: no size': 1 } })
  })

  it('beside a wrong one is not imported alone', async () => {
    const files = [folder.write('a.txt', '1,1,1,1,5,5,1\n'), folder.write('b.txt', 'no tracks\n')]
    expect((await importing({ files })).state).toBe('failed')
    expect(contents()).toEqual(nothing)
  })

  it('with scores that are no shares comes without scores and a note', async () => {
    const job = await importing({ files: [folder.write('a.txt', '1,1,1,1,5,5,87.3\n2,1,1,1,5,5,-0.2\n')] })
    expect(job.result.notes).toContainEqual(expect.stringMatching(/scores range from -0\.2 to 87\.3/))
    expect(catalogue().tracks.row(1)?.detector).toBeNull()
  })

  it('leaves nothing when cancelled', async () => {
    const rows = Array.from(
      { length: 400_000 },
      (_, i) => `${i + 1},${i % 900},1,2,3,4,0.25,-1,-1,-1\n`,
    ).join('')
    const job = start({ files: [folder.write('long.txt', rows)] })
    setTimeout(() => engine.faces.jobs.cancel(job), 50)
    expect((await engine.faces.jobs.finished(job)).state).toBe('cancelled')
    expect(contents()).toEqual(nothing)
  })
})

describe('labels and truth', () => {
  it('become first labels; the truth fills what a person left open', async () => {
    const file = folder.write('a.txt', '1,1,0,0,10,10,1\n1,2,0,50,10,10,1\n1,3,90,90,10,10,1\n')
    const groundTruth = folder.write('gt.txt', '1,1,0,0,10,10,1,1,1\n1,2,0,50,10,10,0,1,1\n')
    const labels = folder.write('l.csv', 'sequence,track_id,label\na,3,unsure\nother,1,noise\n')
    expect(await importing({ files: [file], groundTruth, labels })).toMatchObject({ state: 'done' })
    const rows = [1, 2, 3].map((id) => catalogue().tracks.get(id)!)
    expect(rows.map(({ label, truth }) => [label, truth])).toEqual([
      ['persistent', 'persistent'],
      ['unsure', null],
      ['unsure', 'noise'],
    ])
    expect(catalogue().labels.history(1)).toMatchObject([{ from: null, to: 'persistent', reason: 'import' }])
  })

  it('without a sequence column are refused for several sequences', async () => {
    const files = [folder.write('a.txt', '1,1,0,0,10,10,1\n'), folder.write('b.txt', '1,1,0,0,10,10,0.5\n')]
    const job = await importing({ files, labels: folder.write('l.csv', 'track_id,label\n1,noise\n') })
    expect(job.error?.message).toMatch(/no column sequence/)
  })
})

describe('films', () => {
  it('give their frames, size and rate to their tracks; imported twice they stay one video', async (test) => {
    const film = vtestFilm()
    const pets = realSequence('PETS09-S2L1-FRCNN')
    if (!film) return test.skip('vtest.avi of opencv-doc is not here')
    expect(await importing({ files: [vtestTracks], video: film })).toMatchObject({ state: 'done' })
    const [video] = catalogue().videos.list()
    expect(video).toMatchObject({ media: 'film', width: 768, height: 576, frames: 795, fps: 10, tracks: 499 })
    if (!pets) return
    const job = await importing({ files: [pets], video: film, fps: 7 })
    expect(job.result).toMatchObject({ tracks: 150, boxes: 4359, videos: 1 })
    expect(job.result.notes).toContainEqual(expect.stringMatching(/in the catalogue already, at 10/))
    expect(contents()).toEqual({ sources: 2, videos: 1, tracks: 649 })
  })

  it('shorter than their tracks are refused with numbers', async (test) => {
    const film = vtestFilm()
    if (!film) return test.skip('vtest.avi of opencv-doc is not here')
    const file = folder.write('walk.txt', '795,1,1,1,5,5,1\n796,1,1,1,5,5,1\n900,1,1,1,5,5,1\n')
    const { error } = await importing({ files: [file], video: film })
    expect(error).toMatchObject({ code: 'VALIDATION' })
    expect(error?.message).toMatch(/frame 900, but vtest\.avi has only 795 frames: 2 boxes/)
    expect(contents()).toEqual(nothing)
  })

  it('that are none are refused', async () => {
    const video = folder.write('walk.avi', 'this is no film')
    const file = folder.write('walk.txt', '1,1,1,1,5,5,1\n')
    expect((await importing({ files: [file], video })).error?.code).toBe('UNSUPPORTED_MEDIA')
    // Found beside its tracks it counts as well.
    expect((await importing({ files: [file] })).error?.code).toBe('UNSUPPORTED_MEDIA')
    expect(contents()).toEqual(nothing)
  })
})

describe('real sequences', () => {
  it('come in with all of their tracks, boxes and labels, and are inspected before', async (test) => {
    const all = realTracks()
    if (!all) return test.skip('the real sequences are not here')
    const names = fs.readdirSync(all).filter((name) => fs.existsSync(path.join(all, name, `${name}.txt`)))
    const lines = (file: string): string[] => fs.readFileSync(file, 'utf8').trim().split('\n')
    const expected = names.map((name) => ({ name, boxes: lines(path.join(all, name, `${name}.txt`)).length }))
    const inspected = await engine.faces.interchange.inspect(ImportInput.parse({ files: [all] }))
    expect(inspected.problems).toEqual([])
    expect(inspected.sequences.map(({ name, boxes }) => ({ name, boxes }))).toEqual(expected)
    expect(contents()).toEqual(nothing)

    const job = await importing({ files: [all] })
    const sequences = job.result.sequences as {
      name: string
      labels: Record<string, number>
      tracks: number
    }[]
    expect(sequences).toHaveLength(names.length)
    for (const { name, labels, tracks } of sequences) {
      const file = path.join(all, name, 'labels.csv')
      if (!fs.existsSync(file)) continue
      const [header, ...rows] = lines(file).map((line) => line.split(','))
      const column = header!.indexOf('label')
      const counts: Record<string, number> = {}
      for (const row of rows) {
        const label = row[column] === 'ignored' ? 'unsure' : row[column]!
        counts[label] = (counts[label] ?? 0) + 1
      }
      expect([name, labels, tracks]).toEqual([name, counts, rows.length])
    }
    const hard = sequences.filter(({ name }) => /^(KITTI-13|TUD-Campus|TUD-Stadtmitte)-FRCNN$/.test(name))
    const sum = (label: string): number => hard.reduce((total, { labels }) => total + (labels[label] ?? 0), 0)
    expect([sum('persistent'), sum('noise') + sum('brief'), sum('unsure')]).toEqual([133, 146, 44])
  })
})
