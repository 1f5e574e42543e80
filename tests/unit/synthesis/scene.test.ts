import { describe, expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { makePath } from '../../../src/main/engine/synthesis/paths.ts'
import { kindOfIndex } from '../../../src/main/engine/synthesis/recipe.ts'
import { type ClipScene, clipScene, kindOfTracks } from '../../../src/main/engine/synthesis/scene.ts'
import { cosineOfTurn, sineOfTurn } from '../../../src/main/engine/synthesis/turn.ts'
import { pathFamilies, views } from '../../../src/shared/contract/clipRecipe.ts'
import { aRecipe } from '../../support/clips.ts'

const scenes = (recipe = aRecipe(), clips = 100): ClipScene[] =>
  Array.from({ length: clips }, (_, index) => clipScene(recipe, index))
const boxes = (detections: Float32Array) =>
  Array.from({ length: detections.length / columns }, (_, i) => {
    const [frame, x, y, w, h, score] = detections.subarray(i * columns, (i + 1) * columns)
    return { frame: frame!, x: x!, y: y!, w: w!, h: h!, score: score! }
  })
const framesOf = (detections: Float32Array) => boxes(detections).map(({ frame }) => frame)

describe('a clip’s tracks', () => {
  it.each(views)('give the clip its kind, the one that the set planned (%s)', (view) => {
    const recipe = aRecipe({ view, clutter: 0.3 })
    for (const scene of scenes(recipe)) {
      expect(kindOfTracks(scene.tracks)).toBe(kindOfIndex(recipe, scene.index))
      expect(scene.kind).toBe(kindOfTracks(scene.tracks))
    }
  })

  it('are an object in every frame, or one for 1–3 frames on end, or one that stands still', () => {
    for (const { tracks, frames } of scenes()) {
      for (const { truth, detections } of tracks) {
        const seen = framesOf(detections)
        expect(seen).toEqual(seen.map((_, i) => seen[0]! + i))
        if (truth === 'persistent') expect(seen.length).toBe(frames)
        if (truth === 'brief') expect([1, 2, 3]).toContain(seen.length)
        if (truth !== 'noise') continue
        const middles = boxes(detections).map(({ x, w }) => x + w / 2)
        expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(1.001)
      }
    }
  })

  it('of a brief clip are one to three, all lengths and numbers occurring', () => {
    const brief = scenes().filter(({ kind }) => kind === 'brief')
    expect(new Set(brief.map(({ tracks }) => tracks.length))).toEqual(new Set([1, 2, 3]))
    const lengths = brief.flatMap(({ tracks }) => tracks.map(({ detections }) => detections.length / columns))
    expect(new Set(lengths)).toEqual(new Set([1, 2, 3]))
  })

  it('are as many of clutter as the density says, at least one, in noise and mixed clips only', () => {
    for (const [clutter, count] of [
      [0, 1],
      [0.1, 2],
      [0.15, 3],
      [1, 20],
    ] as const) {
      for (const { kind, tracks } of scenes(aRecipe({ clutter }), 60)) {
        const noise = tracks.filter(({ truth }) => truth === 'noise').length
        expect(noise).toBe(kind === 'noise' || kind === 'mixed' ? count : 0)
      }
    }
  })

  it('have numbers 1 … n by appearance that do not tell what they are', () => {
    const mixed = scenes(aRecipe({ clutter: 0.4 })).filter(({ kind }) => kind === 'mixed')
    for (const { tracks } of mixed) {
      expect(tracks.map(({ number }) => number)).toEqual(tracks.map((_, i) => i + 1))
      const firsts = tracks.map(({ detections }) => detections[0]!)
      expect(firsts).toEqual([...firsts].sort((one, other) => one - other))
    }
    const persistent = mixed.map(({ tracks }) => tracks.findIndex(({ truth }) => truth === 'persistent'))
    expect(new Set(persistent).size).toBeGreaterThan(1)
  })

  it('have boxes inside the picture and scores that overlap between labels', () => {
    const scores = { persistent: [] as number[], brief: [] as number[], noise: [] as number[] }
    for (const { tracks, width: size } of scenes(aRecipe({ view: '3d_refit', clutter: 0.5 }))) {
      for (const { truth, detections } of tracks) {
        for (const { x, y, w, h, score } of boxes(detections)) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
          expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(size + 1e-4)
          expect(Math.min(w, h)).toBeGreaterThan(0)
          scores[truth].push(score)
        }
      }
    }
    expect(Math.min(...scores.persistent)).toBeLessThan(Math.max(...scores.brief))
    expect(Math.min(...scores.brief)).toBeLessThan(Math.max(...scores.noise))
    expect(Math.max(...scores.persistent)).toBeLessThan(1)
  })
})

describe('paths', () => {
  it.each(pathFamilies)('%s stays in the cube, moves, and fills a good part of it', (family) => {
    for (let seed = 0; seed < 30; seed += 1) {
      const path = makePath(family, 25, createRandom(seed))
      expect(path.length).toBe(75)
      expect(Math.min(...path)).toBeGreaterThanOrEqual(0.1 - 1e-9)
      expect(Math.max(...path)).toBeLessThanOrEqual(0.9 + 1e-9)
      const ranges = [0, 1, 2].map((axis) => {
        const values = path.filter((_, i) => i % 3 === axis)
        return Math.max(...values) - Math.min(...values)
      })
      expect(Math.max(...ranges)).toBeGreaterThan(0.49)
    }
  })

  it('turn the way they say', () => {
    const turned = (family: 'left turn' | 'right turn' | 'u-turn' | 'loop' | 'straight', seed: number) => {
      const path = makePath(family, 25, createRandom(seed))
      let sum = 0
      for (let i = 2; i < 25; i += 1) {
        const step = (at: number) =>
          [path[at * 3]! - path[at * 3 - 3]!, path[at * 3 + 1]! - path[at * 3 - 2]!] as const
        const [[ax, ay], [bx, by]] = [step(i - 1), step(i)]
        sum += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
      }
      return sum / (2 * Math.PI)
    }
    for (let seed = 0; seed < 20; seed += 1) {
      expect(turned('left turn', seed)).toBeGreaterThan(0.05)
      expect(turned('right turn', seed)).toBeLessThan(-0.05)
      expect(Math.abs(turned('straight', seed))).toBeLessThan(0.2)
      expect(Math.abs(turned('u-turn', seed))).toBeCloseTo(0.5, 0)
      expect(Math.abs(turned('loop', seed))).toBeGreaterThan(0.8)
    }
  })

  it('rest on a sine that is right to eleven digits', () => {
    for (let turns = -2; turns <= 2; turns += 1 / 64) {
      expect(sineOfTurn(turns)).toBeCloseTo(Math.sin(2 * Math.PI * turns), 10)
      expect(cosineOfTurn(turns)).toBeCloseTo(Math.cos(2 * Math.PI * turns), 10)
    }
  })
})
