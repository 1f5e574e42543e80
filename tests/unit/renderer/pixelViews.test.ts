/** What the window makes of comparisons, tokenizers and recipe files, before anything is drawn. */
import { describe, expect, it } from 'vitest'
import {
  axisFrom,
  comparisonRows,
  contestedWords,
} from '../../../src/renderer/features/evaluate/comparison.ts'
import {
  lossRows,
  lossSeries,
  verdict,
} from '../../../src/renderer/features/train/beforehand/pretrainings.ts'
import { withJobs } from '../../../src/renderer/features/train/beforehand/seen.ts'
import { tokenizerWords } from '../../../src/renderer/features/train/beforehand/tokenizers.ts'
import { anotherSeed, readRecipe } from '../../../src/renderer/features/train/recipeFile.ts'
import type { SeenJob } from '../../../src/renderer/state/jobs.ts'
import { type ComparisonReport, Recipe } from '../../../src/shared/contract/learning.ts'
import { type Pretraining, PretrainRecipe } from '../../../src/shared/contract/pretraining.ts'
import { type Tokenizer, TokenizerRecipe } from '../../../src/shared/contract/tokenizers.ts'

const spread = (mean: number) => ({ auroc: { mean, deviation: 0.01, n: 3 } })
const costs = { msATrack: 0.224, trainSeconds: 12.34, wholeSeconds: 20, peakBytes: 2 ** 30 }
const row = (name: string, mean: number | null, more = {}): ComparisonReport['recipes'][number] => ({
  name,
  recipe: Recipe.parse({ preset: 'track' }),
  runs: [],
  done: mean === null ? 0 : 3,
  why: mean === null ? 'Its film is gone.' : null,
  parameters: 16577,
  tracks: {
    spread: mean === null ? {} : spread(mean),
    intervals: mean === null ? {} : { auroc: [0.82, 0.96] },
  },
  clips: null,
  difference: null,
  costs,
  ...more,
})

describe('rows of a comparison', () => {
  const difference = { auroc: { value: -0.02, interval: [-0.05, 0.01] as [number, number] } }
  const recipes = [row('track', 0.9), row('cnn', 0.88, { difference }), row('magvit', null)]
  const rules: ComparisonReport['rules'] = [
    {
      id: 'duration',
      name: 'Duration',
      unit: 'track',
      spread: spread(0.75),
      intervals: { auroc: [0.71, 0.8] },
    },
    { id: 'bright-pixels', name: 'Bright pixels', unit: 'clip', spread: spread(0.5), intervals: {} },
  ]

  it('stand on one axis that holds every interval, with their costs; what was not trained says why', () => {
    expect(axisFrom({ recipes, rules })).toBeCloseTo(0.7)
    const rows = comparisonRows({ recipes, rules })
    expect(rows.map(({ name }) => name)).toEqual(['track', 'cnn', 'magvit', 'duration'])
    expect(rows[0]!.line!.from).toBeCloseTo(0.4)
    expect(rows[0]!.cells!.slice(3)).toEqual(['16,577', '0.224', '12.3', '1,024'])
    expect(rows[1]).toMatchObject({ difference: '−0.020', interval: '−0.050 to +0.010' })
    expect(rows[2]).toMatchObject({ why: 'Its film is gone.', cells: null, line: null })
  })

  it('name the scores of contested tracks, leaving out who has none', () => {
    const track = { track: 1, video: '', number: 4, label: 'noise' as const, scores: [0.25, null, 0.5] }
    expect(contestedWords(track, { recipes })).toBe('track 0.25 · magvit 0.50')
  })
})

describe('tokenizers', () => {
  const known = (id: number, epochs: number) =>
    ({
      id,
      recipe: TokenizerRecipe.parse({ epochs: 2 }),
      epochs: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, psnr: 26, used: 0.21 })),
    }) as unknown as Tokenizer
  const job = (title: string, state: SeenJob['state'], resumable = false) =>
    ({ kind: 'tokenizer', title, state, resumable }) as SeenJob

  it('are listed with their jobs, also before their first epoch; one that failed for good is not', () => {
    const jobs = [
      job('Train tokenizer 4', 'running'),
      job('Train tokenizer 3', 'done'),
      job('Train tokenizer 2', 'cancelled', true),
    ]
    const all = withJobs([known(3, 2), known(1, 1)], jobs, 'tokenizer')
    expect(all.map(({ id }) => id)).toEqual([4, 3, 2, 1])
    expect(all.map(tokenizerWords)).toEqual([
      'epoch 1',
      'done · 26.0 dB · 21 % of codes',
      'cancelled',
      'interrupted · 26.0 dB · 21 % of codes',
    ])
  })
})

describe('a pretraining', () => {
  const pretrained = (...heldOut: number[]): Pretraining => ({
    id: 1,
    recipe: PretrainRecipe.parse({ epochs: 5 }),
    parameters: 1,
    backend: 'cpu',
    tracks: { train: 1, heldOut: 1, videos: 2 },
    epochs: heldOut.map((loss, i) => ({ epoch: i + 1, trainLoss: 0.3, heldOut: loss, seconds: 1 })),
    rules: { mean: 0.4, ownMean: 0.2 },
    trainedAt: 0,
  })

  it('stands beside its two rules, over all epochs that it will have', () => {
    expect(lossSeries(pretrained(0.3)).map(({ name, points }) => [name, points.at(-1)])).toEqual([
      ['mean of all steps', [5, 0.4]],
      ['mean of the track’s other steps', [5, 0.2]],
      ['training', [1, 0.3]],
      ['held out', [1, 0.3]],
    ])
    expect(lossRows(pretrained(0.3, 0.1))).toEqual([
      { name: 'the network', loss: '0.1000', beside: '−75 %' },
      { name: 'mean of the track’s other steps', loss: '0.2000', beside: '−50 %' },
      { name: 'mean of all steps', loss: '0.4000', beside: '' },
    ])
  })

  it('is said to know more than the rules only where it does', () => {
    expect(verdict(pretrained())).toBeNull()
    expect(verdict(pretrained(0.5))).toContain('no better than the mean of all')
    expect(verdict(pretrained(0.3))).toContain('no better than the mean of the track')
    expect(verdict(pretrained(0.1))).toContain('better than both rules')
  })
})

describe('a recipe file', () => {
  it('is read as the command line reads it, and refused in words', () => {
    expect(readRecipe('{"preset":"cnn","epochs":3}', 'a.json')).toEqual(
      Recipe.parse({ preset: 'cnn', epochs: 3 }),
    )
    expect(() => readRecipe('{"epochs":0}', 'a.json')).toThrow(
      /^a\.json is no recipe: epochs: .*Correct the file/,
    )
    expect(() => readRecipe('[', 'a.json')).toThrow('A recipe is one JSON object.')
    expect(() => readRecipe('{"preset":"cnn","nothing":1}', 'a.json')).toThrow(/nothing/)
  })

  it('another seed is another one', () => {
    for (let i = 0; i < 20; i += 1) expect(anotherSeed(i)).not.toBe(i)
  })
})
