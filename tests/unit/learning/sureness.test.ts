/** Intervals by bootstrap: they must cover what they claim, by video, and be the same again. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import {
  differenceInterval,
  intervalOf,
  intervalsOf,
  type Rated,
  resample,
} from '../../../src/main/engine/learning/judging/bootstrap.ts'
import { type Judged, measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { order, weightedFigures } from '../../../src/main/engine/learning/judging/weighted.ts'
import { metricNames } from '../../../src/shared/contract/evaluation.ts'

/** Real ones score higher by `shift`; scores are rounded, so that there are ties. */
function someScores(n: number, shift: number, seed: number): Judged {
  const random = createRandom(seed, 'scores')
  const real = Array.from({ length: n }, (_, i) => i % 2 === 0)
  const scores = real.map((is) => {
    const z = random.normal() + (is ? shift / 2 : -shift / 2)
    return Math.round(100 / (1 + Math.exp(-z))) / 100
  })
  return { scores, real }
}
const rated = (judged: Judged, id = 'run'): Rated => ({ id, judged, threshold: 0.5, probabilities: true })
const each = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('weighted figures', () => {
  it.each([1, 2, 3])('with weights of one are the metrics themselves (%i)', (seed) => {
    const judged = someScores(201, 1.5, seed)
    const metrics = measure(judged, 0.5)
    const figures = weightedFigures(order(judged, each(201), 0.5, true), new Uint8Array(201).fill(1))
    for (const name of metricNames) expect(figures[name], name).toBeCloseTo(metrics[name]!, 9)
  })

  it('with other weights are the metrics of things repeated so often', () => {
    const judged = someScores(60, 1, 4)
    const weights = each(60).map((i) => i % 4)
    const repeated = each(60).flatMap((i) => each(weights[i]!).map(() => i))
    const metrics = measure(
      { scores: repeated.map((i) => judged.scores[i]!), real: repeated.map((i) => judged.real[i]!) },
      0.5,
    )
    const figures = weightedFigures(order(judged, each(60), 0.5, true), weights)
    for (const name of metricNames) expect(figures[name], name).toBeCloseTo(metrics[name]!, 9)
  })

  it('of one side only have no AUROC', () => {
    const figures = weightedFigures(order(someScores(4, 1, 1), each(4), 0.5, false), [1, 0, 1, 0])
    expect([figures.auroc, figures.removed, figures.calibrationError]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
  })
})

describe('intervals', () => {
  it('hold the value and narrow with the number of videos', () => {
    const widths = [60, 600].map((n) => {
      const judged = someScores(n, 1.2, 7)
      const metrics = measure(judged, 0.5)
      const { of, over, groups } = intervalsOf(resample([rated(judged)], each(n))!, 'run', metrics)
      expect({ over, groups }).toEqual({ over: 'video', groups: n })
      expect(of.auroc![0]).toBeLessThan(metrics.auroc!)
      expect(of.auroc![1]).toBeGreaterThan(metrics.auroc!)
      return of.auroc![1] - of.auroc![0]
    })
    expect(widths[0]! / widths[1]!).toBeGreaterThan(2)
    expect(widths[0]! / widths[1]!).toBeLessThan(5)
  })

  it('cover the truth about as often as they claim', () => {
    // AUROC of two normals a distance d apart: Φ(d/√2); for d = 1, 0.7602.
    const hits = each(60).filter((seed) => {
      const judged = someScores(150, 1, 100 + seed)
      const [low, high] = intervalOf(resample([rated(judged)], each(150), seed)!.draws.get('run')!.auroc)!
      return low <= 0.7602 && 0.7602 <= high
    })
    expect(hits.length).toBeGreaterThanOrEqual(52)
  })

  it('draw whole videos: tracks that go together make them wider', () => {
    const one = someScores(40, 1, 3)
    const tenfold: Judged = {
      scores: each(400).map((i) => one.scores[Math.floor(i / 10)]!),
      real: each(400).map((i) => one.real[Math.floor(i / 10)]!),
    }
    const width = (videos: number[]) => {
      const [low, high] = intervalOf(resample([rated(tenfold)], videos)!.draws.get('run')!.auroc)!
      return high - low
    }
    expect(width(each(400).map((i) => Math.floor(i / 10)))).toBeGreaterThan(2 * width(each(400)))
  })

  it('say that they are over tracks where there are too few videos, and are none for one thing', () => {
    expect(
      resample(
        [rated(someScores(20, 1, 1))],
        each(20).map((i) => i % 4),
      ),
    ).toMatchObject({
      over: 'track',
      groups: 20,
    })
    expect(resample([rated({ scores: [0.5], real: [true] })], [1])).toBeNull()
  })

  it('are the same again', () => {
    const twice = [1, 2].map(() => resample([rated(someScores(50, 1, 5))], each(50))!.draws.get('run')!.auroc)
    expect(twice[0]).toEqual(twice[1])
  })

  it('of the same list have no difference, and of a better one a surely positive one', () => {
    const good = someScores(300, 3, 8)
    const poor: Judged = { scores: someScores(300, 0, 9).scores, real: good.real }
    const drawn = resample([rated(good, 'run'), rated(good, 'same'), rated(poor, 'poor')], each(300))!
    expect(differenceInterval(drawn, 'run', 'same', 'auroc')).toEqual([0, 0])
    expect(differenceInterval(drawn, 'run', 'poor', 'auroc')![0]).toBeGreaterThan(0.2)
  })

  it('of a perfectly calibrated score reach near to 0', () => {
    const random = createRandom(1, 'calibrated')
    const scores = each(500).map(() => random.uniform())
    const judged = { scores, real: scores.map((p) => random.uniform() < p) }
    const metrics = measure(judged, 0.5)
    const { of, calibrationChance } = intervalsOf(resample([rated(judged)], each(500))!, 'run', metrics)
    const [low, high] = of.calibrationError!
    expect(calibrationChance).toBeGreaterThan(0.01)
    expect(low).toBeLessThan(0.03)
    expect(high).toBeGreaterThanOrEqual(metrics.calibrationError!)
  })
})
