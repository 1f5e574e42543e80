/** Several runs as one job: cancelled, interrupted, gone on with; what is done is never trained again. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import type { JobEvent } from '../../src/shared/jobs.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { holder, temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'
import { clipLearning, type Closing } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const short = (preset: Recipe['preset']) => Recipe.parse({ preset, epochs: 2, survival: false })
const two = { recipes: [short('track'), short('live')], seeds: [1, 2], split: 'each', backend: null } as const
const input = () => ({ ...two, recipes: [...two.recipes], seeds: [...two.seeds] })

type Engine = ReturnType<typeof learningEngine>
const states = (engine: Engine, runs: number[]) => runs.map((run) => engine.learning.run({ run }).state)
const modelOf = (engine: Engine, run: number) =>
  path.join(engine.catalogue.folder, 'models', `run-${run}`, 'model.tracksieve-model')

/** Until a run of the job has ended its last epoch but one. */
async function secondRunTrains(engine: Engine, runs: number[]): Promise<void> {
  for await (const event of engine.jobs.watch())
    if (event.type === 'metric' && event.values.run === runs[1]) return
}

it('trains all recipes with all seeds as one job and gives mean, spread and paired differences', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const events: JobEvent[] = []
  const watching = new AbortController()
  void (async () => {
    for await (const event of engine.jobs.watch(watching.signal)) events.push(event)
  })()
  const { job, sweep, runs } = await engine.learning.sweep(input())
  const ended = await engine.jobs.finished(job)
  watching.abort()
  expect(ended).toMatchObject({ state: 'done', title: 'Sweep 1: 4 runs', error: null })
  expect(states(engine, runs)).toEqual(['done', 'done', 'done', 'done'])
  const told = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []))
  const epochs = told.filter(({ unit }) => unit === 'epochs')
  expect(epochs.map(({ done }) => done)).toEqual(epochs.map(({ done }) => done).sort((a, b) => a - b))
  expect(epochs.at(-1)).toMatchObject({ done: 8, total: 8 })

  const [one] = engine.learning.sweeps()
  expect(one).toMatchObject({ id: sweep, state: 'done', seeds: [1, 2], split: 'each' })
  expect(one!.recipes.map(({ done }) => done)).toEqual([2, 2])
  const [track, live, ...rules] = one!.lines.filter(({ unit }) => unit === 'track')
  const auroc = (run: number) => engine.learning.run({ run }).test!.auroc!
  // Seed by seed, so that a sweep cut short has compared all recipes.
  expect(track!.spread.auroc!.mean).toBeCloseTo((auroc(runs[0]!) + auroc(runs[2]!)) / 2)
  expect(live!.fromFirst!.auroc!.mean).toBeCloseTo(live!.spread.auroc!.mean - track!.spread.auroc!.mean)
  expect(rules.map(({ baseline }) => baseline)).toContain('logistic')

  // Whoever looks at lists sees scores of every track, of one of these runs.
  const { catalogue } = engine
  expect(runs).toContain(catalogue.runs.current())
  expect(catalogue.predictions.unscored(catalogue.runs.current()!)).toBe(0)
  for (const run of runs) engine.learning.remove({ run })
  expect(engine.learning.sweeps()).toEqual([])
})

it('cancelled, keeps the runs that are done; gone on with, trains only the others', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const { job, runs } = await engine.learning.sweep(input())
  await secondRunTrains(engine, runs)
  expect(states(engine, runs)).toEqual(['done', 'running', 'waiting', 'waiting'])
  expect(() => engine.learning.remove({ run: runs[3]! })).toThrow('is waiting')
  engine.jobs.cancel(job)
  expect((await engine.jobs.finished(job)).state).toBe('cancelled')
  expect(states(engine, runs)).toEqual(['done', 'cancelled', 'cancelled', 'cancelled'])
  expect(engine.learning.sweeps()[0]!.recipes.map(({ done }) => done)).toEqual([1, 0])
  const before = fs.statSync(modelOf(engine, runs[0]!)).mtimeMs
  engine.jobs.resume(job)
  expect((await engine.jobs.finished(job)).state).toBe('done')
  expect(states(engine, runs)).toEqual(['done', 'done', 'done', 'done'])
  expect(fs.statSync(modelOf(engine, runs[0]!)).mtimeMs).toBe(before)
})

it('interrupted with its engine, goes on in the next one', async () => {
  const { catalogue, remove } = temporaryCatalogue()
  const { folder } = catalogue
  const first = learningEngine(catalogue, 'wasm')
  await first.generate({ preset: 'quick', count: 60, frames: 12 }, 'clips')
  const { job, runs } = await first.learning.sweep(input())
  await secondRunTrains(first, runs)
  await first.close()
  catalogue.close()
  const again = openCatalogue(folder, holder)
  const next = learningEngine(again, 'wasm')
  closing.push(next.close, () => again.close(), remove)
  expect(next.jobs.get(job)).toMatchObject({ state: 'interrupted', resumable: true })
  expect(states(next, runs).slice(2)).toEqual(['interrupted', 'interrupted'])
  const before = fs.statSync(modelOf(next, runs[0]!)).mtimeMs
  next.jobs.resume(job)
  expect((await next.jobs.finished(job)).state).toBe('done')
  expect(fs.statSync(modelOf(next, runs[0]!)).mtimeMs).toBe(before)
  expect(next.learning.sweeps()[0]!.recipes.map(({ done }) => done)).toEqual([2, 2])
})

it('is refused with the seed whose split lacks something, and leaves no run', async () => {
  const engine = await clipLearning(closing, 'cpu')
  const some = Recipe.parse({ preset: 'track', sources: [99] })
  await expect(engine.learning.sweep({ ...input(), recipes: [some] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const other = Recipe.parse({ preset: 'track', sources: [1] })
  await expect(engine.learning.sweep({ ...input(), recipes: [short('track'), other] })).rejects.toThrow(
    'different sources',
  )
  await expect(engine.learning.sweep({ ...input(), seeds: [1, 1] })).rejects.toThrow('twice')
  expect(engine.learning.runs()).toEqual([])
  expect(engine.learning.sweeps()).toEqual([])
})
