/** A curve of quality against labels: which labels, which slope, which words. */
import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import {
  askedFor,
  choiceWords,
  gainOf,
  gainWords,
  labellingOrder,
  linesOf,
  type PointResult,
  sizesFor,
} from '../../../src/main/engine/learning/several/efficiency.ts'
import { toCsv } from '../../../src/main/engine/learning/several/efficiencyFiles.ts'
import { measurePoint } from '../../../src/main/engine/learning/several/efficiencyPoint.ts'
import { someTracks } from '../../support/tracks.ts'

const metrics = (auroc: number) => ({ ...measure({ scores: [0.9, 0.1], real: [true, false] }, 0.5), auroc })
const point = (seed: number, labels: number, auroc: number): PointResult => ({
  seed,
  labels,
  metrics: { model: metrics(auroc) },
})
const test = { labels: 40, videos: 9, real: 20 }

describe('the sizes', () => {
  it('double from 20 on and end with all labels', () => {
    expect(sizesFor(873)).toEqual([20, 50, 100, 200, 400, 800, 873])
    expect(sizesFor(15)).toEqual([15])
  })
  it('are those that were asked for, where there are labels for them', () => {
    expect(sizesFor(100, [60, 30])).toEqual([30, 60])
    expect(sizesFor(100, [30, 500])).toEqual([30, 100])
  })
})

describe('the order of labelling', () => {
  const videos = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
  const rows = videos.map((_, i) => i)
  it('goes video after video, so that shares are nested and videos are whole but the last', () => {
    const order = labellingOrder(rows, videos, 1)
    expect([...order].sort((a, b) => a - b)).toEqual(rows)
    for (let i = 0; i < order.length; i += 2) expect(videos[order[i]!]).toBe(videos[order[i + 1]!])
  })
  it('of single tracks stands beside labels that a model asks for', () => {
    const order = labellingOrder(rows, videos, 1, 'uncertainty')
    expect([...order].sort((a, b) => a - b)).toEqual(rows)
    expect(order.some((row, i) => i % 2 === 0 && videos[row] !== videos[order[i + 1]!])).toBe(true)
  })
  it('is that of its seed', () => {
    expect(labellingOrder(rows, videos, 1)).toEqual(labellingOrder(rows, videos, 1))
    expect(labellingOrder(rows, videos, 1)).not.toEqual(labellingOrder(rows, videos, 2))
  })
})

describe('labels that the model asks for', () => {
  it('are those nearest to even, after those that it has', () => {
    expect(askedFor([7], [1, 2, 3, 4], [0.9, 0.4, 0.55, 0.1], 3)).toEqual([7, 3, 2])
  })
  it('are told by what they brought at equal numbers of labels, where the lines differ', () => {
    const both = (seed: number, labels: number, drawn: number, asked: number): PointResult => ({
      seed,
      labels,
      metrics: { model: metrics(drawn), chosen: metrics(asked) },
    })
    const of = (gain: number) => [
      both(1, 20, 0.6, 0.6),
      both(1, 50, 0.7, 0.7 + gain),
      both(1, 100, 0.8, 0.8 + gain),
      both(2, 20, 0.6, 0.6),
      both(2, 50, 0.7, 0.72 + gain),
      both(2, 100, 0.8, 0.8 + gain),
    ]
    expect(choiceWords(of(0.05), 200)).toContain('+0.055 ± 0.007 (mean over 50, 100 labels, 2 seeds).')
    expect(choiceWords(of(0.05), 100)).toContain('mean over 50 labels')
    expect(choiceWords(of(-0.005), 200)).toMatch(/no more than chance\.$/)
    expect(choiceWords(of(0.05).slice(0, 3), 200)).toContain('one seed')
    expect(choiceWords([point(1, 50, 0.7)], 200)).toBeNull()
  })
})

describe('the gain', () => {
  it('is the slope of each seed over the last three sizes, in doublings', () => {
    const points = [1, 2].flatMap((seed) => [
      point(seed, 50, 0.2),
      point(seed, 100, 0.8),
      point(seed, 200, 0.8 + 0.01 * seed),
      point(seed, 400, 0.8 + 0.02 * seed),
    ])
    const gain = gainOf(points)!
    expect(gain).toMatchObject({ from: 100, to: 400, n: 2 })
    expect(gain.mean).toBeCloseTo(0.015)
    expect(gain.deviation).toBeCloseTo(Math.SQRT1_2 * 0.01)
  })
  it('is none of a single size', () => {
    expect(gainOf([point(1, 50, 0.9)])).toBeNull()
    expect(gainWords(null, { test })).toMatch(/nothing can be said/)
  })
  it('is promised only where chance does not explain it', () => {
    const gain = { from: 100, to: 400, n: 3 }
    expect(gainWords({ ...gain, mean: 0.02, deviation: 0.005 }, { test })).toMatch(/may bring about as much/)
    expect(gainWords({ ...gain, mean: 0.002, deviation: 0.01 }, { test })).toMatch(/no more than chance/)
    expect(gainWords({ ...gain, mean: -0.02, deviation: 0.001 }, { test })).toMatch(/−0\.020.*no more than/)
    expect(gainWords({ ...gain, mean: 0.02, deviation: null, n: 1 }, { test })).toMatch(/is not known/)
    expect(gainWords({ ...gain, mean: 0.02, deviation: 0.005 }, { test })).toMatch(/same 40 test tracks of 9/)
  })
})

it('lines have mean and deviation over seeds, leave out seeds of one side, and are rows of a table', () => {
  const lines = linesOf(
    [point(1, 20, 0.6), point(2, 20, 0.8), { seed: 3, labels: 20, metrics: {} }, point(1, 50, 0.9)],
    { model: 'Preset track' },
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]!.points.map(({ labels, spread }) => [labels, spread.auroc!.n])).toEqual([
    [20, 2],
    [50, 1],
  ])
  const rows = toCsv({ lines }).split('\n')
  expect(rows[0]).toBe('line,labels,metric,mean,deviation,seeds')
  expect(rows.find((row) => row.startsWith('model,50,auroc'))).toBe('model,50,auroc,0.9,,1')
})

it('rules are fitted on the labels so far and judged on the test tracks', () => {
  const tracks = someTracks(30)
  const [train, judged] = [tracks.slice(0, 40), tracks.slice(40)]
  const scores = Float32Array.from(judged, ({ label }) => (label === 'persistent' ? 0.9 : 0.1))
  const figures = measurePoint({ train: tableOf(train), test: tableOf(judged), scores, others: {} })
  expect(figures.model).toMatchObject({ n: judged.length, auroc: 1 })
  expect(figures.logistic!.n).toBe(judged.length)
  expect(figures.duration!.auroc).toBeGreaterThan(0.5)
})
