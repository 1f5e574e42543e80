import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import { createLibraryFace } from '../../../src/main/engine/library/library.ts'
import { Track, TrackRow } from '../../../src/shared/contract/tracks.ts'
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
let face: ReturnType<typeof createLibraryFace>
beforeEach(() => {
  ;({ catalogue, remove } = temporaryCatalogue())
  face = createLibraryFace({ catalogue: () => catalogue, author: () => 'ada' })
})
afterEach(() => remove())

const byNumber = { by: 'number', descending: false } as const
const refusal = (code: string, more = {}): unknown => expect.objectContaining({ code, ...more })

describe('a list of tracks', () => {
  it('keeps its order while labels change, and shows the labels of now', () => {
    const { ids } = addTracks(catalogue, 30)
    catalogue.labels.set(ids.slice(10, 20), 'noise', 'ada', 'bulk')
    const list = face.tracks.open({ filter: { labels: ['noise'] }, sort: byNumber })
    expect(list.total).toBe(10)
    face.labels.set({ tracks: [ids[12]!], label: 'brief' })
    const page = face.tracks.page({ list: list.list, start: 0, count: 100 })
    expect(page.map(({ id }) => id)).toEqual(ids.slice(10, 20))
    expect(page[2]!.label).toBe('brief')
    expect(TrackRow.array().parse(page)).toEqual(page)
    expect(face.tracks.open({ filter: { labels: ['noise'] }, sort: byNumber }).total).toBe(9)
  })

  it('gives any page, and nothing behind the end', () => {
    const { ids } = addTracks(catalogue, 30)
    const { list } = face.tracks.open({ filter: {}, sort: { by: 'number', descending: true } })
    expect(face.tracks.page({ list, start: 28, count: 10 }).map(({ id }) => id)).toEqual([ids[1], ids[0]])
    expect(face.tracks.page({ list, start: 30, count: 10 })).toEqual([])
  })

  it('says where a track is, null where it is not', () => {
    const { ids } = addTracks(catalogue, 5)
    const { list } = face.tracks.open({ filter: {}, sort: { by: 'number', descending: true } })
    expect(face.tracks.find({ list, track: ids[4]! })).toEqual({ position: 0 })
    expect(face.tracks.find({ list, track: 12_345 })).toEqual({ position: null })
  })

  it('comes with the page that holds a track, or the nearest place to it', () => {
    const { ids } = addTracks(catalogue, 30)
    const open = (labels: 'noise'[] | undefined, show: { track: number | null; position: number }) =>
      face.tracks.open({ filter: { labels }, sort: byNumber, show: { ...show, count: 10 } }).shown!
    const shown = open(undefined, { track: ids[17]!, position: 3 })
    expect(shown).toMatchObject({ position: 17, start: 10 })
    expect(shown.rows.map(({ id }) => id)).toEqual(ids.slice(10, 20))
    catalogue.labels.set(ids.slice(0, 12), 'noise', 'ada', 'bulk')
    expect(open(['noise'], { track: ids[17]!, position: 17 })).toMatchObject({ position: 11, start: 10 })
    expect(open(['noise'], { track: null, position: 0 }).rows).toHaveLength(10)
    expect(open([], { track: ids[17]!, position: 17 })).toEqual({ position: 0, start: 0, rows: [] })
    expect(face.tracks.open({ filter: {}, sort: byNumber })).not.toHaveProperty('shown')
  })

  it('names at most 24 places, the first and the last among them, with the values there', () => {
    addTracks(catalogue, 100)
    const { ticks } = face.tracks.open({ filter: {}, sort: byNumber })
    expect(ticks).toHaveLength(24)
    expect([ticks[0], ticks.at(-1)]).toEqual([
      { position: 0, value: 1 },
      { position: 99, value: 100 },
    ])
    const scores = face.tracks.open({ filter: {}, sort: { by: 'score', descending: true } })
    expect(new Set(scores.ticks.map(({ value }) => value))).toEqual(new Set([null]))
    expect(face.tracks.open({ filter: { labels: [] }, sort: byNumber })).toMatchObject({
      total: 0,
      ticks: [],
    })
  })

  it('is gone after eight newer ones, and says to open it again', () => {
    addTracks(catalogue, 3)
    const open = () => face.tracks.open({ filter: {}, sort: byNumber }).list
    const first = open()
    for (let i = 0; i < 7; i += 1) open()
    expect(face.tracks.page({ list: first, start: 0, count: 1 })).toHaveLength(1)
    for (let i = 0; i < 8; i += 1) open()
    expect(() => face.tracks.page({ list: first, start: 0, count: 1 })).toThrow(
      refusal('NOT_FOUND', { retryable: true }),
    )
  })

  it('is gone when another catalogue is open or its tracks were removed', () => {
    const { source } = addTracks(catalogue, 3)
    const { list } = face.tracks.open({ filter: {}, sort: byNumber })
    catalogue.sources.remove(source)
    expect(() => face.tracks.page({ list, start: 0, count: 3 })).toThrow(
      refusal('NOT_FOUND', { retryable: true }),
    )
    const other = temporaryCatalogue()
    const before = catalogue
    catalogue = other.catalogue
    expect(() => face.tracks.find({ list, track: 1 })).toThrow(refusal('NOT_FOUND', { retryable: true }))
    catalogue = before
    other.remove()
  })
})

describe('one track', () => {
  it('comes with its boxes, history, scores and attention a box', () => {
    const source = addSource(catalogue)
    const video = catalogue.videos.add(aVideo(source))
    const [id] = catalogue.tracks.addMany(
      [aTrack(video, source, 7, { truth: 'brief', detections: detectionsOf(2, 3) })],
      'x',
      'import',
    )
    const run = catalogue.runs.add(aRun())
    catalogue.predictions.write(run, [aPrediction(id!, 0.25, 2)])
    expect(face.tracks.get({ track: id! })).toMatchObject({
      run: null,
      stepScores: null,
      attention: null,
      score: null,
    })
    catalogue.predictions.show(run)
    face.labels.set({ tracks: [id!], label: 'persistent' })
    const track = face.tracks.get({ track: id! })
    expect(Track.parse(track)).toEqual(track)
    expect(track).toMatchObject({
      number: 7,
      truth: 'brief',
      run,
      stepScores: [0.25, 0.25],
      attention: [0.5, 0.5],
      uncertainty: 0.5,
      detections: [
        [3, 10, 20, 8, 6, -1],
        [4, 11, 20, 8, 6, -1],
      ],
      history: [{ from: null, to: 'persistent', author: 'ada', reason: 'verdict' }],
    })
    expect(track.loss).toBeCloseTo(Math.log(4))
  })

  it('that does not exist is refused', () => {
    expect(() => face.tracks.get({ track: 5 })).toThrow(refusal('NOT_FOUND'))
  })
})

describe('labels', () => {
  it('are set at ranges of a list, both ends included, as one undo', () => {
    const { ids } = addTracks(catalogue, 30)
    const { list } = face.tracks.open({ filter: {}, sort: { by: 'number', descending: true } })
    const ranges: [number, number][] = [
      [0, 2],
      [29, 29],
    ]
    const change = face.labels.setInList({ list, ranges, label: 'brief' })
    expect(change).toMatchObject({
      changed: 4,
      text: '4 tracks: brief',
      tracks: [ids[0], ids[27], ids[28], ids[29]],
    })
    expect(face.labels.undoState()).toEqual({ undo: '4 tracks: brief', redo: null })
    expect(face.labels.undo().text).toBe('Undone: 4 tracks: brief')
    expect(catalogue.labels.counts().none).toBe(30)
    expect(face.labels.redo().text).toBe('Redone: 4 tracks: brief')
    expect(face.labels.recent({ limit: 5 }).map(({ reason }) => reason)).toEqual([
      'redo',
      'redo',
      'redo',
      'redo',
      'undo',
    ])
  })

  it('outside the list, or of nothing, are refused and nothing is written', () => {
    addTracks(catalogue, 3)
    const { list } = face.tracks.open({ filter: {}, sort: byNumber })
    const set =
      (...ranges: [number, number][]) =>
      () =>
        face.labels.setInList({ list, ranges, label: 'brief' })
    for (const call of [set(), set([0, 3]), set([-1, 1]), set([2, 1]), set([0, 1], [1, 99])])
      expect(call).toThrow(refusal('VALIDATION'))
    expect(face.labels.recent({ limit: 5 })).toEqual([])
  })

  it('say that there is nothing to undo or redo', () => {
    expect(() => face.labels.undo()).toThrow(refusal('CONFLICT', { message: 'There is nothing to undo.' }))
    expect(() => face.labels.redo()).toThrow(refusal('CONFLICT', { message: 'There is nothing to redo.' }))
  })
})
