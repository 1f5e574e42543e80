import { describe, expect, it } from 'vitest'
import { chartLines, keptFrom } from '../../../src/renderer/features/evaluate/chartData.ts'
import {
  decidesAfter,
  figuresOf,
  liveWords,
  sides,
  differs,
  signed,
  thresholdWords,
} from '../../../src/renderer/features/evaluate/figures.ts'
import { columnsOf, rowsOf } from '../../../src/renderer/features/evaluate/sideBySide.ts'
import {
  atThreshold,
  clampThreshold,
  stepAt,
  thresholdFor,
} from '../../../src/renderer/features/evaluate/threshold.ts'
import { evaluation, metrics, run } from '../../support/evaluations.ts'
import type { Evaluation } from '../../../src/shared/contract/learning.ts'

describe('the figures', () => {
  it('say what they are counted from', () => {
    expect(sides(metrics())).toEqual({ kept: 85, real: 98, removed: 98, false: 116 })
    const [kept, removed] = figuresOf(evaluation(11), metrics(), null)
    expect(kept).toMatchObject({ value: '85', of: 'of 98', beside: '87 %' })
    expect(removed).toMatchObject({ value: '98', of: 'of 116', beside: '84 %' })
    expect(thresholdWords(0.5, metrics())).toBe(
      'Threshold 0.50: keeps 85 of 98 real tracks, removes 98 of 116 false ones',
    )
  })

  it('stand beside a rival: the other run, else the best baseline', () => {
    const auroc = (against: Evaluation | null) => figuresOf(evaluation(11), metrics(), against)[3]!.beside
    expect(auroc(null)).toBe('duration: 0.750')
    expect(auroc(evaluation(9, { metrics: metrics({ auroc: 0.854 }) }))).toBe('run 9: 0.854')
  })

  it('tell after how many boxes the run has nearly made up its mind', () => {
    expect(decidesAfter(evaluation(11).afterBoxes)).toMatchObject({ boxes: 5 })
    const wavering = [
      {
        id: 'model',
        name: 'model',
        points: [
          [1, 0.9],
          [2, 0.4],
          [5, 0.6],
          [9, 0.6],
        ] as [number, number][],
      },
    ]
    expect(decidesAfter(wavering)).toMatchObject({ boxes: 5 })
    expect(decidesAfter([])).toBeNull()
  })

  it('say of how many tracks the live line is, where not all were drawn', () => {
    const line = {
      id: 'run',
      name: 'run 11',
      points: [
        [1, 0.8],
        [2, 0.9],
      ] as [number, number][],
    }
    expect(liveWords(evaluation(11, { liveAfterBoxes: [line] }))).toBe('')
    expect(liveWords(evaluation(11, { liveAfterBoxes: [{ ...line, of: [120, 90] }] }))).toBe(
      ', of 90–120 of 214 tracks, drawn',
    )
  })

  it('write differences with their sign', () => {
    expect([signed(0.0791), signed(-0.1049), signed(0.00001), signed(33.2, 0)]).toEqual([
      '+0.079',
      '−0.105',
      '±0',
      '+33',
    ])
    expect([differs(0.00001), differs(-0.002), differs(0.4, 0)]).toEqual(['same', '−0.002', 'same'])
  })
})

describe('the threshold', () => {
  const { atThresholds } = evaluation(11)

  it('is found from the share of real tracks that the pointer stands at, removing as much as it can', () => {
    expect(thresholdFor(atThresholds, 0.87, 98)).toBe(0.5)
    expect(thresholdFor(atThresholds, 0.96, 98)).toBe(0.4)
    expect(thresholdFor(atThresholds, 0, 98)).toBe(1)
    expect(thresholdFor([], 0.5, 98)).toBeNull()
  })

  it('stays between 0 and 1, in hundredths', () => {
    expect([clampThreshold(1.2), clampThreshold(-0.1), clampThreshold(0.3349)]).toEqual([1, 0, 0.33])
    expect(stepAt(atThresholds, 0.52)?.threshold).toBe(0.5)
  })

  it('moves the figures that follow from it at once, and leaves the others', () => {
    const moved = atThreshold(evaluation(11), 0.4)
    expect(moved).toMatchObject({
      threshold: 0.4,
      auroc: 0.933,
      confusion: [
        [95, 21],
        [3, 95],
      ],
    })
    expect(moved.balancedAccuracy).toBeCloseTo((95 / 98 + 95 / 116) / 2)
    expect(moved.precision).toBeCloseTo(95 / 116)
    expect(atThreshold(evaluation(11), 0.5)).toEqual(metrics())
  })

  it('stays in the picture of the curve', () => {
    expect(keptFrom(evaluation(11), 0.5)).toBe(0.6)
    expect(keptFrom(evaluation(11), 1)).toBe(0)
  })
})

describe('side by side', () => {
  const against = evaluation(9, { metrics: metrics({ auroc: 0.854, removedAt95: 0.38 }) })
  const columns = columnsOf(evaluation(11), run(11), against, run(9, { labels: 612 }))

  it('measures everything against the pinned run', () => {
    const auroc = rowsOf(columns, false).find(({ title }) => title === 'AUROC')!
    expect(auroc.cells).toEqual([
      { text: '0.933', difference: '+0.079' },
      { text: '0.854', difference: '' },
      { text: '0.750', difference: '−0.104' },
    ])
    const removed = rowsOf(columns, false).find(({ title }) => title === 'Removed, 95 % kept')!
    expect(removed.cells.map(({ difference }) => difference)).toEqual(['+33', '', '−38'])
  })

  it('can leave out what is the same', () => {
    const titles = rowsOf(columns, true).map(({ title }) => title)
    expect(titles).toContain('Labels')
    expect(titles).not.toContain('Seed')
    expect(titles).not.toContain('Average precision')
    expect(rowsOf(columns, false).map(({ title }) => title)).toContain('Seed')
  })

  it('shows no fact as different when there is only one run', () => {
    expect(
      rowsOf(columnsOf(evaluation(11), run(11), null, null), true).map(({ title }) => title),
    ).not.toContain('Seed')
  })
})

describe('the charts', () => {
  it('show the run in hand, baselines by their own dash, and the other run', () => {
    const lines = chartLines(evaluation(11), evaluation(9), ({ afterBoxes }) => afterBoxes, {
      x: Math.log2,
      dots: true,
    })
    expect(lines.map(({ name, look, dots }) => [name, look, dots ?? false])).toEqual([
      ['duration', 'duration', false],
      ['run 11', 'model', true],
      ['run 9', 'other-run', false],
    ])
    expect(lines[1]!.points[0]).toEqual([0, 0.8])
  })
})
