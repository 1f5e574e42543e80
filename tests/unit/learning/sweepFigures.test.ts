/** Mean and spread over seeds, and differences within a split. */
import { describe, expect, it } from 'vitest'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { recipeNames, spreadOf, sweepLines } from '../../../src/main/engine/learning/several/sweepFigures.ts'
import { type Baseline, Recipe, type Run } from '../../../src/shared/contract/learning.ts'

type Figured = Pick<Run, 'test' | 'testClips' | 'baselines'>

const metrics = (auroc: number | null, calibrationError = 0.1) => ({
  ...measure({ scores: [0.9, 0.1], real: [true, false] }, 0.5),
  auroc,
  calibrationError,
})
const rule = (id: Baseline['id'], auroc: number | null, unit: Baseline['unit'] = 'track'): Baseline => ({
  id,
  name: id,
  unit,
  rule: '',
  metrics: metrics(auroc, 0.3),
  absent: null,
})
const run = (auroc: number | null, baselines: Baseline[], clips: number | null = null): Figured => ({
  test: metrics(auroc),
  testClips: clips === null ? null : metrics(clips),
  baselines,
})

describe('a spread', () => {
  it('is mean and deviation of a sample, without a deviation for one value, and nothing for none', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1, n: 3 })
    expect(spreadOf([5])).toEqual({ mean: 5, deviation: null, n: 1 })
    expect(spreadOf([])).toBeNull()
  })
})

describe('the lines of a sweep', () => {
  const easy = [rule('duration', 0.8), rule('logistic', 0.9)]
  const hard = [rule('duration', 0.4), rule('logistic', 0.5)]

  it('take differences within a seed: a hard split does not widen them', () => {
    const lines = sweepLines(
      ['a', 'b'],
      [
        [run(0.95, easy), run(0.55, hard)],
        [run(0.97, easy), run(0.59, hard)],
      ],
    )
    const [a, b, duration, logistic] = lines
    expect(lines.map(({ name }) => name)).toEqual(['a', 'b', 'duration', 'logistic'])
    expect(a!.fromFirst).toBeNull()
    expect(b!.spread.auroc!.mean).toBeCloseTo(0.78)
    expect(b!.spread.auroc!.deviation).toBeGreaterThan(0.2)
    expect(b!.fromFirst!.auroc!.mean).toBeCloseTo(0.03)
    expect(b!.fromFirst!.auroc!.deviation).toBeCloseTo(0.01414, 4)
    // Of the rules the one that is best by the metric; of the calibration error the smallest.
    expect(a!.fromRule!.auroc!.mean).toBeCloseTo(0.05)
    expect(a!.fromRule!.calibrationError!.mean).toBeCloseTo(-0.2)
    expect(duration!.spread.auroc!.mean).toBeCloseTo(0.6)
    expect(logistic).toMatchObject({ baseline: 'logistic', recipe: null, fromFirst: null, fromRule: null })
  })

  it('leave out what is not finished or not defined, and pair only what both have', () => {
    const lines = sweepLines(
      ['a', 'b'],
      [
        [run(0.9, easy), run(0.6, hard)],
        [undefined, run(0.7, hard)],
      ],
    )
    expect(lines[1]!.spread.auroc).toEqual({ mean: 0.7, deviation: null, n: 1 })
    expect(lines[1]!.fromFirst!.auroc!.mean).toBeCloseTo(0.1)
    expect(lines[1]!.fromFirst!.auroc!.n).toBe(1)
    expect(sweepLines(['a'], [[run(null, [])]])[0]!.spread.auroc).toBeUndefined()
    expect(sweepLines(['a'], [[undefined, undefined]])).toEqual([])
  })

  it('take a rule that only some recipes have from those', () => {
    const seeing = [...easy, rule('bright-pixels', 0.55)]
    const lines = sweepLines(['a', 'b'], [[run(0.9, easy)], [run(0.7, seeing)]])
    expect(lines.at(-1)).toMatchObject({ name: 'bright-pixels', spread: { auroc: { mean: 0.55, n: 1 } } })
  })

  it('are of clips too where all runs were judged on clips, beside the rules on clips', () => {
    const both = [rule('duration', 0.8), rule('bright-pixels', 0.7, 'clip')]
    const lines = sweepLines(['a'], [[run(0.9, both, 0.99), run(0.9, both, 0.97)]])
    expect(lines.map(({ unit, name }) => `${unit} ${name}`)).toEqual([
      'track a',
      'track duration',
      'clip a',
      'clip bright-pixels',
    ])
    expect(lines[2]!.spread.auroc!.mean).toBeCloseTo(0.98)
    expect(sweepLines(['a'], [[run(0.9, both, 0.99), run(0.9, both)]])).toHaveLength(2)
  })
})

it('recipes are named by their preset and what differs from it', () => {
  const hybrid = Recipe.parse({ preset: 'hybrid' }).pixels!
  const names = recipeNames([
    Recipe.parse({ preset: 'track', seed: 7 }),
    Recipe.parse({ preset: 'track', dropout: 0.5 }),
    Recipe.parse({ preset: 'live', refitAll: true }),
    Recipe.parse({ preset: 'hybrid', pixels: { ...hybrid, visual: 'magvit', tokenizer: 3 } }),
  ])
  expect(names).toEqual([
    'track',
    'track, dropout 0.5',
    'live, refitAll true',
    'hybrid, visual magvit, tokenizer 3',
  ])
})
