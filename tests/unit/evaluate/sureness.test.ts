/** Intervals, promises and calibration in the view's words. */
import { describe, expect, it } from 'vitest'
import {
  calibrationTip,
  calibrationWords,
  figuresOf,
  intervalWords,
  leadWords,
  promisedWords,
  promiseWords,
} from '../../../src/renderer/features/evaluate/figures.ts'
import { atThreshold } from '../../../src/renderer/features/evaluate/threshold.ts'
import { evaluation, metrics } from '../../support/evaluations.ts'

describe('how sure it is', () => {
  const sure = metrics({
    intervals: { over: 'video', groups: 12, resamples: 1000, of: { auroc: [0.901, 0.958] } },
  })

  it('stands beside the figures, with what was drawn', () => {
    const auroc = figuresOf(evaluation(11), sure, null).find(({ title }) => title === 'AUROC')
    expect(auroc).toMatchObject({ value: '0.933', interval: '0.901–0.958' })
    expect(intervalWords(sure)).toBe('Small: 95 % intervals, 12 videos drawn anew 1000 times.')
    expect(intervalWords(metrics())).toMatch(/No intervals/)
  })

  it('is left out where the threshold has moved on, but for what does not depend on it', () => {
    const of = { auroc: [0.9, 0.95] as [number, number], recall: [0.8, 0.9] as [number, number] }
    const moved = atThreshold(
      evaluation(11, { metrics: metrics({ intervals: { ...sure.intervals!, of } }) }),
      0.4,
    )
    expect(moved.intervals!.of).toEqual({ auroc: [0.9, 0.95] })
  })

  it('says the lead over the best rule, and what a promise kept', () => {
    const lead = {
      unit: 'track' as const,
      metric: 'auroc' as const,
      baseline: 'duration' as const,
      name: 'Duration',
      value: 0.183,
      interval: [0.1, 0.25] as [number, number],
    }
    expect(leadWords(evaluation(11, { differences: [lead] }))).toBe(
      'AUROC +0.18 (+0.10 to +0.25) on duration',
    )
    expect(leadWords(evaluation(11))).toBe('')
    const promise = {
      share: 0.95,
      threshold: 0.31,
      chosenOn: { real: 171, sources: ['walk'] },
      real: 98,
      kept: 91,
      false: 116,
      removed: 80,
      keptInterval: [0.88, 0.96] as [number, number],
      removedInterval: null,
    }
    expect(promiseWords(promise)).toBe(
      '0.31 kept 95 % of the 171 real validation tracks of walk; here it keeps 91 of 98, 92.9 % (88–96 %).',
    )
    expect(promiseWords({ ...promise, real: 0, kept: 0 })).toMatch(/here is no real track/)
    expect(promisedWords([promise])).toBe('95 % promised, 92.9 % kept here')
  })

  it('tells what calibration changed, or that there was none', () => {
    const calibrated = { scale: 0.5, offset: 0, real: 50, false: 50, refused: null, errorBefore: 0.076 }
    expect(calibrationWords(evaluation(11, { calibrated }))).toBe('0.076 uncalibrated')
    const refused = { ...calibrated, refused: 'The validation part has 1 real track.' }
    expect(calibrationWords(evaluation(11, { calibrated: refused }))).toBe('not calibrated')
    expect(calibrationTip(evaluation(11, { calibrated: refused }))).toBe(refused.refused)
    const intervals = {
      over: 'video',
      groups: 23,
      resamples: 1000,
      of: {},
      calibrationChance: 0.0134,
    } as const
    expect(calibrationTip(evaluation(11, { calibrated, metrics: metrics({ intervals }) }))).toMatch(
      /About 0.013 of the error is chance: these are 23 videos/,
    )
  })
})
