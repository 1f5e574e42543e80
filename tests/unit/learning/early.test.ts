/** Decisions while a track grows: final, within the asked rates, and told of where they cannot be had. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { decide, decider } from '../../../src/main/engine/learning/early/decide.ts'
import { lineOf, stepsOf } from '../../../src/main/engine/learning/early/figures.ts'
import { scoreGrowing, scoresAt } from '../../../src/main/engine/learning/early/growing.ts'
import { earlyFigures } from '../../../src/main/engine/learning/early/report.ts'
import { chooseThresholds, type Grown } from '../../../src/main/engine/learning/early/thresholds.ts'
import type { Model } from '../../../src/main/engine/learning/files/modelFile.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { describedModel } from '../../support/modelDescriptions.ts'
import { aTrack } from '../../support/tracks.ts'

/** Scores that wander: those of real tracks upwards. */
function wandering(n: number, seed: number): Grown[] {
  const random = createRandom(seed, 'wandering')
  return Array.from({ length: n }, (_, i) => {
    const real = i % 2 === 0
    let z = random.normal()
    const scores = Float32Array.from({ length: 1 + random.integer(12) }, () => {
      z += (real ? 0.4 : -0.4) + 0.7 * random.normal()
      return 1 / (1 + Math.exp(-z))
    })
    return { scores, real, video: i % 10 }
  })
}

function errorsOf(tracks: readonly Grown[], cuts: Parameters<typeof decide>[1]) {
  const wrong = (side: boolean) =>
    tracks.filter(
      ({ real, scores }) => real === side && decide(scores, cuts).verdict === (side ? 'reject' : 'confirm'),
    ).length
  return { falseConfirm: wrong(false), falseReject: wrong(true) }
}

describe('a decision', () => {
  it('is final: what comes later changes nothing', () => {
    const next = decider({ confirm: 0.9, reject: 0.1 })
    expect(next(0.5)).toEqual({ verdict: 'undecided', boxes: 0, confidence: 0 })
    const made = { verdict: 'confirm', boxes: 2, confidence: 0.95 }
    for (const score of [0.95, 0.01, 0.5, 1]) expect(next(score)).toEqual(made)
  })

  it('of the first boxes is that of the whole track, once it is made', () => {
    const cuts = { confirm: 0.8, reject: 0.2 }
    for (const { scores } of wandering(200, 1)) {
      const whole = decide(scores, cuts)
      for (let k = 1; k <= scores.length; k += 1) {
        const first = decide(scores.subarray(0, k), cuts)
        if (first.verdict !== 'undecided' || k === scores.length) expect(first).toEqual(whole)
      }
    }
  })
})

describe('thresholds', () => {
  it('keep to the asked rates with one more error counted, on the tracks that they were chosen on', () => {
    const tracks = wandering(800, 2)
    for (const falseConfirm of [0.01, 0.05, 0.2])
      for (const falseReject of [0.01, 0.1]) {
        const chosen = chooseThresholds(tracks, { falseConfirm, falseReject })
        expect(chosen.refused).toEqual([])
        const errors = errorsOf(tracks, chosen)
        expect(errors.falseConfirm + 1).toBeLessThanOrEqual(falseConfirm * 401)
        expect(errors.falseReject + 1).toBeLessThanOrEqual(falseReject * 401)
        // As far as that allows: not a threshold that decides nothing.
        expect(errors.falseConfirm).toBeGreaterThan(falseConfirm * 401 - 3)
      }
  })

  it('hold on average for new tracks of the same kind', () => {
    const rates = { falseConfirm: 0.1, falseReject: 0.05 }
    const sums = { falseConfirm: 0, falseReject: 0 }
    for (let i = 0; i < 30; i += 1) {
      const errors = errorsOf(wandering(400, 1000 + i), chooseThresholds(wandering(100, i), rates))
      sums.falseConfirm += errors.falseConfirm / 200 / 30
      sums.falseReject += errors.falseReject / 200 / 30
    }
    expect(sums.falseConfirm).toBeLessThan(0.115)
    expect(sums.falseReject).toBeLessThan(0.065)
    expect(sums.falseConfirm).toBeGreaterThan(0.03)
  })

  it('that cannot be had leave tracks undecided, and say what is missing', () => {
    const few = chooseThresholds(wandering(100, 3), { falseConfirm: 0.01, falseReject: 0.05 })
    expect(few.confirm).toBeNull()
    expect(few.reject).not.toBeNull()
    expect(few.refused).toEqual([
      'No track is confirmed: to promise at most 1 % wrong takes 99 false tracks in the validation part, and it has 50. Ask for a higher rate, or label more.',
    ])
    const none = chooseThresholds(wandering(800, 3), { falseConfirm: 0, falseReject: 0 })
    expect([none.confirm, none.reject, none.refused.length]).toEqual([null, null, 2])
    // A false track with the highest score of all.
    const blind = wandering(400, 4).map((track) => ({
      ...track,
      scores: track.scores.fill(track.real ? 0.9 : 1),
    }))
    const never = chooseThresholds(blind, { falseConfirm: 0.1, falseReject: 0.1 })
    expect(never.confirm).toBeNull()
    expect(never.refused[0]).toContain('the scores of false tracks reach as far as any')
    const judged = blind.map((track) => ({ ...track, boxes: track.scores.length }))
    const { lines } = earlyFigures({ validation: [], judged, rates: { falseConfirm: 0.5, falseReject: 0.5 } })
    expect(lines[0]).toMatchObject({ decided: 0, meanBoxes: null, falseConfirm: { errors: 0, of: 200 } })
    expect(lines[0]!.saved).toBeCloseTo(0.4)
  })

  it('of rates so lenient that they cross decide every track at once', () => {
    const tracks = wandering(200, 5)
    const all = chooseThresholds(tracks, { falseConfirm: 1, falseReject: 1 })
    expect(all.reject!).toBeLessThan(all.confirm!)
    expect(tracks.filter(({ scores }) => decide(scores, all).verdict === 'undecided')).toHaveLength(0)
  })
})

it('figures are those worked out by hand', () => {
  const track = (real: boolean, boxes: number, verdict: 'confirm' | 'reject' | 'undecided', at: number) => ({
    real,
    boxes,
    video: 1,
    decision: { verdict, boxes: at, confidence: 0.9 },
  })
  const tracks = [
    track(true, 10, 'confirm', 2), // 2 · .6 + 8 · 1 = 9.2
    track(true, 4, 'reject', 4), // 4 · .6 = 2.4, wrong
    track(false, 6, 'reject', 1), // .6 + 5 · .2 = 1.6
    track(false, 2, 'undecided', 0), // 1.2
    track(false, 3, 'confirm', 3), // 1.8, wrong
  ]
  const line = lineOf('early', 'some', tracks)
  expect(line).toMatchObject({
    falseConfirm: { errors: 1, of: 3 },
    falseReject: { errors: 1, of: 2 },
    decided: 0.8,
    realConfirmed: 0.5,
    meanBoxes: 2.5,
    medianBoxes: 3,
  })
  expect(line.falseRejected).toBeCloseTo(1 / 3)
  expect(line.saved).toBeCloseTo(1 - 16.2 / 25)
  expect(stepsOf(tracks).map(({ decided }) => decided)).toEqual([0.2, 0.4, 0.6000000000000001, 0.8])
  expect(stepsOf(tracks)[3]).toMatchObject({ falseReject: 0.5 })
})

it('scores while a track grows know nothing of what comes later', async () => {
  await useBackend('wasm')
  const recipe = Recipe.parse({ preset: 'early', ensemble: false, survival: false, width: 16 })
  const pipeline = buildPipeline(recipe)
  const even = (size: number) => ({
    mean: new Array<number>(size).fill(0),
    deviation: new Array<number>(size).fill(1),
  })
  const description = describedModel({
    recipe,
    parameters: pipeline.size,
    normalisation: { ...even(12), track: even(20) },
  })
  const model: Model = { description, pipeline, weights: pipeline.start(createRandom(1)), ensemble: null }
  const some = (ends: number) =>
    [0, 3, 5, 9].map((first, i) =>
      aTrack({ boxes: ends - first, first, x: 10 + 20 * i, vx: i, height: 10 + 3 * i }, { id: i + 1 }),
    )
  const [until12, until40] = [tableOf(some(12)), tableOf(some(40))]
  const [short, long] = [
    await scoreGrowing(model, until12, null, quietWork()),
    await scoreGrowing(model, until40, null, quietWork()),
  ]
  expect(scoresAt(long, 0)).toHaveLength(30)
  for (let i = 0; i < 4; i += 1) {
    const [before, after] = [scoresAt(short, i), scoresAt(long, i)]
    before.forEach((score, k) => expect(after[k]).toBeCloseTo(score, 6))
    expect(new Set(before).size).toBe(before.length)
  }
})
