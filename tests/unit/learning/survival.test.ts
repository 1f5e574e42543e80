/** What a file teaches of itself, and that a live filter never looks ahead. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import {
  boxesIn,
  countTracks,
  type Scene,
  sceneOf,
  sceneUntil,
} from '../../../src/main/engine/learning/data/scene.ts'
import { knowPast, knowScene } from '../../../src/main/engine/learning/features/track/known.ts'
import {
  type SurvivalModel,
  writeSurvival,
} from '../../../src/main/engine/learning/features/track/survival.ts'
import { viewTrack } from '../../../src/main/engine/learning/features/track/view.ts'
import { TrackFeatures } from '../../../src/main/engine/learning/features/track.ts'
import { wholeView } from '../../../src/main/engine/learning/model/parts.ts'

const frame = { width: 400, height: 300 }

/** Tracks left of x = 200 last, those right of it do not; scores say nothing. */
function aScene(tracks: number, seed = 1): Scene {
  const random = createRandom(seed, 'scene')
  return sceneOf(
    Array.from({ length: tracks }, () => {
      const lasts = random.uniform() < 0.5
      const boxes = lasts ? 8 + random.integer(5) : 1 + random.integer(2)
      const [x, y] = [random.between(0, 140) + (lasts ? 0 : 220), random.between(50, 200)]
      const [first, vx, score] = [random.integer(60), random.between(-1, 1), random.between(0.3, 0.9)]
      const rows = Array.from({ length: boxes }, (_, i) => [first + i, x + i * vx, y, 20, 40, score])
      return Float32Array.from(rows.flat())
    }),
    frame,
  )
}

const knowing = { survival: true, prior: null }

describe('survival', () => {
  it('learns from a file without labels where in it tracks last', () => {
    const scene = aScene(300)
    const { survival } = knowScene(scene, knowing)
    const of = (lasts: boolean) => {
      const tracks = Array.from({ length: countTracks(scene) }, (_, t) => t)
      const chosen = tracks.filter((t) => boxesIn(scene, t) >= 8 === lasts)
      return [0, 1, 2, 3].map(
        (k) => chosen.reduce((sum, t) => sum + survival[scene.offsets[t]! * 4 + k]!, 0) / chosen.length,
      )
    }
    of(true).forEach((logit) => expect(logit).toBeGreaterThan(1))
    of(false).forEach((logit) => expect(logit).toBeLessThan(-1))
  })

  it('of a track comes from the other folds: how long it is itself does not count', () => {
    // One more track left, of one box: by its place it should last, and a model that had seen it would know better.
    const scene = aScene(300)
    const alone = Float32Array.of(30, 70, 100, 20, 40, 0.5)
    const tracks = Array.from({ length: 300 }, (_, t) =>
      scene.boxes.slice(scene.offsets[t]! * 6, scene.offsets[t + 1]! * 6),
    )
    const { survival, scene: larger } = knowScene(sceneOf([...tracks, alone], frame), knowing)
    expect(survival[larger.offsets[300]! * 4]).toBeGreaterThan(1)
  })

  it('under 100 tracks is what the training files taught, or 0 where they taught nothing', () => {
    const scene = aScene(50)
    expect(knowScene(scene, knowing).survival.every((logit) => logit === 0)).toBe(true)
    const prior = new TrackFeatures({ width: 0, live: false, survival: true }).learnPrior([aScene(300, 2)])
    expect(prior).toHaveLength(4)
    const { survival } = knowScene(scene, { survival: true, prior })
    expect(new Set(survival).size).toBeGreaterThan(10)
  })

  it('is Σ weight · standardised input, squares beside it: worked out by hand', () => {
    const scene = sceneOf([Float32Array.of(0, 0, 0, 10, 10, 0.9)], frame)
    const rows = new Float32Array(12).fill(Number.NaN)
    rows[5] = 0.5
    // Inputs: seven of the step, their squares, 1. Only the first, its square and the bias count.
    const flat = (at: Record<number, number>, rest: number) =>
      Array.from({ length: 15 }, (_, k) => at[k] ?? rest)
    const model: SurvivalModel = {
      mean: flat({ 0: 0.1, 7: 0.05, 14: 0 }, 0),
      deviation: flat({ 0: 0.2, 7: 0.1, 14: 1 }, 1),
      weights: flat({ 0: 3, 7: 0.5, 14: -1 }, 9),
    }
    const logits = new Float32Array(4)
    writeSurvival(scene, rows, null, [model, model, model, model], logits)
    // (.5 − .1)/.2 = 2 and (.25 − .05)/.1 = 2; what has no value counts as the mean.
    expect([...logits]).toEqual([6, 6, 6, 6])
  })
})

describe('the variant that knows only the past', () => {
  it('says of a track seen so far the same, whatever comes later', () => {
    const scene = aScene(300)
    const live = knowPast(scene, knowing)
    for (const until of [5, 20, 45]) {
      const past = sceneUntil(scene, until)
      const then = knowPast(past, knowing)
      for (let t = 0; t < countTracks(scene); t += 1) {
        const boxes = boxesIn(past, t)
        if (boxes === 0) continue
        const seen = viewTrack(live, t, wholeView(boxes), true, 200)
        expect(seen).toEqual(viewTrack(then, t, wholeView(boxes), true, 200))
      }
    }
  })

  it('comes to know where tracks last', () => {
    const scene = aScene(600)
    const { survival } = knowPast(scene, knowing)
    const late = Array.from({ length: 600 }, (_, t) => t).filter(
      (t) => scene.boxes[scene.offsets[t]! * 6]! > 50,
    )
    const mean = (lasts: boolean) => {
      const some = late.filter((t) => boxesIn(scene, t) >= 8 === lasts)
      return some.reduce((sum, t) => sum + survival[scene.offsets[t]! * 4]!, 0) / some.length
    }
    expect(mean(true) - mean(false)).toBeGreaterThan(2)
  })
})
