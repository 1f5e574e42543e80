import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import {
  addSource,
  addTracks,
  aPrediction,
  aRun,
  aTrack,
  aVideo,
  detectionsOf,
  temporaryCatalogue,
} from '../../support/catalogue.ts'

let catalogue: OpenCatalogue
let remove: () => void
beforeEach(() => {
  ;({ catalogue, remove } = temporaryCatalogue({ clock: () => 1234 }))
})
afterEach(() => remove())

describe('tracks', () => {
  it('come back as they were written, boxes bit for bit', () => {
    const source = addSource(catalogue)
    const video = catalogue.videos.add(aVideo(source))
    const detections = Float32Array.from([
      3,
      0.1,
      -2.5,
      1e-7,
      4e6,
      0.3,
      4,
      1,
      2,
      3,
      4,
      Number.NaN,
      9,
      1,
      2,
      3,
      4,
      1,
    ])
    const track = aTrack(video, source, 12, { detections, truth: 'noise', label: 'unsure' })
    const [id] = catalogue.tracks.addMany([track], 'ada', 'import')
    const read = catalogue.tracks.get(id!)!
    expect({ ...read, detections: [...read.detections] }).toEqual({
      ...track,
      id,
      detections: [...detections],
    })
    expect(catalogue.tracks.ofVideo(video)).toEqual([read])
    expect(catalogue.tracks.row(id!)).toMatchObject({
      boxes: 3,
      gaps: 1,
      first: 3,
      last: 9,
      videoFrames: 100,
      label: 'unsure',
    })
  })

  it('of one video and source have numbers of their own: a second one refuses the whole call', () => {
    const { source, video } = addTracks(catalogue, 3)
    const call = () =>
      catalogue.tracks.addMany([aTrack(video, source, 50), aTrack(video, source, 3)], 'ada', 'import')
    expect(call).toThrow(
      expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('Track 3 ') as string }),
    )
    expect(catalogue.tracks.count()).toBe(3)
    const other = addSource(catalogue, 'another tracker on the same film')
    expect(catalogue.tracks.addMany([aTrack(video, other, 3)], 'ada', 'import')).toHaveLength(1)
  })

  it('stream by ascending id: all, labelled ones, those of sources, those after one; and can be written meanwhile', () => {
    const first = addTracks(catalogue, 1201)
    const second = addTracks(catalogue, 700)
    catalogue.labels.set(second.ids.slice(0, 600), 'brief', 'ada', 'bulk')
    catalogue.labels.set([first.ids[7]!], 'noise', 'ada', 'verdict')
    const ids = (options: Parameters<OpenCatalogue['tracks']['each']>[0]) =>
      [...catalogue.tracks.each(options)].map(({ id }) => id)
    expect(ids({ labelled: false })).toEqual([...first.ids, ...second.ids])
    expect(ids({ labelled: true })).toEqual([first.ids[7], ...second.ids.slice(0, 600)])
    expect(ids({ labelled: true, sources: [first.source] })).toEqual([first.ids[7]])
    expect(ids({ labelled: false, sources: [second.source], afterId: second.ids[598] })).toEqual(
      second.ids.slice(599),
    )
    expect(ids({ labelled: false, sources: [] })).toEqual([])
    let seen = 0
    for (const { id } of catalogue.tracks.each({ labelled: false })) {
      if (seen % 300 === 0) catalogue.labels.set([id], 'unsure', 'ada', 'verdict')
      seen += 1
    }
    expect(seen).toBe(1901)
  })

  it('that do not exist are undefined, or left out of rows', () => {
    const { ids } = addTracks(catalogue, 2)
    expect([catalogue.tracks.get(99), catalogue.tracks.row(99)]).toEqual([undefined, undefined])
    expect(catalogue.tracks.rows([ids[1]!, 99, ids[0]!]).map(({ id }) => id)).toEqual([ids[1], ids[0]])
  })
})

describe('videos', () => {
  it('come back with their film and their number of tracks, and a film is found by its content', () => {
    const source = addSource(catalogue)
    const film = { path: '/films/a.avi', bytes: 5_000_000_000, fingerprint: 'abc' }
    const video = aVideo(source, { media: 'film', film, fps: 29.97 })
    const id = catalogue.videos.add(video)
    const clip = catalogue.videos.add(aVideo(source, { media: 'clip', clipKind: 'mixed', clipIndex: 0 }))
    catalogue.tracks.addMany([aTrack(id, source, 1)], 'ada', 'import')
    expect(catalogue.videos.get(id)).toEqual({ ...video, id, tracks: 1 })
    catalogue.videos.setFilmPath(id, '/elsewhere/a.avi')
    expect(catalogue.videos.findFilm('abc')).toMatchObject({
      id,
      film: { ...film, path: '/elsewhere/a.avi' },
    })
    expect(catalogue.videos.findFilm('abd')).toBeUndefined()
    expect(catalogue.videos.ofSource(source).map((each) => each.id)).toEqual([id, clip])
    expect(catalogue.videos.count()).toBe(2)
    expect(catalogue.sources.list()).toMatchObject([{ id: source, createdAt: 1234, videos: 2, tracks: 1 }])
  })
})

describe('predictions', () => {
  it('come back with every step, replace older ones, and only the shown run is listed', () => {
    const { ids } = addTracks(catalogue, 4)
    const [one, two] = [catalogue.runs.add(aRun()), catalogue.runs.add(aRun())]
    const steps = { stepScores: Float32Array.from([0.1, 0.2]), attention: Float32Array.from([0.5, 0.5]) }
    const prediction = { ...aPrediction(ids[0]!, 0.15), ...steps, loss: 0.7 }
    catalogue.predictions.write(one, [aPrediction(ids[0]!, 0.9), aPrediction(ids[1]!, 0.8)])
    catalogue.predictions.write(one, [prediction])
    catalogue.predictions.write(two, [aPrediction(ids[2]!, 0.4)])
    expect(catalogue.predictions.get(one, ids[0]!)).toEqual(prediction)
    expect(catalogue.predictions.get(two, ids[0]!)).toBeUndefined()
    expect([...catalogue.predictions.ofRun(one)].map(({ track }) => track)).toEqual([ids[0], ids[1]])
    expect(catalogue.predictions.unscored(one)).toBe(2)
    const scores = () => catalogue.tracks.rows(ids).map(({ score }) => score)
    expect(scores()).toEqual([null, null, null, null])
    catalogue.predictions.show(one)
    expect([catalogue.runs.current(), scores()]).toEqual([one, [0.15, 0.8, null, null]])
    catalogue.predictions.show(two)
    expect(scores()).toEqual([null, null, 0.4, null])
    catalogue.runs.remove(two)
    expect([catalogue.runs.current(), scores()]).toEqual([null, [null, null, null, null]])
    expect(catalogue.tracks.facets({}).predictions.none).toBe(4)
  })

  it('come back each its own when they are more than one statement takes', () => {
    const run = catalogue.runs.add(aRun())
    const many = addTracks(catalogue, 37).ids.map((id, i) => aPrediction(id, i / 40))
    catalogue.predictions.write(run, many)
    expect([...catalogue.predictions.ofRun(run)]).toEqual(many)
  })

  it('of a track that is not there are refused, with all of their call', () => {
    const { ids } = addTracks(catalogue, 1)
    const run = catalogue.runs.add(aRun())
    expect(() =>
      catalogue.predictions.write(run, [aPrediction(ids[0]!, 0.5), aPrediction(99, 0.5)]),
    ).toThrow()
    expect(catalogue.predictions.unscored(run)).toBe(1)
  })

  it('make the loss and the uncertainty of a row follow its label', () => {
    const { ids } = addTracks(catalogue, 1)
    const run = catalogue.runs.add(aRun())
    catalogue.predictions.write(run, [aPrediction(ids[0]!, 0.75)])
    catalogue.predictions.show(run)
    const row = () => catalogue.tracks.row(ids[0]!)!
    expect(row()).toMatchObject({ uncertainty: 0.5, loss: null })
    catalogue.labels.set(ids, 'persistent', 'ada', 'verdict')
    expect(row().loss).toBeCloseTo(-Math.log(0.75))
    catalogue.labels.set(ids, 'noise', 'ada', 'verdict')
    expect(row().loss).toBeCloseTo(-Math.log(0.25))
    catalogue.labels.set(ids, 'unsure', 'ada', 'verdict')
    expect(row().loss).toBeNull()
  })
})

describe('runs and jobs', () => {
  it('come back whole, change only what is said, and list the latest first', () => {
    const run = aRun({ split: { 7: 'test' }, seconds: 1.5, job: 3, error: null })
    const id = catalogue.runs.add(run)
    const later = catalogue.runs.add(aRun({ state: 'running' }))
    expect(catalogue.runs.get(id)).toEqual({ ...run, id })
    catalogue.runs.update(id, { bestEpoch: 4, error: 'it broke' })
    expect(catalogue.runs.get(id)).toEqual({ ...run, id, bestEpoch: 4, error: 'it broke' })
    expect(catalogue.runs.list().map((each) => each.id)).toEqual([later, id])
    expect(catalogue.runs.get(99)).toBeUndefined()
  })

  it('that were waiting or running are interrupted at the next start', () => {
    const job = {
      kind: 'train',
      title: 'Train',
      input: '{}',
      progress: null,
      error: null,
      artifacts: '[]',
      result: '{}',
      version: '1',
    }
    const times = { createdAt: 1, startedAt: null, endedAt: null }
    const states = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
    const ids = states.map((state) => catalogue.jobs.add({ ...job, ...times, state }))
    catalogue.jobs.update(ids[1]!, { progress: '{"done":1}', startedAt: 5 })
    expect(catalogue.jobs.interruptRunning()).toBe(2)
    expect(catalogue.jobs.list(3).map(({ state }) => state)).toEqual(['failed', 'cancelled', 'done'])
    expect(catalogue.jobs.get(ids[1]!)).toEqual({
      ...job,
      id: ids[1],
      state: 'interrupted',
      progress: '{"done":1}',
      createdAt: 1,
      startedAt: 5,
      endedAt: 1234,
    })
    expect(catalogue.jobs.interruptRunning()).toBe(0)
  })
})

describe('a transaction', () => {
  it('keeps all or nothing, over several repositories and in nested calls', () => {
    const { ids } = addTracks(catalogue, 2)
    expect(() =>
      catalogue.transaction(() => {
        addSource(catalogue, 'half an import')
        catalogue.labels.set(ids, 'noise', 'ada', 'bulk')
        expect(() => catalogue.labels.set([99], 'noise', 'ada', 'verdict')).toThrow()
        throw new Error('cancelled')
      }),
    ).toThrow('cancelled')
    expect(catalogue.sources.list()).toHaveLength(1)
    expect(catalogue.labels.counts().none).toBe(2)
    expect(catalogue.labels.undoState().undo).toBeNull()
    catalogue.transaction(() => catalogue.labels.set(ids, 'brief', 'ada', 'bulk'))
    expect(catalogue.labels.counts().brief).toBe(2)
    expect(catalogue.labels.lastAt()).toBe(1234)
  })
})

it('boxes are found by frame with rows of any length', () => {
  const source = addSource(catalogue)
  const video = catalogue.videos.add(aVideo(source))
  catalogue.tracks.addMany([aTrack(video, source, 1, { detections: detectionsOf(1, 4) })], 'ada', 'import')
  expect(catalogue.videos.boxes(video, 4, 4)).toHaveLength(1)
  expect(catalogue.videos.boxes(video, 5, 9)).toHaveLength(0)
})
