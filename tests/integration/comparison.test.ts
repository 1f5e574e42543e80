/** Recipes beside each other as one job: what cannot be trained is a row, what is done stays, the report is whole. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { clipLearning, type Closing } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const recipes = (['track', 'magvit', 'cnn'] as const).map((preset) =>
  Recipe.parse({
    preset,
    epochs: 1,
    survival: false,
    ensemble: false,
    ...(preset === 'track' ? {} : { pixels: { ...Recipe.parse({ preset }).pixels!, boxes: 2 } }),
  }),
)

it('compares on one split, says what could not be trained, goes on after a cancel, and leaves a report', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const { job, runs } = await engine.learning.compare({ recipes, seeds: [1, 2], backend: null })
  // There is no tokenizer for magvit: the others are trained.
  expect(runs).toHaveLength(4)
  for await (const event of engine.jobs.watch())
    if (event.type === 'metric' && event.values.run === runs[1]) break
  engine.jobs.cancel(job)
  expect((await engine.jobs.finished(job)).state).toBe('cancelled')
  expect(engine.learning.comparisons()).toEqual([])
  const reports = path.join(engine.catalogue.folder, 'reports')
  expect(fs.existsSync(reports)).toBe(false)
  const first = engine.learning.run({ run: runs[0]! })
  expect(first.state).toBe('done')

  engine.jobs.resume(job)
  const ended = await engine.jobs.finished(job)
  expect(ended).toMatchObject({ state: 'done', error: null, result: { report: job, failed: 1 } })
  expect(engine.learning.run({ run: runs[0]! }).epochs).toEqual(first.epochs)
  const [report] = engine.learning.comparisons()
  const [track, magvit, cnn] = report!.recipes
  expect(magvit!.done).toBe(0)
  expect(magvit!.why).toContain('tokenizer train')
  expect(track).toMatchObject({ done: 2, why: null, difference: null })
  expect(cnn).toMatchObject({ done: 2, why: null })
  for (const { costs } of [track!, cnn!]) {
    expect(costs.msATrack).toBeGreaterThan(0)
    expect(costs.trainSeconds).toBeGreaterThan(0)
    expect(costs.wholeSeconds).toBeGreaterThan(costs.trainSeconds!)
    expect(costs.peakBytes).toBeGreaterThan(2 ** 20)
  }
  // One split: the spread is that of two runs on the same tracks.
  const { test } = engine.learning.run({ run: runs[0]! })
  expect(report!.test.labels).toBe(test!.n)
  const auroc = (run: number) => engine.learning.run({ run }).test!.auroc!
  expect(track!.tracks.spread.auroc!.mean).toBeCloseTo((auroc(runs[0]!) + auroc(runs[2]!)) / 2)
  expect(cnn!.difference!.auroc!.value).toBeCloseTo(
    cnn!.tracks.spread.auroc!.mean - track!.tracks.spread.auroc!.mean,
  )
  expect(report!.rules.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['duration', 'mean-score', 'logistic', 'logistic-track', 'bright-pixels']),
  )
  expect(ended.artifacts.map(({ name }) => path.extname(name))).toEqual(['.csv', '.html', '.json'])
  const page = fs.readFileSync(report!.files.find((file) => file.endsWith('.html'))!, 'utf8')
  expect(page.match(/data:image\/png/g)).toHaveLength(report!.contested.length)
  expect(report!.contested.length).toBeGreaterThan(0)
  // What it measured on the way is in the report.
  expect(fs.existsSync(path.join(engine.catalogue.folder, 'models', `comparison-${job}`))).toBe(false)
})

it('is refused where nothing can be trained, and leaves no run', async () => {
  const engine = await clipLearning(closing, 'cpu')
  const input = { seeds: [1], backend: null }
  await expect(engine.learning.compare({ ...input, recipes: [recipes[1]!] })).rejects.toThrow(
    'no trained tokenizer',
  )
  await expect(engine.learning.compare({ ...input, recipes: [recipes[0]!, recipes[0]!] })).rejects.toThrow(
    'alike',
  )
  expect(engine.learning.runs()).toEqual([])
})
