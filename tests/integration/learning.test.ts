/** From clips to an evaluated run, on a real catalogue with real jobs and threads. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import type { JobEvent } from '../../src/shared/jobs.ts'
import type { Backend } from '../../src/shared/words.ts'
import { holder, temporaryCatalogue, temporaryFolder } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'
import { clipLearning, type Closing, shortRecipe, trained } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const setUp = (...options: [backend?: Backend | null, workers?: Workers]) => clipLearning(closing, ...options)

describe('a training', () => {
  it('takes the best backend that works, and leaves scores of every track, figures and files', async () => {
    const engine = await setUp()
    const events: JobEvent[] = []
    const watching = new AbortController()
    const watch = (async () => {
      for await (const event of engine.jobs.watch(watching.signal)) events.push(event)
    })()
    const { ended, id, run } = await trained(engine)
    watching.abort()
    await watch

    expect(ended).toMatchObject({ state: 'done', error: null, result: { run: id } })
    const found = (await engine.learning.backends()).filter(({ state }) => state === 'found')
    expect(run).toMatchObject({ state: 'done', backend: found[0]!.id, parameters: 236_993, error: null })
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6])
    expect(events.filter((event) => event.type === 'metric').map((event) => event.values.epoch)).toEqual([
      1, 2, 3, 4, 5, 6,
    ])

    const { catalogue } = engine
    expect(catalogue.runs.current()).toBe(id)
    expect(catalogue.predictions.unscored(id)).toBe(0)
    for (const { track, score, stepScores, attention, prediction } of catalogue.predictions.ofRun(id)) {
      const { boxes } = catalogue.tracks.row(track)!
      expect([stepScores.length, attention.length]).toEqual([boxes, boxes])
      expect(attention.reduce((sum, share) => sum + share)).toBeCloseTo(1, 3)
      expect(stepScores.reduce((sum, one) => sum + one) / boxes).toBeCloseTo(score, 4)
      expect(prediction === 'persistent').toBe(score >= 0.5)
    }

    expect(run.test!.n).toBe(Object.values(run.counts.test.labels).reduce((sum, n) => sum + n))
    expect(run.testClips!.n).toBe(run.counts.test.videos)
    expect(run.baselines.map(({ id }) => id)).toEqual([
      'duration',
      'mean-score',
      'logistic',
      'logistic-track',
      'bright-pixels',
    ])
    expect(run.baselines.every(({ metrics }) => metrics !== null)).toBe(true)

    const folder = path.join(catalogue.folder, 'models', `run-${id}`)
    const file = fs.readFileSync(path.join(folder, 'training_results.json'), 'utf8')
    const results = JSON.parse(file) as Record<string, object>
    expect(Object.keys(results)).toEqual(
      expect.arrayContaining([
        'num_epochs',
        'best_epoch',
        'best_val_loss',
        'train_history',
        'val_history',
        'test_results',
        'timestamp',
      ]),
    )
    expect(Object.keys(results.train_history ?? {})).toEqual(
      expect.arrayContaining(['loss', 'accuracy', 'f1']),
    )
    expect(results.test_results).toMatchObject({ accuracy: run.testClips!.accuracy, f1: run.testClips!.f1 })
    expect(results.num_epochs).toBe(6)
  })

  it('is refused before it starts when labels are missing, in words that say what to do', async () => {
    const { catalogue, remove } = temporaryCatalogue()
    const engine = learningEngine(catalogue, 'cpu')
    closing.push(engine.close, remove)
    await engine.generate({ preset: 'quick', kinds: { persistent: 30, brief: 0, noise: 0, mixed: 0 } })
    const plan = await engine.learning.plan(shortRecipe)
    expect(plan).toMatchObject({
      used: 30,
      unlabelled: 0,
      newSinceLastRun: 30,
      parameters: 236_993,
      backend: 'cpu',
    })
    expect(plan.problems).toEqual(['All 30 labels are persistent: label some tracks brief or noise too.'])
    await expect(engine.learning.train({ recipe: shortRecipe, backend: null })).rejects.toMatchObject({
      code: 'VALIDATION',
    })
    expect(engine.learning.runs()).toEqual([])
  })

  it('leaves the engine free to answer all along', async () => {
    const engine = await setUp()
    const { job } = await engine.learning.train({ recipe: shortRecipe, backend: null })
    let answers = 0
    const timer = setInterval(() => {
      engine.learning.runs()
      answers += 1
    }, 20)
    const ended = await engine.jobs.finished(job)
    clearInterval(timer)
    expect(ended.state).toBe('done')
    expect(answers).toBeGreaterThan(10)
  })
})

describe('a cancelled training', () => {
  it('keeps its last checkpoint, leaves no model, and goes on to the figures of one that was not cancelled', async () => {
    const engine = await setUp('wasm')
    const wanted = await trained(engine)
    const { job, run: id } = await engine.learning.train({ recipe: shortRecipe, backend: null })
    for await (const event of engine.jobs.watch()) {
      if (event.type === 'metric' && event.values.run === id && event.values.epoch === 6)
        engine.jobs.cancel(job)
      if (event.type === 'state' && event.job.id === job && event.job.state === 'cancelled') break
    }
    expect(engine.learning.run({ run: id })).toMatchObject({ state: 'cancelled', test: null })
    expect(() => engine.learning.show({ run: id })).toThrow('has no model')
    const folder = path.join(engine.catalogue.folder, 'models', `run-${id}`)
    expect(fs.readdirSync(folder).sort()).toEqual(['checkpoint.safetensors', 'labels.safetensors'])

    // A label that is corrected meanwhile belongs to the next run, not to this one.
    const [some] = engine.catalogue.tracks.ids({ labels: ['brief'] }, { by: 'number', descending: false })
    engine.catalogue.labels.set([some!], 'noise', 'tester', 'verdict')
    engine.jobs.resume(job)
    expect((await engine.jobs.finished(job)).state).toBe('done')
    const resumed = engine.learning.run({ run: id })
    const losses = (run: typeof resumed) =>
      run.epochs.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss])
    expect(losses(resumed)).toEqual(losses(wanted.run))
    expect(resumed.state).toBe('done')
    expect((await engine.learning.plan(shortRecipe)).newSinceLastRun).toBe(1)
  })
})

describe('a training whose engine is killed', () => {
  it('reads interrupted and goes on to the very losses that it would have had', async () => {
    const { folder, remove } = temporaryFolder()
    closing.push(remove)
    const place = path.join(folder, 'killed.tracksieve')
    const before = createCatalogue(place, holder)
    const making = learningEngine(before, 'wasm')
    await making.generate({ preset: 'quick', count: 60, frames: 12 }, 'clips')
    await making.close()
    before.close()
    const script = path.resolve('tests/support/trainUntilKilled.ts')
    const child = spawn(process.execPath, [script, place, '8'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let job = 0
    for await (const line of createInterface({ input: child.stdout })) {
      job = Number(line.split(' ')[0])
      if (line.endsWith(' 7')) child.kill('SIGKILL')
    }

    const catalogue = openCatalogue(place, holder)
    const engine = learningEngine(catalogue, 'wasm')
    closing.unshift(engine.close, () => catalogue.close())
    catalogue.jobs.interruptRunning()
    const [interrupted] = engine.learning.runs()
    expect(interrupted).toMatchObject({ job, state: 'interrupted', test: null })
    expect(interrupted!.epochs.length).toBeGreaterThanOrEqual(7)
    engine.jobs.resume(job)
    expect((await engine.jobs.finished(job)).state).toBe('done')

    const { run: whole } = await trained(engine, { epochs: 8 })
    const [, resumed] = engine.learning.runs()
    const losses = (run: typeof whole) =>
      run.epochs.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss])
    expect(losses(resumed!)).toEqual(losses(whole))
    expect(resumed!.test).toEqual(whole.test)
  })
})

describe('a backend that was chosen and is not here', () => {
  it('fails the run with its name; nothing else is taken instead', async () => {
    const workers = createWorkers()
    const withoutTensorflow: Workers = {
      close: () => workers.close(),
      run: (lane, task, input, work) =>
        workers.run(
          lane,
          task,
          task === 'learning.train' ? { ...(input as object), backend: 'abacus' } : input,
          work,
        ),
    }
    const engine = await setUp(null, withoutTensorflow)
    const { ended, run } = await trained(engine)
    expect(ended.state).toBe('failed')
    expect(run).toMatchObject({ state: 'failed', backend: null })
    expect(run.error).toContain('abacus')
  })
})
