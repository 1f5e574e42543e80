/** The label-efficiency curve and the committee, on a real catalogue with real jobs and threads. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { clipLearning, type Closing, trained } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const recipe = Recipe.parse({ preset: 'track', epochs: 2, survival: false })

it('trains with growing shares, goes on after a cancel without training again, and leaves a report', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const order = 'uncertainty'
  const input = { recipe, seeds: [1, 2], sizes: [20, 40], order, backend: null } as const
  const { job } = await engine.learning.efficiency({ ...input, seeds: [1, 2], sizes: [20, 40] })
  const folder = path.join(engine.catalogue.folder, 'models', `efficiency-${job}`)
  for await (const event of engine.jobs.watch())
    if (event.type === 'progress' && event.progress.done === 1) break
  engine.jobs.cancel(job)
  expect((await engine.jobs.finished(job)).state).toBe('cancelled')
  expect(engine.learning.reports()).toEqual([])
  const points = () => JSON.parse(fs.readFileSync(path.join(folder, 'points.json'), 'utf8')) as object[]
  const before = points()[0]
  // What is labelled meanwhile belongs to the next curve.
  const [some] = engine.catalogue.tracks.ids({ labels: ['brief'] }, { by: 'number', descending: false })
  engine.catalogue.labels.set([some!], 'noise', 'tester', 'verdict')
  const told: number[] = []
  const watching = new AbortController()
  void (async () => {
    for await (const event of engine.jobs.watch(watching.signal))
      if (event.type === 'progress') told.push(event.progress.done)
  })()
  engine.jobs.resume(job)
  const ended = await engine.jobs.finished(job)
  watching.abort()
  expect(ended.state).toBe('done')
  expect(before).toMatchObject({ seed: 1, labels: 20 })
  expect(told[0]).toBeGreaterThanOrEqual(1)
  expect(ended.progress).toMatchObject({ done: 4, total: 4 })

  const [report] = engine.learning.reports()
  expect(report).toMatchObject({ id: job, seeds: [1, 2], sizes: [20, 40], order: 'uncertainty' })
  expect(report!.lines.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['model', 'duration', 'mean-score', 'logistic']),
  )
  const model = report!.lines.find(({ id }) => id === 'model')!
  expect(model.points.map(({ labels }) => labels)).toEqual([20, 40])
  expect(model.points[1]!.spread.auroc!.n).toBe(2)
  // The first labels are the same; then the model asks for its own.
  const chosen = report!.lines.find(({ id }) => id === 'chosen')!
  expect(chosen.points[0]).toEqual(model.points[0])
  expect(chosen.points[1]!.spread.auroc!.n).toBe(2)
  expect(chosen.points[1]!.spread.calibrationError).not.toEqual(model.points[1]!.spread.calibrationError)
  expect(report!.words).toContain('Labels that the model was least sure of')
  expect(report!.words).toContain(`same ${report!.test.labels} test tracks`)
  expect(ended.artifacts.map(({ name }) => name)).toEqual([`efficiency-${job}.csv`, `efficiency-${job}.json`])
  for (const { path: file } of ended.artifacts) expect(path.dirname(file)).toMatch(/reports$/)
  // Neither runs nor models of its trainings are left.
  expect(fs.existsSync(folder)).toBe(false)
  expect(engine.learning.runs()).toEqual([])
})

it('is refused for a recipe that has seen labels, and for labels that no training could use', async () => {
  const engine = await clipLearning(closing, 'cpu')
  const input = { seeds: [1], backend: null }
  await expect(engine.learning.efficiency({ ...input, recipe: { ...recipe, from: 3 } })).rejects.toThrow(
    'has seen labels already',
  )
  await expect(
    engine.learning.efficiency({ ...input, recipe: { ...recipe, sources: [99] } }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(engine.jobs.list().filter(({ kind }) => kind === 'efficiency')).toEqual([])
})

it('after a training tracks without a label have an order of disagreement, that of a committee', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const { catalogue } = engine
  const all = catalogue.tracks.ids({}, { by: 'number', descending: false })
  catalogue.labels.set([...all].slice(0, 15), null, 'tester', 'bulk')
  const { id } = await trained(engine, recipe)
  const order = catalogue.tracks.ids({ labels: ['none'] }, { by: 'disagreement', descending: true })
  const spreads = [...order].map((track) => catalogue.tracks.row(track)!.disagreement)
  expect(spreads).toHaveLength(15)
  for (const spread of spreads) expect(spread).toBeGreaterThanOrEqual(0)
  expect(spreads).toEqual([...spreads].sort((a, b) => b! - a!))
  expect(new Set(spreads).size).toBeGreaterThan(1)
  // Gone with their run, and not shown for another one.
  catalogue.predictions.show(null)
  expect(catalogue.tracks.row(order[0]!)!.disagreement).toBeNull()
  engine.learning.remove({ run: id })
})
