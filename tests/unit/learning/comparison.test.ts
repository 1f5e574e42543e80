/** The rows of a comparison, how sure they are, what is said of them, and the page that shows them. */
import { describe, expect, it } from 'vitest'
import type { RunRecord, TrackRecord } from '../../../src/main/engine/catalogue/records.ts'
import { toCsv } from '../../../src/main/engine/learning/comparison/comparisonCsv.ts'
import { linesOf, wordsOf } from '../../../src/main/engine/learning/comparison/comparisonTable.ts'
import { contestedOf } from '../../../src/main/engine/learning/comparison/contested.ts'
import { pairRecipes } from '../../../src/main/engine/learning/comparison/paired.ts'
import { pageOf } from '../../../src/main/engine/learning/comparison/reportPage.ts'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { ComparisonReport, comparedPresets, Recipe } from '../../../src/shared/contract/learning.ts'

const real = Array.from({ length: 40 }, (_, i) => i % 2 === 0)
const videos = Int32Array.from(real, (_, i) => Math.floor(i / 4))
/** Right but for the tracks that are given. */
const scoresBut = (wrong: readonly number[]) =>
  Float32Array.from(real, (is, i) => (is !== wrong.includes(i) ? 0.9 : 0.1) + i * 1e-4)
const good = [scoresBut([]), scoresBut([3])]
const bad = [
  scoresBut([0, 1, 8, 9, 16, 17, 24, 25, 32, 33]),
  scoresBut([2, 3, 10, 11, 18, 19, 26, 27, 34, 35]),
]

function runOf(id: number, scores: Float32Array): RunRecord {
  const test = measure({ scores, real }, 0.5)
  const duration = { ...measure({ scores: real.map((_, i) => i % 3), real }, 1, false) }
  return {
    id,
    parameters: 1000 + id,
    seconds: id,
    test,
    testClips: null,
    baselines: [
      { id: 'duration', name: 'Duration', unit: 'track', rule: '', metrics: duration, absent: null },
    ],
  } as unknown as RunRecord
}
const compared = [
  { name: 'track', preset: 'track', runs: bad, why: null },
  { name: 'cnn', preset: 'cnn', runs: good, why: null },
  { name: 'magvit', preset: 'magvit', runs: [], why: 'There is no trained tokenizer. Train one <first>.' },
].map(({ name, preset, runs, why }, recipe) => ({
  name,
  recipe: Recipe.parse({ preset }),
  why,
  seeds: 2,
  runs: runs.map((scores, seed) => runOf(10 * recipe + seed + 1, scores)),
}))
const paired = () => pairRecipes({ videos, real, recipes: [bad, good, []] })
const costs = [0.5, 20, null].map((msATrack) => ({
  msATrack,
  trainSeconds: 3,
  wholeSeconds: 4,
  peakBytes: 2 ** 30,
}))

describe('a comparison', () => {
  it('says of each recipe how far it lies from the first, drawn on the same videos', () => {
    const { over, recipes } = paired()
    const [first, second, none] = recipes
    expect(over).toBe('video')
    expect(first!.difference).toBeNull()
    expect(none).toEqual({ intervals: {}, difference: null })
    const { value, interval } = second!.difference!.auroc!
    const auroc = (all: Float32Array[]) =>
      all.reduce((sum, scores) => sum + measure({ scores, real }, 0.5).auroc!, 0) / all.length
    expect(value).toBeCloseTo(auroc(good) - auroc(bad))
    expect(interval![0]).toBeGreaterThan(0)
    expect(interval![1]).toBeLessThan(1)
    const [low, high] = second!.intervals.auroc!
    expect(low).toBeLessThanOrEqual(auroc(good))
    expect(high).toBeGreaterThanOrEqual(auroc(good))
    // The same recipe twice is no better than itself, however few tracks there are.
    const twin = pairRecipes({ videos, real, recipes: [bad, bad] }).recipes[1]!
    expect(twin.difference!.auroc).toEqual({ value: 0, interval: [0, 0] })
  })

  it('has a row for each recipe and rule; one that was not trained says why, the others stand', () => {
    const { recipes, rules } = linesOf(compared, paired().recipes, costs)
    expect(recipes.map(({ name, done }) => [name, done])).toEqual([
      ['track', 2],
      ['cnn', 2],
      ['magvit', 0],
    ])
    expect(recipes[1]!.tracks.spread.auroc).toMatchObject({ n: 2 })
    expect(recipes[1]!.tracks.spread.f1!.mean).toBeGreaterThan(0.95)
    expect(recipes[2]!).toMatchObject({
      tracks: { spread: {}, intervals: {} },
      clips: null,
      difference: null,
    })
    expect(recipes[2]!.parameters).toBeGreaterThan(1000)
    expect(rules.map(({ id, unit }) => [id, unit])).toEqual([['duration', 'track']])
    const words = wordsOf(recipes, 'video')
    expect(words[0]).toBe('The others are measured against track.')
    expect(words[1]).toMatch(/^cnn: AUROC \+0\.\d{3} \(\+0\.\d{3} to \+0\.\d{3}\): better than track\.$/)
    expect(words[2]).toBe('magvit was not trained: There is no trained tokenizer. Train one <first>.')
    const unmeasured = wordsOf([recipes[2]!, { ...recipes[1]!, difference: null }], 'video')
    expect(unmeasured[1]).toContain('nothing to be measured against')
  })

  it('shows the tracks that recipes score furthest apart', () => {
    const tracks = [1, 2, 3].map((id) => ({ id, video: 7, number: id, label: 'noise' }) as TrackRecord)
    const recipes = [
      { runs: [Float32Array.of(0.1, 0.5, 0.2), Float32Array.of(0.3, 0.5, 0.2)] },
      { runs: [Float32Array.of(0.4, 0.5, 0.9)] },
      { runs: [] },
    ]
    const catalogue = { videos: { get: () => ({ name: 'film' }) } } as never
    const found = contestedOf(catalogue, { tracks, recipes })
    // Of track 2 all say the same.
    expect(found.map(({ track }) => track)).toEqual([3, 1])
    expect(found[1]!.scores[0]).toBeCloseTo(0.2)
    expect(found[1]!.scores[2]).toBeNull()
    expect(contestedOf(catalogue, { tracks, recipes: [recipes[0]!] })).toEqual([])
  })

  it('is a page that needs nothing beside it, and a table; nothing in it is read as markup', () => {
    const lines = linesOf(compared, paired().recipes, costs)
    const part = { labels: 40, videos: 10, real: 20 }
    const report = ComparisonReport.parse({
      id: 4,
      at: 0,
      backend: 'wasm',
      seeds: [1, 2],
      train: part,
      test: part,
      ...lines,
      over: 'video',
      words: wordsOf(lines.recipes, 'video'),
      contested: [{ track: 3, video: '<b>film', number: 3, label: 'brief', scores: [0.1, 0.9, null] }],
      files: [],
    })
    const page = pageOf(report, { strips: new Map([[3, Buffer.from('png')]]), why: null }, 'a & b')
    expect(page).toContain('data:image/png;base64,cG5n')
    expect(page).toContain('Train one &lt;first&gt;.')
    expect(page).toContain('&lt;b&gt;film')
    expect(page).not.toMatch(/<(script|link|img [^>]*src="(?!data:))/)
    expect(page.match(/<svg/g)).toHaveLength(2)
    const rows = toCsv(report).trim().split('\n')
    const width = rows[0]!.split(',').length
    for (const row of rows) expect(row.split(',')).toHaveLength(width)
    expect(rows.some((row) => row.startsWith('cnn,track,auroc,'))).toBe(true)
  })

  it('takes its presets from the registry, the one without pixels first', () => {
    expect(comparedPresets[0]).toBe('track')
    expect(new Set(comparedPresets).size).toBe(comparedPresets.length)
    for (const preset of comparedPresets) expect(Recipe.parse({ preset }).preset).toBe(preset)
  })
})
