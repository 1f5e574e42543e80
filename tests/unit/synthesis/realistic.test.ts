import { describe, expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import {
  clipCount,
  drawSetClip,
  drawSetFrame,
  setKinds,
  setScene,
} from '../../../src/main/engine/synthesis/presets/presets.ts'
import { drawCrops } from '../../../src/main/engine/synthesis/presets/realistic/realistic.ts'
import {
  projectInto,
  rawTracks,
  sceneObjects,
} from '../../../src/main/engine/synthesis/presets/realistic/scene.ts'
import { RealisticRecipe, TransientsRecipe } from '../../../src/shared/contract/clipRecipe.ts'

const aScene = (change: object = {}) => RealisticRecipe.parse({ preset: 'realistic', count: 100, ...change })
const all = (recipe: RealisticRecipe) =>
  Array.from({ length: clipCount(recipe) }, (_, index) => setScene(recipe, index))
const lengthOf = (detections: Float32Array) => detections.length / columns

describe('realistic scenes', () => {
  it('hold as many tracks of each class as asked for', () => {
    const scenes = all(aScene({ count: 300 }))
    for (const { tracks } of scenes) expect(tracks.length).toBeLessThanOrEqual(9)
    const truths = scenes.flatMap(({ tracks }) => tracks.map(({ truth }) => truth))
    const share = (truth: string) => truths.filter((each) => each === truth).length / truths.length
    expect(truths.length / scenes.length).toBeCloseTo(7, 0)
    expect(share('persistent')).toBeCloseTo(0.6, 1)
    expect(share('brief')).toBeCloseTo(0.3, 1)
    const fixed = all(aScene({ perScene: { persistent: 5, brief: 10, noise: 1 }, count: 5 }))
    for (const { tracks } of fixed) expect(tracks.filter(({ truth }) => truth === 'brief').length).toBe(10)
  })

  it('have the published lengths, sizes and scores', () => {
    for (const { tracks } of all(aScene())) {
      for (const { truth, detections } of tracks) {
        const length = lengthOf(detections)
        const score = detections[5]!
        if (truth === 'persistent')
          expect([score >= 0.85, score < 0.99, length <= 50]).toEqual([true, true, true])
        if (truth === 'brief') expect([score <= 0.8, length <= 5]).toEqual([true, true])
        if (truth === 'noise') expect([score <= 0.6, length]).toEqual([true, 1])
        expect(Math.min(detections[1]!, detections[2]!)).toBeGreaterThanOrEqual(0)
        expect(detections[1]! + detections[3]!).toBeLessThanOrEqual(1280.001)
      }
    }
  })

  it('give every track of both cameras a number of its own', () => {
    const recipe = aScene()
    for (let scene = 0; scene < 50; scene += 1) {
      const numbers = [0, 1].flatMap((camera) => rawTracks(recipe, scene, camera).map(({ number }) => number))
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })

  it('show one 3-D object to both cameras: triangulated, their boxes give it back', () => {
    const recipe = aScene({ jitter: 0 })
    let met = 0
    for (let scene = 0; scene < 20; scene += 1) {
      const objects = sceneObjects(recipe, scene)
      const [left, right] = [0, 1].map((camera) => rawTracks(recipe, scene, camera))
      for (const [object, { points, first }] of objects.entries()) {
        const [one, other] = [left, right].map((tracks) => tracks!.find((track) => track.object === object)!)
        expect([one!.rows[0], other!.rows[0]]).toEqual([first, first])
        const middle = (rows: number[]) => ({ x: rows[1]! + rows[3]! / 2, y: rows[2]! + rows[4]! / 2 })
        const [a, b] = [middle(one!.rows), middle(other!.rows)]
        const depth = 1000 / (b.x - a.x)
        expect(depth - 2.5).toBeCloseTo(points[2]!, 6)
        expect(((a.x - 640) * depth) / 1000).toBeCloseTo(points[0]!, 6)
        expect(a.y).toBeCloseTo(b.y, 6)
        met += 1
      }
    }
    expect(met).toBeGreaterThan(20)
    // The published matrices: P2's row 1 has 2600 in its last column.
    expect(projectInto(recipe, 1, 0, 0, 0).x).toBeCloseTo(2600 / 2.5)
  })

  it('show each box where the picture has it, the same frame by frame', () => {
    const recipe = aScene({ count: 1, width: 640, height: 360, frames: 12 })
    const clip = drawSetClip(recipe, 1)
    const bytes = 640 * 360 * 3
    for (const frame of [0, 7, 11])
      expect(
        Buffer.compare(drawSetFrame(recipe, 1, frame), clip.subarray(frame * bytes, (frame + 1) * bytes)),
      ).toBe(0)
    const track = setScene(recipe, 1).tracks.find(({ truth }) => truth === 'persistent')!
    const [frame, x, y, w, h] = track.detections
    const picture = drawSetFrame(recipe, 1, frame!)
    const inside = picture
      .subarray((Math.round(y! + h! / 2) * 640 + Math.round(x! + w! / 2)) * 3)
      .subarray(0, 3)
    expect(Math.max(...inside)).toBeGreaterThan(45)
  })

  it('have a crop of 64 × 64 for every box, as published', () => {
    const recipe = aScene({ count: 5 })
    for (let index = 0; index < 10; index += 1) {
      const { tracks, crops } = drawCrops(recipe, index)
      const boxes = tracks.reduce((sum, { rows }) => sum + rows.length / 6, 0)
      expect(crops.length).toBe(boxes * 64 * 64 * 3)
      let at = 0
      for (const { truth, rows } of tracks) {
        const crop = crops.subarray(at, at + 64 * 64 * 3)
        at += (rows.length / 6) * 64 * 64 * 3
        const corner = crop.subarray(0, 64 * 3)
        if (truth === 'persistent')
          expect([Math.min(...corner) >= 20, Math.max(...corner) <= 40]).toEqual([true, true])
        if (truth === 'noise') expect(Math.max(...crop)).toBeLessThanOrEqual(99)
      }
    }
  })

  it('refuse to hold nothing', () => {
    expect(() => clipCount(aScene({ tracks: [0, 0] }))).toThrow(/no track at all/)
    expect(
      RealisticRecipe.safeParse({ preset: 'realistic', shares: { persistent: 0.8, brief: 0.5 } }).success,
    ).toBe(false)
  })
})

describe('clips with transients', () => {
  const recipe = TransientsRecipe.parse({ preset: 'transients', count: 200 })

  it('hold one white object all along and 1–6 red discs of 1–3 frames', () => {
    const counts = new Set<number>()
    for (const { tracks, kind, outside } of Array.from({ length: 200 }, (_, index) =>
      setScene(recipe, index),
    )) {
      expect([kind, outside]).toEqual(['mixed', 0])
      const brief = tracks.filter(({ truth }) => truth === 'brief')
      counts.add(brief.length)
      for (const { detections } of brief) expect([1, 2, 3]).toContain(lengthOf(detections))
      const whole = tracks.filter(({ truth }) => truth === 'persistent')
      expect(whole.map(({ detections }) => lengthOf(detections))).toEqual([32])
    }
    expect([...counts].sort()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('draw them where their boxes are, in their colours', () => {
    for (let index = 0; index < 20; index += 1) {
      const brief = setScene(recipe, index).tracks.find(({ truth }) => truth === 'brief')!
      const [frame, x, y, w, h] = brief.detections
      const picture = drawSetFrame(recipe, index, frame!)
      const middle = (Math.floor(y! + h! / 2) * 64 + Math.floor(x! + w! / 2)) * 3
      expect(Array.from(picture.subarray(middle, middle + 3))).toEqual([230, 77, 77])
      const bytes = 64 * 64 * 3
      const clip = drawSetClip(recipe, index)
      expect(Buffer.compare(picture, clip.subarray(frame! * bytes, (frame! + 1) * bytes))).toBe(0)
    }
  })

  it('can be clean', () => {
    expect(setKinds({ ...recipe, transients: [0, 0] })).toMatchObject({ persistent: 200, mixed: 0 })
  })
})
