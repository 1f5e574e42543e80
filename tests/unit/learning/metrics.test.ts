/** Figures against values worked out by hand. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaUnderCurve,
  averagePrecision,
  calibrationBins,
  measure,
  precisionRecallCurve,
  removedAt,
  removedKeptCurve,
  thresholdKeeping,
} from '../../../src/main/engine/learning/judging/metrics.ts'

// Real at .9, .8, .3; false at .7, .3, .1.
const judged = {
  scores: [0.9, 0.8, 0.3, 0.7, 0.3, 0.1],
  real: [true, true, true, false, false, false],
}

describe('measure', () => {
  it('counts outcomes at the threshold and everything that follows from them', () => {
    const figures = measure(judged, 0.5)
    expect(figures).toMatchObject({
      n: 6,
      real: 3,
      threshold: 0.5,
      confusion: [
        [2, 1],
        [1, 2],
      ],
    })
    for (const share of [
      figures.accuracy,
      figures.precision,
      figures.recall,
      figures.f1,
      figures.balancedAccuracy,
    ])
      expect(share).toBeCloseTo(2 / 3, 10)
  })

  it('keeps a track whose score is the threshold', () => {
    expect(measure({ scores: [0.5], real: [true] }, 0.5).recall).toBe(1)
  })

  it('gives ties half in the AUROC', () => {
    // Of nine pairs: .9 and .8 beat all (6); .3 beats .1, ties .3, loses to .7 → 7.5 of 9.
    expect(areaUnderCurve(judged)).toBeCloseTo(7.5 / 9, 10)
  })

  it('sums precision over recall gained for the average precision, tied scores as one', () => {
    // .9: 1/3 · 1; .8: 1/3 · 1; .7: no gain; .3 (one of each): 1/3 · 3/5.
    expect(averagePrecision(judged)).toBeCloseTo(1 / 3 + 1 / 3 + (1 / 3) * (3 / 5), 10)
  })

  it('bins scores in tenths for the calibration error', () => {
    const bins = calibrationBins({ scores: [0.12, 0.18, 1, 0.95], real: [false, true, true, true] })
    expect(bins).toEqual([
      { predicted: 0.15, observed: 0.5, n: 2 },
      { predicted: 0.975, observed: 1, n: 2 },
    ])
    const { calibrationError } = measure(
      { scores: [0.12, 0.18, 1, 0.95], real: [false, true, true, true] },
      0.5,
    )
    expect(calibrationError).toBeCloseTo(0.5 * 0.35 + 0.5 * 0.025, 10)
  })

  it('removes what lies below the highest threshold that keeps the share', () => {
    expect(thresholdKeeping(judged, 0.95)).toBe(0.3)
    expect(removedAt(judged, 0.95)).toBeCloseTo(1 / 3, 10) // the false one at .3 stays
    expect(thresholdKeeping(judged, 0.6)).toBe(0.8)
    expect(removedAt(judged, 0.6)).toBe(1)
  })

  it('says null, not a number, where a figure has no meaning', () => {
    const oneClass = measure({ scores: [0.9, 0.4], real: [true, true] }, 0.5)
    expect(oneClass).toMatchObject({
      auroc: null,
      removedAt95: null,
      removedAt99: null,
      balancedAccuracy: 0.5,
    })
    expect(measure({ scores: [], real: [] }, 0.5)).toMatchObject({ n: 0, loss: null, calibrationError: null })
    expect(measure(judged, 3, false)).toMatchObject({ loss: null, calibrationError: null })
    expect(thresholdKeeping({ scores: [0.2], real: [false] }, 0.95)).toBeNull()
  })
})

describe('curves', () => {
  it('go from keeping nothing to keeping all', () => {
    const curve = removedKeptCurve(judged)
    expect(curve[0]).toEqual([0, 1])
    expect(curve.at(-1)).toEqual([1, 0])
    expect(curve).toHaveLength(6) // five distinct scores
    expect(precisionRecallCurve(judged)[0]).toEqual([1 / 3, 1])
  })

  it('are thinned to the limit, ends kept', () => {
    const many = {
      scores: Array.from({ length: 1000 }, (_, i) => i / 1000),
      real: Array.from({ length: 1000 }, (_, i) => i % 3 === 0),
    }
    const curve = removedKeptCurve(many, 50)
    expect(curve).toHaveLength(50)
    expect([curve[0], curve.at(-1)]).toEqual([
      [0, 1],
      [1, 0],
    ])
  })
})

describe('AUROC', () => {
  it('is the share of pairs in the right order, for any scores', () => {
    const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), real: fc.boolean() }), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(scored, (items) => {
        const pairs = items
          .filter(({ real }) => real)
          .flatMap((a) => items.filter(({ real }) => !real).map((b) => [a, b]))
        const right = pairs.reduce(
          (sum, [a, b]) => sum + (a!.score > b!.score ? 1 : a!.score === b!.score ? 0.5 : 0),
          0,
        )
        const area = areaUnderCurve({
          scores: items.map(({ score }) => score),
          real: items.map(({ real }) => real),
        })
        if (pairs.length === 0) expect(area).toBeNull()
        else expect(area).toBeCloseTo(right / pairs.length, 9)
      }),
    )
  })
})
