import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cameraAt, closeUpScale, keepInView } from '../../../src/renderer/features/review/overlay/camera.ts'
import { boxesOfFrame } from '../../../src/renderer/features/review/overlay/frameBoxes.ts'
import { placeTags, type Rect, type Tagged } from '../../../src/renderer/features/review/overlay/placeTags.ts'
import type { Box } from '../../../src/renderer/features/review/track.ts'
import type { Track, TrackRow } from '../../../src/shared/contract/tracks.ts'
import type { FrameBox, Lane } from '../../../src/shared/contract/videos.ts'

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const tag = fc.record({
  id: fc.nat(10_000),
  box: fc.record({
    x: fc.integer({ min: -40, max: 520 }),
    y: fc.integer({ min: -40, max: 400 }),
    w: fc.integer({ min: 1, max: 200 }),
    h: fc.integer({ min: 1, max: 200 }),
  }),
  width: fc.integer({ min: 20, max: 60 }),
  selected: fc.constant(false),
})

describe('tags beside boxes', () => {
  it('never cover another tag and never leave the picture, wherever the boxes are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag, { selector: ({ id }) => id, maxLength: 30 }), (tags) => {
        const chosen = tags.map((one, index): Tagged => ({ ...one, selected: index === 0 }))
        const places = [...placeTags(chosen, 500, 380).values()]
        for (const [index, a] of places.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.w <= 500 && a.y + a.h <= 380).toBe(true)
          for (const b of places.slice(index + 1)) expect(overlap(a, b)).toBe(false)
        }
      }),
    )
  })

  it('leave the pixels of the selected track free', () => {
    const judged: Tagged = { id: 1, box: { x: 100, y: 100, w: 40, h: 60 }, width: 30, selected: true }
    const below: Tagged = { id: 2, box: { x: 105, y: 165, w: 20, h: 20 }, width: 30, selected: false }
    const place = placeTags([below, judged], 500, 380).get(2)!
    expect(overlap(place, judged.box)).toBe(false)
  })
})

describe('the close-up', () => {
  const jittering: Box[] = Array.from({ length: 20 }, (_, i) => [i, 100 + i + (i % 2) * 8, 50, 10, 20, 0.5])

  it('follows the track without its jitter', () => {
    const steps = Array.from(
      { length: 10 },
      (_, i) => cameraAt(jittering, i + 5)!.x - cameraAt(jittering, i + 4)!.x,
    )
    for (const step of steps) expect(Math.abs(step - 1)).toBeLessThan(1.3)
  })

  it('glides through gaps and stands still before and after the track', () => {
    const boxes: Box[] = [
      [10, 0, 0, 10, 10, 1],
      [30, 100, 0, 10, 10, 1],
    ]
    expect(cameraAt(boxes, 20)!.x).toBeCloseTo(55)
    expect(cameraAt(boxes, 0)).toEqual({ x: 5, y: 5 })
    expect(cameraAt(boxes, 99)).toEqual({ x: 105, y: 5 })
    expect(cameraAt([], 3)).toBeNull()
  })

  it('shows four times the picture, or three heights where the object is large', () => {
    expect(closeUpScale('auto', 0.66, 380, 20)).toBeCloseTo(2.64)
    expect(closeUpScale('auto', 0.66, 380, 100)).toBeCloseTo(380 / 300)
    expect(closeUpScale(8, 0.5, 380, 100)).toBe(4)
  })
})

describe('the close-up of a fast object', () => {
  it('always holds the whole box', () => {
    const fast: Box[] = Array.from({ length: 12 }, (_, i) => [i, i * 60, 40, 14, 14, 0.5])
    const view = { scale: 4, width: 300, height: 300 }
    for (const box of fast) {
      const centre = keepInView(cameraAt(fast, box[0])!, box, view.scale, view.width, view.height)
      const left = centre.x - view.width / view.scale / 2
      expect(box[1]).toBeGreaterThanOrEqual(left)
      expect(box[1] + box[3]).toBeLessThanOrEqual(left + view.width / view.scale)
    }
  })

  it('is not moved where the smoothed place holds the box anyway', () => {
    const box: Box = [0, 100, 100, 20, 20, 0.5]
    expect(keepInView({ x: 113, y: 108 }, box, 4, 300, 300)).toEqual({ x: 113, y: 108 })
  })
})

describe('the boxes of a frame', () => {
  const row = { id: 7, number: 41, label: 'noise', prediction: 'persistent' } as TrackRow
  const track = {
    first: 10,
    last: 14,
    detections: [
      [10, 1, 2, 3, 4, 0.5],
      [14, 9, 9, 3, 4, -1],
    ],
  } as Track
  const other: FrameBox = { track: 8, frame: 10, x: 5, y: 5, w: 2, h: 2, score: 0.9 }
  const own: FrameBox = { track: 7, frame: 10, x: 1, y: 2, w: 3, h: 4, score: 0.5 }
  const lanes = new Map([[8, { number: 42, label: null, prediction: 'brief' } as Lane]])

  it('carry the label of now, not the one that the lanes still have', () => {
    const stale = new Map([...lanes, [7, { number: 41, label: 'brief', prediction: null } as Lane]])
    const [selected, second] = boxesOfFrame(10, [own, other], stale, row, track)
    expect(selected).toMatchObject({ track: 7, label: 'noise', selected: true, ghost: false, score: 0.5 })
    expect(second).toMatchObject({ track: 8, number: 42, label: null, prediction: 'brief', selected: false })
  })

  it('say which are of another source than the selected track, so that they are drawn dimmed', () => {
    const both = new Map([
      [8, { number: 42, source: 1 } as Lane],
      [9, { number: 42, source: 2 } as Lane],
    ])
    const found = [other, { ...other, track: 9 }]
    const shown = boxesOfFrame(10, found, both, { ...row, source: 1 }, track)
    expect(shown.map(({ track: id, foreign }) => [id, foreign])).toEqual([
      [7, false],
      [8, false],
      [9, true],
    ])
  })

  it('keep the selected track as a ghost where it is not seen, so that nothing flashes; not before and after it', () => {
    expect(boxesOfFrame(12, [], lanes, row, track)).toMatchObject([{ track: 7, ghost: true, box: { x: 1 } }])
    expect(boxesOfFrame(14, [], lanes, row, track)).toMatchObject([{ ghost: false, score: null }])
    expect(boxesOfFrame(15, [], lanes, row, track)).toEqual([])
  })
})
