/** Videos as the window asks for them: lanes, boxes, of how many sources their tracks are, a source's own by pages. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import { createLibraryFace } from '../../../src/main/engine/library/library.ts'
import { Video } from '../../../src/shared/contract/videos.ts'
import {
  addSource,
  addTracks,
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

const refusal = (code: string): unknown => expect.objectContaining({ code })

describe('videos', () => {
  it('show lanes of a window, the longest first, and boxes by frame', () => {
    const source = addSource(catalogue)
    const video = catalogue.videos.add(aVideo(source))
    const [late, early] = catalogue.tracks.addMany(
      [
        aTrack(video, source, 1, { detections: detectionsOf(3, 10, 0.5) }),
        aTrack(video, source, 2, { detections: detectionsOf(20, 0), label: 'persistent' }),
      ],
      'x',
      'import',
    )
    const first = {
      track: early,
      source,
      number: 2,
      first: 0,
      last: 19,
      label: 'persistent',
      prediction: null,
    }
    const second = { track: late, source, number: 1, first: 10, last: 12, label: null, prediction: null }
    expect(face.videos.lanes({ video, from: 12, to: 30, most: 9 })).toEqual({
      lanes: [first, second],
      here: 2,
    })
    expect(face.videos.lanes({ video, from: 12, to: 30, most: 1 })).toEqual({ lanes: [first], here: 2 })
    expect(face.videos.lanes({ video, from: 13, to: 30, most: 9 })).toEqual({ lanes: [first], here: 1 })
    expect(face.videos.presence({ video })).toEqual([
      ...Array.from({ length: 20 }, (_, frame) => (frame >= 10 && frame <= 12 ? 2 : 1)),
      ...Array.from({ length: face.videos.get({ video }).frames - 20 }, () => 0),
    ])
    const boxes = face.videos.boxes({ video, from: 12, to: 13 })
    expect(boxes).toEqual([
      { track: late, frame: 12, x: 12, y: 20, w: 8, h: 6, score: 0.5 },
      { track: early, frame: 12, x: 22, y: 20, w: 8, h: 6, score: null },
      { track: early, frame: 13, x: 23, y: 20, w: 8, h: 6, score: null },
    ])
  })

  it('refuse more than 500 frames of boxes, frames the wrong way round, and videos that are not there', () => {
    const { video } = addTracks(catalogue, 1)
    expect(face.videos.boxes({ video, from: 0, to: 499 })).toHaveLength(5)
    expect(() => face.videos.boxes({ video, from: 0, to: 500 })).toThrow(refusal('VALIDATION'))
    expect(() => face.videos.boxes({ video, from: 5, to: 4 })).toThrow(refusal('VALIDATION'))
    const window = { from: 0, to: 9, most: 9 }
    for (const call of [face.videos.get, face.videos.presence, face.videos.lanes])
      expect(() => call({ video: 99, ...window })).toThrow(refusal('NOT_FOUND'))
  })

  it('say when their film is missing or another one, and what to do', () => {
    const file = path.join(path.dirname(catalogue.folder), 'film.avi')
    fs.writeFileSync(file, 'twelve bytes')
    const source = addSource(catalogue)
    const film = { path: file, bytes: 12, fingerprint: 'abc' }
    const video = catalogue.videos.add(aVideo(source, { media: 'film', film }))
    const problem = () => face.videos.get({ video }).mediaProblem
    expect(problem()).toBeNull()
    fs.writeFileSync(file, 'more than twelve bytes')
    expect(problem()).toMatch(/another file.*22 bytes.*12.*import/)
    fs.rmSync(file)
    expect(problem()).toMatch(/not there.*import it again/)
    fs.mkdirSync(file)
    expect(problem()).toMatch(/not a film/)
    const [listed] = face.videos.list()
    expect(Video.parse(listed)).toEqual(listed)
  })

  it('tell of how many sources tracks stand on them', () => {
    const [one, two] = [addSource(catalogue), addSource(catalogue)]
    const video = catalogue.videos.add(aVideo(one))
    catalogue.tracks.addMany([aTrack(video, one, 1), aTrack(video, one, 2)], 'x', 'import')
    expect(face.videos.get({ video }).sources).toBe(1)
    catalogue.tracks.addMany([aTrack(video, two, 1)], 'x', 'import')
    expect(face.videos.get({ video }).sources).toBe(2)
  })

  it('of a source come by pages, in order, and none of another', () => {
    const [one, two] = [addSource(catalogue), addSource(catalogue)]
    const ids = [one, two, one, one].map((source) => catalogue.videos.add(aVideo(source)))
    const page = (after: number) => face.videos.ofSource({ source: one, after, count: 2 }).map(({ id }) => id)
    expect(page(0)).toEqual([ids[0], ids[2]])
    expect(page(ids[2]!)).toEqual([ids[3]])
    expect(page(ids[3]!)).toEqual([])
  })
})
