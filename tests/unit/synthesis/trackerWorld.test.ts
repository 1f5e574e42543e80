import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { columns, countBoxes, summarise } from '../../../src/main/engine/base/detections.ts'
import { drawWorld } from '../../../src/main/engine/synthesis/tracker/draw.ts'
import { makeWorld, type SceneOrder, trackWorld } from '../../../src/main/engine/synthesis/tracker/scene.ts'

afterEach(() => vi.restoreAllMocks())

const order: SceneOrder & { noise: number } = {
  seed: 42,
  frames: 100,
  width: 480,
  height: 270,
  clutter: 1,
  noise: 0,
}
const sceneTracks = (index: number, change: Partial<SceneOrder> = {}, empty = false) => {
  const changed = { ...order, ...change }
  return trackWorld(makeWorld(changed, index, empty), changed, index)
}
const hashOf = (parts: ArrayBufferView[]): string => {
  const hash = createHash('sha256')
  for (const { buffer, byteOffset, byteLength } of parts)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  return hash.digest('hex').slice(0, 32)
}
function picture(index: number, frame: number, noise = 0): Uint8Array {
  const into = new Uint8Array(order.width * order.height * 3)
  drawWorld(makeWorld(order, index, false), { ...order, noise }, index, frame, into)
  return into
}

describe('scenes of the preset tracker', () => {
  it('are always the same tracks', () => {
    const tracks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((index) => sceneTracks(index))
    const labels = new TextEncoder().encode(tracks.map(({ truth }) => truth).join())
    expect(hashOf([...tracks.map(({ detections }) => detections), labels])).toBe(
      '6502bc4011425c4dddf9c7158400cfb0',
    )
  })

  it('are always the same pictures', () => {
    const frames = [0, 4, 7].flatMap((index) => [0, 50, 99].map((frame) => picture(index, frame)))
    expect(hashOf([...frames, picture(2, 30, 0.3)])).toBe('2c72e39e25bc62c13f8d142fb71ef7fa')
  })

  it('come from + − × ÷ and √ alone, so that every machine makes the same', () => {
    sceneTracks(0)
    for (const name of ['sin', 'cos', 'tan', 'atan2', 'exp', 'log', 'pow', 'hypot', 'random'] as const)
      vi.spyOn(Math, name).mockImplementation(() => {
        throw new Error(`Math.${name} was called`)
      })
    for (let index = 0; index < 10; index += 1) {
      expect(() => sceneTracks(index)).not.toThrow()
      expect(() => picture(index, 10)).not.toThrow()
    }
  })

  it('have boxes inside the picture, in order, with scores from the detector’s threshold up', () => {
    for (let index = 0; index < 12; index += 1)
      for (const { detections } of sceneTracks(index)) {
        let last = -1
        for (let at = 0; at < detections.length; at += columns) {
          const [frame, x, y, w, h, score] = detections.subarray(at, at + columns) as unknown as [
            number,
            number,
            number,
            number,
            number,
            number,
          ]
          expect(frame).toBeGreaterThan(last)
          last = frame
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
          expect(Math.min(w, h)).toBeGreaterThan(0)
          expect(x + w).toBeLessThanOrEqual(order.width + 1e-3)
          expect(y + h).toBeLessThanOrEqual(order.height + 1e-3)
          expect(score).toBeGreaterThanOrEqual(0.5)
          expect(score).toBeLessThan(1)
        }
      }
  })

  it('hold no real track where nobody is, and no mistake where there is nothing to be mistaken', () => {
    const empty = [0, 1, 2, 3].flatMap((index) => sceneTracks(index, {}, true))
    expect(empty.length).toBeGreaterThan(10)
    expect(empty.every(({ truth }) => truth !== 'persistent')).toBe(true)
    expect(sceneTracks(1, { clutter: 0 }, true)).toEqual([])
  })

  it('are seen by the detector that was asked for, and otherwise each by its own', () => {
    const bySharp = Array.from({ length: 6 }, (_, index) => sceneTracks(index, { detector: 'sharp' }))
    const asComes = Array.from({ length: 6 }, (_, index) => sceneTracks(index))
    const found = (scenes: typeof bySharp) =>
      scenes.flat().reduce((sum, track) => sum + track.detections.length, 0)
    const byWeak = Array.from({ length: 6 }, (_, index) => sceneTracks(index, { detector: 'weak' }))
    expect(found(bySharp)).toBeGreaterThan(1.1 * found(byWeak))
    expect([bySharp, byWeak]).not.toContainEqual(asComes)
  })

  it('are as hard as real ones: short real tracks, long false ones, false ones of high score', () => {
    const tracks = Array.from({ length: 40 }, (_, index) => sceneTracks(index)).flat()
    const share = (real: boolean, is: (boxes: number) => boolean) => {
      const own = tracks.filter(({ truth }) => (truth === 'persistent') === real)
      return own.filter(({ detections }) => is(countBoxes(detections))).length / own.length
    }
    // Measured on the labelled real sequences: .43 of the real tracks have up to 3 boxes, .14 of the false ones more.
    expect(share(true, (boxes) => boxes <= 3)).toBeGreaterThan(0.33)
    expect(share(true, (boxes) => boxes <= 3)).toBeLessThan(0.53)
    expect(share(false, (boxes) => boxes > 3)).toBeGreaterThan(0.1)
    expect(share(false, (boxes) => boxes > 3)).toBeLessThan(0.25)
    const strong = tracks.filter(
      ({ truth, detections }) => truth !== 'persistent' && summarise(detections).detector! > 0.8,
    )
    expect(strong.length / tracks.length).toBeGreaterThan(0.1)
    // Seconds long at ten frames a second.
    expect(share(false, (boxes) => boxes >= 20)).toBeGreaterThan(0)
  })
})

describe('the picture of a scene', () => {
  it('shows a person from the top to the bottom of its box', () => {
    const empty = { ...makeWorld(order, 3, false), mistakes: [], pillars: [] }
    const persons = empty.persons.filter(({ boxes }) => {
      const box = boxes[50]
      return box && box.x > 5 && box.y > 5 && box.x + box.w < 475 && box.y + box.h < 265 && box.h > 40
    })
    expect(persons.length).toBeGreaterThan(0)
    for (const person of persons) {
      const [without, alone] = [
        new Uint8Array(order.width * order.height * 3),
        new Uint8Array(order.width * order.height * 3),
      ]
      drawWorld({ ...empty, persons: [] }, order, 3, 50, without)
      drawWorld({ ...empty, persons: [person] }, order, 3, 50, alone)
      const changed = [...alone.keys()].filter((i) => alone[i] !== without[i]).map((i) => Math.floor(i / 3))
      const rows = changed.map((pixel) => Math.floor(pixel / order.width))
      const places = changed.map((pixel) => pixel % order.width)
      const { x, y, w, h } = person.boxes[50]!
      expect(Math.abs(Math.min(...rows) - y)).toBeLessThan(1.5)
      expect(Math.abs(Math.max(...rows) + 1 - y - h)).toBeLessThan(1.5)
      expect(Math.abs(Math.min(...places) - x)).toBeLessThan(2)
      expect(Math.abs(Math.max(...places) + 1 - x - w)).toBeLessThan(2)
    }
  })
})
