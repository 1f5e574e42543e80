/** Scores made probabilities: what was distorted is set right, and nothing is fitted on too little. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import {
  calibrate,
  calibrateAll,
  fitCalibration,
  rawScore,
  type ScoredTrack,
} from '../../../src/main/engine/learning/judging/calibrate.ts'
import { drawBack, spreadOfSums } from '../../../src/main/engine/learning/judging/calibrationSpread.ts'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { fitScores } from '../../../src/main/engine/learning/training/fitScores.ts'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** True with the chance that is said, but the score says it too boldly and too high. */
function distorted(n: number, seed: number): ScoredTrack[] {
  const random = createRandom(seed, 'distorted')
  return Array.from({ length: n }, (_, video) => {
    const z = random.normal() * 1.5
    const steps = Float32Array.from({ length: 4 }, () => sigmoid(3 * z + 1))
    return { steps, real: random.uniform() < sigmoid(z), video }
  })
}
const mean = (steps: Float32Array) => steps.reduce((sum, p) => sum + p, 0) / steps.length
const errorOf = (tracks: readonly ScoredTrack[], change = (steps: Float32Array) => steps) =>
  measure(
    { scores: tracks.map(({ steps }) => mean(change(steps))), real: tracks.map(({ real }) => real) },
    0.5,
  ).calibrationError!

describe('calibration', () => {
  it('undoes a temperature and a bias, so that new tracks are calibrated', () => {
    const fitted = fitCalibration(distorted(2000, 1))
    expect(fitted.refused).toBeNull()
    expect(fitted.scale).toBeCloseTo(1 / 3, 1)
    expect(fitted.offset).toBeCloseTo(-1 / 3, 0)
    const others = distorted(4000, 2)
    expect(errorOf(others)).toBeGreaterThan(0.1)
    expect(errorOf(others, (steps) => calibrateAll(fitted, steps))).toBeLessThan(0.03)
  })

  it('keeps the order of scores, stays within 0 and 1, and can be undone', () => {
    const map = { scale: 0.4, offset: 1 }
    const scores = Float32Array.of(0, 1e-6, 0.2, 0.5, 0.9, 1)
    const after = Array.from(calibrateAll(map, scores))
    expect([...after].sort((a, b) => a - b)).toEqual(after)
    expect(after.every((p) => p >= 0 && p <= 1)).toBe(true)
    expect(rawScore(map, Float32Array.of(calibrate(map, 0.3), calibrate(map, 0.7)))).toBeCloseTo(0.5, 5)
    expect(calibrate({ scale: 1, offset: 0 }, 0.123)).toBe(0.123)
  })

  it.each([
    ['one class', 40, () => true, /0 false tracks/],
    ['few of one side', 40, (i: number) => i === 0, /1 real track;/],
    ['nothing', 0, () => true, /0 false tracks/],
  ])('is refused with the reason on a validation of %s', (_, n, real, reason) => {
    const tracks = Array.from({ length: n }, (_, i) => ({
      steps: Float32Array.of(0.8),
      real: real(i),
      video: i,
    }))
    const fitted = fitCalibration(tracks)
    expect(fitted).toMatchObject({ scale: 1, offset: 0 })
    expect(fitted.refused).toMatch(reason)
  })

  it('stays finite where the model is never wrong', () => {
    const tracks = Array.from({ length: 200 }, (_, i) => ({
      steps: Float32Array.of(i % 2 ? 0.9 : 0.1),
      real: i % 2 === 1,
      video: i,
    }))
    const { scale, offset } = fitCalibration(tracks)
    expect(scale).toBeGreaterThan(1)
    expect(scale).toBeLessThan(20)
    expect(Math.abs(offset)).toBeLessThan(0.1)
  })

  it('believes many tracks of few videos little, and the same tracks of as many videos much', () => {
    // Each video is too high or too low as a whole: that all say .7 of a half is chance.
    const random = createRandom(5, 'videos')
    const of = (video: (i: number) => number) =>
      Array.from({ length: 600 }, (_, i) => {
        const shift = i % 6 < 4 ? 0.2 : -0.2
        return { steps: Float32Array.of(0.5), real: random.uniform() < 0.5 + shift, video: video(i) }
      })
    const few = fitCalibration(of((i) => i % 6))
    const many = fitCalibration(of((i) => i))
    expect(few).toMatchObject({ videos: 6, refused: null })
    expect(Math.abs(few.offset)).toBeLessThan(0.15)
    expect(many.offset).toBeGreaterThan(0.2)
  })

  it('leaves scores alone where few videos agree by chance, however many tracks they have', () => {
    const random = createRandom(7, 'agree')
    const of = (videos: number) =>
      Array.from({ length: 1200 }, (_, i) => ({
        steps: Float32Array.of(0.5),
        real: random.uniform() < sigmoid(-2),
        video: i % videos,
      }))
    expect(Math.abs(fitCalibration(of(3)).offset)).toBeLessThan(0.05)
    expect(fitCalibration(of(40)).offset).toBeCloseTo(-2, 0)
  })

  it('begins at the scale that is expected: few videos that say little else leave it there, many take it away', () => {
    const of = (n: number) => {
      const random = createRandom(6, 'timid')
      return Array.from({ length: n }, (_, video) => {
        const z = random.normal() * 1.5
        return { steps: Float32Array.of(sigmoid(z)), real: random.uniform() < sigmoid(2 * z), video }
      })
    }
    expect(fitCalibration(of(40), 2).scale).toBeCloseTo(2, 0)
    expect(fitCalibration(of(40), 1).scale).toBeLessThan(fitCalibration(of(40), 2).scale - 0.2)
    expect(fitCalibration(of(4000), 1).scale).toBeCloseTo(2, 0)
    expect(fitCalibration(of(4), 2)).toMatchObject({ scale: 1, offset: 0 })
  })

  it('sets the thresholds on the calibrated scores', () => {
    const tracks = distorted(400, 3)
    const steps = tracks.map(({ steps: scores }) => ({ scores, attention: scores }))
    const real = tracks.map((track) => track.real)
    const { calibration, keep95 } = fitScores(
      steps,
      real,
      tracks.map(({ video }) => video),
    )
    const scores = tracks.map((track) => mean(calibrateAll(calibration, track.steps)))
    const kept = scores.filter((score, i) => real[i] && score >= keep95! - 1e-9).length
    expect(kept / real.filter(Boolean).length).toBeGreaterThanOrEqual(0.95)
    expect(scores).toContain(keep95)
  })
})

describe('how far a fit is believed', () => {
  it('follows from what groups say together: worked out by hand', () => {
    // Two groups with sums of (error / variance) · slope (4, 0) and (−2, 0); information Σ slope² / variance = 1 + 2 · 4.
    const one = (video: number, error: number) => ({ video, slope: [1, 0] as const, error, variance: 0.25 })
    const spread = spreadOfSums([one(1, 1), one(2, -0.5)])
    expect(spread[0]).toBeCloseTo((2 * (16 + 4)) / 9 ** 2, 10)
    expect(spread[1]).toBe(0)
    // One group: as if its examples were independent.
    expect(spreadOfSums([one(1, 1), one(1, -0.5)])).toEqual(spread)
  })

  it('is never surer than groups that lie 2 apart in offset allow, by what each weighs', () => {
    const of = (video: number) => ({ video, slope: [0, 1] as const, error: 0, variance: 0.25 })
    expect(spreadOfSums([of(1)])[2]).toBe(4)
    expect(spreadOfSums([of(1), of(2)])[2]).toBe(4 / 2)
    expect(spreadOfSums([of(1), of(1), of(1), of(2)])[2]).toBeCloseTo(4 * (9 / 16 + 1 / 16), 10)
  })

  it('draws back what its spread explains, and hardly what it does not', () => {
    const [x, y] = drawBack([0.2, 2], [0.04, 0, 0.04], 0.1)
    expect(x).toBeCloseTo((0.2 * 0.01) / 0.05, 10)
    expect(y).toBeCloseTo((2 * 3.76) / 3.8, 10)
    expect(drawBack([0.2, -0.3], [0, 0, 0], 0.1)).toEqual([0.2, -0.3])
  })
})
