/** The rules beside the model must be as good as they can be: a weak rival flatters. */
import { describe, expect, it } from 'vitest'
import { CropPlaces, makeCropFile } from '../../../src/main/engine/base/cropFile.ts'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { firstBoxes } from '../../../src/main/engine/learning/data/trackTable.ts'
import { classify, fitKindRule } from '../../../src/main/engine/learning/heads/kindRule.ts'
import {
  bestCut,
  type Fitted,
  fitBrightCrops,
  fitBrightPixels,
  fitTrackRules,
  type Rule,
} from '../../../src/main/engine/learning/judging/baselines.ts'
import { fitLogistic, logisticScore } from '../../../src/main/engine/learning/judging/logistic.ts'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { summaryInputs } from '../../../src/main/engine/learning/judging/summaryInputs.ts'
import { temporaryFolder } from '../../support/catalogue.ts'
import { aTrack, type TrackShape } from '../../support/tracks.ts'

const known = (shape: TrackShape, real: boolean) => ({ thing: aTrack(shape), real })
const ruleOf = <T>(fitted: readonly Fitted<T>[], id: string) => {
  const rule = fitted.find((one) => one.id === id)!
  if ('absent' in rule) throw new Error(rule.absent)
  return rule as Rule<T>
}

describe('one threshold', () => {
  it.each([
    ['above', [1, 2, 3, 8, 9], [0, 0, 0, 1, 1], { cut: 6, above: true }],
    ['below', [1, 2, 3, 8, 9], [1, 1, 1, 0, 0], { cut: 5, above: false }],
    ['between neighbours, from above', [3, 4], [0, 1], { cut: 4, above: true }],
    ['between neighbours, from below', [3, 4], [1, 0], { cut: 3, above: false }],
    ['of fractions', [0.25, 0.5], [0, 1], { cut: 0.375, above: true }],
    ['of all alike values', [5, 5, 5], [1, 1, 0], { cut: 5, above: true }],
  ])('lies where it is right most often: %s', (_, values, real, wanted) => {
    expect(bestCut(values.map((value, i) => ({ value, real: real[i] === 1 })))).toEqual(wanted)
  })
})

describe('track rules', () => {
  it('reach AUROC 1 by duration where duration decides', () => {
    const train = [1, 2, 3, 4, 12, 15, 20].map((boxes) => known({ boxes }, boxes > 5))
    const rule = ruleOf(fitTrackRules(train), 'duration')
    expect(rule.rule).toBe('boxes at least 8')
    const test = [2, 5, 8, 30].map((boxes) => known({ boxes }, boxes > 5))
    const figures = measure(
      { scores: test.map(({ thing }) => rule.score(thing)), real: test.map(({ real }) => real) },
      rule.threshold,
      false,
    )
    expect(figures).toMatchObject({ auroc: 1, accuracy: 1, removedAt99: 1, loss: null })
  })

  it('cut from above where short tracks are the real ones, and still read as a number of boxes', () => {
    const rule = ruleOf(
      fitTrackRules([1, 2, 3, 20, 30].map((boxes) => known({ boxes }, boxes < 5))),
      'duration',
    )
    expect(rule.rule).toBe('boxes at most 11')
    expect(rule.score(aTrack({ boxes: 11 }))).toBeGreaterThanOrEqual(rule.threshold)
    expect(rule.score(aTrack({ boxes: 12 }))).toBeLessThan(rule.threshold)
  })

  it('use the detector score, and say so where the file has none', () => {
    const scored = [0.2, 0.3, 0.8, 0.9].map((score) => known({ boxes: 3, score }, score > 0.5))
    expect(ruleOf(fitTrackRules(scored), 'mean-score').rule).toBe('mean detector score at least 0.550')
    const bare = scored.map(({ thing, real }) => ({
      thing: aTrack({ boxes: 3, score: Number.NaN }),
      real,
      old: thing,
    }))
    expect(fitTrackRules(bare).find(({ id }) => id === 'mean-score')).toMatchObject({
      absent: 'The tracks have no detector scores.',
    })
    expect(Number.isFinite(ruleOf(fitTrackRules(bare), 'logistic').score(bare[0]!.thing))).toBe(true)
  })

  it('give clips a threshold on bright pixels', () => {
    const clips = [10, 20, 90, 100].map((thing) => ({ thing, real: thing > 50 }))
    expect(fitBrightPixels(clips)).toMatchObject({
      rule: 'bright pixels a frame at least 55.0',
      threshold: 55,
    })
    expect(fitBrightPixels(clips.slice(0, 2))).toMatchObject({
      absent: 'The training clips are all of one class.',
    })
  })
})

it('tracks whose crops are there have a threshold on their bright pixels, of the boxes that were seen', async () => {
  const { folder, remove } = temporaryFolder()
  const [file, side] = [`${folder}/crops`, 64]
  // Rows that are bright in each crop; the first track has two crops, of its boxes 0 and 5.
  const rows = [1, 3, 20, 30]
  await makeCropFile(file, { key: 'k', side, crops: rows.length }, (unfinished) => {
    const places = new CropPlaces(unfinished)
    for (const [at, bright] of rows.entries())
      places.put(at, new Uint8Array(side * side * 3).fill(128, 0, bright * side * 3))
    places.close()
    return Promise.resolve()
  })
  const seen = (boxes: number, first: number, crops: number[], real: boolean) => ({
    thing: aTrack({ boxes }, { crops: { file, key: 'k', first, boxes: Int32Array.from(crops) } }),
    real,
  })
  const train = [seen(6, 0, [0, 5], false), seen(1, 2, [0], true), seen(1, 3, [0], true)]
  const rule = fitBrightCrops(train)
  expect(rule.rule).toBe('bright pixels a crop at least 704.0')
  const [long] = train
  expect(rule.score(long!.thing)).toBe(2 * side)
  expect(rule.score(firstBoxes(long!.thing, 5))).toBe(side)
  remove()
})

describe('logistic regression', () => {
  it('finds the weights that made the labels', () => {
    const random = createRandom(5, 'logistic')
    const rows = Array.from({ length: 4000 }, () => [random.normal(), random.normal() * 10 + 3])
    const real = rows.map(
      ([a, b]) => random.uniform() < 1 / (1 + Math.exp(-(1.5 * a! - 0.2 * (b! - 3) + 0.5))),
    )
    const model = fitLogistic(rows, real)
    const slope = (k: number) => model.weights[k]! / model.deviation[k]!
    expect(slope(0)).toBeCloseTo(1.5, 0)
    expect(slope(1)).toBeCloseTo(-0.2, 1)
    const mean = rows.reduce((sum, row) => sum + logisticScore(model, row), 0) / rows.length
    expect(mean).toBeCloseTo(real.filter(Boolean).length / rows.length, 3) // calibrated on its own data
  })

  it('ends also where a line separates all, and where an input never changes', () => {
    const rows = [1, 2, 3, 10, 11, 12].map((value) => [value, 7])
    const model = fitLogistic(rows, [false, false, false, true, true, true])
    expect(logisticScore(model, [1, 7])).toBeLessThan(0.1)
    expect(logisticScore(model, [12, 7])).toBeGreaterThan(0.9)
  })

  it('looks at nine numbers, worked out by hand', () => {
    // Three boxes over five frames, 10 high, moving 3 right a frame.
    const track = aTrack(
      { boxes: 3, every: 2, vx: 3, height: 10, score: 0.5 },
      { frame: { width: 100, height: 100 } },
    )
    const wanted = [Math.log(3), Math.log(5), 3 / 5, 0.5, 0.5, Math.log(0.1), 0.3, 1.2, 0]
    summaryInputs(track).forEach((value, i) => expect(value, `number ${i}`).toBeCloseTo(wanted[i]!, 6))
    expect(summaryInputs(aTrack({ boxes: 1, score: Number.NaN })).every(Number.isFinite)).toBe(true)
  })
})

describe('the kind of what is rejected', () => {
  const rule = fitKindRule([
    { boxes: 1, label: 'noise' },
    { boxes: 1, label: 'brief' },
    { boxes: 1, label: 'noise' },
    { boxes: 2, label: 'brief' },
    { boxes: 20, label: 'noise' },
    { boxes: 5, label: 'persistent' },
  ])

  it('is the more common one of its length among the training labels, else that of the nearest length', () => {
    expect(rule).toEqual({ '1': 'noise', '2-3': 'brief', '4-10': 'brief', '11-30': 'noise', '31-': 'noise' })
  })

  it('matters below the threshold only', () => {
    expect(classify(0.5, 1, 0.5, rule)).toBe('persistent')
    expect(classify(0.49, 1, 0.5, rule)).toBe('noise')
    expect(classify(0.1, 3, 0.5, rule)).toBe('brief')
  })
})
