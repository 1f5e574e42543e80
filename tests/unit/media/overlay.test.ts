import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { filmSize } from '../../../src/main/engine/media/filmJob.ts'
import { filmTracks } from '../../../src/main/engine/media/filmTracks.ts'
import {
  drawOverlay,
  type FilmTrack,
  type OverlayPlan,
  rowAt,
} from '../../../src/main/engine/media/overlay.ts'

const options = { boxes: true, label: false, score: false, trail: false, frameNumber: false, onlyKept: null }
const track = (change: Partial<FilmTrack> = {}): FilmTrack => ({
  number: 7,
  style: 'persistent',
  settled: true,
  score: 0.87,
  detections: Float32Array.from([4, 40, 40, 60, 50, 1, 5, 44, 40, 60, 50, 1]),
  ...change,
})

/** Draws one frame over grey and tells the colour at a place. */
function drawn(plan: Partial<OverlayPlan>, frame: number) {
  const canvas = createCanvas(200, 150)
  const context = canvas.getContext('2d')
  context.fillStyle = '#808080'
  context.fillRect(0, 0, 200, 150)
  drawOverlay(
    context,
    { tracks: [track()], options, width: 200, height: 150, scale: 1, unit: 1, font: 'sans-serif', ...plan },
    frame,
  )
  const { data } = context.getImageData(0, 0, 200, 150)
  const at = (x: number, y: number) => [...data.subarray((y * 200 + x) * 4, (y * 200 + x) * 4 + 3)]
  const changed = [...Array(200 * 150).keys()].filter((i) => data[i * 4] !== 128).length
  return { at, changed }
}
const sky = [0x56, 0xb4, 0xe9]

describe('the overlay of a film', () => {
  it('draws the box around its pixels, in the colour of its class', () => {
    const { at } = drawn({}, 4)
    expect(at(39, 60)).toEqual(sky)
    expect(at(70, 39)).toEqual(sky)
    expect(at(70, 60)).toEqual([128, 128, 128])
    expect(at(41, 42)).toEqual([128, 128, 128])
  })

  it('draws nothing in frames where the track was not seen', () => {
    expect(drawn({}, 3).changed).toBe(0)
    expect(drawn({}, 6).changed).toBe(0)
  })

  it.each([
    ['brief', 5],
    ['noise', 10],
    ['unsure', 3],
  ] as const)('tells %s from persistent by its dash too', (style, gaps) => {
    const along = (y: number) => [...Array(60).keys()].map((x) => drawnOnce.at(40 + x, y))
    const drawnOnce = drawn({ tracks: [track({ style })] }, 4)
    const solid = drawn({}, 4)
    const line = along(39).map(([red, , blue]) => red! > 120 && blue! < 240)
    const changes = line.filter((on, i) => i > 0 && on !== line[i - 1]).length
    expect(changes).toBeGreaterThanOrEqual(gaps)
    expect([...Array(60).keys()].every((x) => solid.at(40 + x, 39).join() === sky.join())).toBe(true)
  })

  it('shows where it came from, not where nobody saw it', () => {
    const trail = { ...options, boxes: false, trail: true }
    expect(drawn({ options: trail }, 5).at(72, 65)).not.toEqual([128, 128, 128])
    const gap = track({ detections: Float32Array.from([4, 40, 40, 60, 50, 1, 9, 80, 40, 60, 50, 1]) })
    expect(drawn({ options: trail, tracks: [gap] }, 9).changed).toBe(0)
  })

  it('puts tags beside the box, inside the picture, not over each other', () => {
    const corner = track({ detections: Float32Array.from([4, 0, 0, 40, 30, 1]) })
    const twin = track({ number: 8, detections: Float32Array.from([4, 0, 1, 40, 30, 1]) })
    const tags = { ...options, boxes: false, label: true, score: true }
    const one = drawn({ options: tags, tracks: [corner] }, 4)
    const both = drawn({ options: tags, tracks: [corner, twin] }, 4)
    expect(one.at(20, 15)).toEqual([128, 128, 128])
    expect(both.at(20, 15)).toEqual([128, 128, 128])
    expect(both.changed).toBeGreaterThan(1.8 * one.changed)
  })

  it('finds the box of a frame among many', () => {
    const rows = Float32Array.from([...Array(50).keys()].flatMap((i) => [3 * i, i, 0, 5, 5, 1]))
    expect(rowAt(rows, 90)).toBe(30)
    expect(rowAt(rows, 91)).toBe(-1)
    expect(rowAt(rows, 147)).toBe(49)
  })
})

describe('a film', () => {
  it('shows what a person said, else what the model says, and only what is kept', () => {
    const known = { detections: new Float32Array(6), label: null, prediction: null, score: null }
    const tracks = filmTracks(
      [
        { ...known, number: 1, label: 'noise', prediction: 'persistent', score: 0.9 },
        { ...known, number: 2, prediction: 'brief', score: 0.4 },
        { ...known, number: 3 },
      ],
      null,
    )
    expect(tracks.map(({ style, settled }) => [style, settled])).toEqual([
      ['noise', true],
      ['brief', false],
      ['none', false],
    ])
    const kept = filmTracks(
      [
        { ...known, number: 1, score: 0.5 },
        { ...known, number: 2, score: 0.4 },
        { ...known, number: 3 },
      ],
      0.5,
    )
    expect(kept.map(({ number }) => number)).toEqual([1])
  })

  it('has even sides, and a small clip is enlarged by whole pixels', () => {
    expect(filmSize(768, 576)).toEqual({ scale: 1, width: 768, height: 576 })
    expect(filmSize(129, 127)).toEqual({ scale: 4, width: 516, height: 508 })
    expect(filmSize(641, 481)).toEqual({ scale: 1, width: 642, height: 482 })
  })
})
