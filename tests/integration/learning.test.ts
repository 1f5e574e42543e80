/** From clips to an evaluated run, on a real catalogue with real jobs and threads. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import type { JobEvent } from '../../src/shared/jobs.ts'
import { type Backend, splits } from '../../src/shared/words.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A catalogue with 60 clips, all labelled. */
async function setUp(backend: Backend | null = null, workers?: Workers) {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, backend, workers)
  closing.push(engine.close, remove)
  await engine.generate({ preset: 'quick', count: 60, frames: 12 }, 'clips')
  return engine
}

const recipe = Recipe.parse({ epochs: 6, earlyStop: 0 })

async function train(engine: Awaited<ReturnType<typeof setUp>>, change: Partial<Recipe> = {}) {
  const { job, run } = await engine.learning.train({ recipe: { ...recipe, ...change }, backend: null })
  const ended = await engine.jobs.finished(job)
  return { ended, job, id: run, run: engine.learning.run({ run }) }
}

describe('a training', () => {
  it('takes the best backend that works, and leaves scores of every track, figures and files', async () => {
    const engine = await setUp()
    const events: JobEvent[] = []
    const watching = new AbortController()
    const watch = (async () => {
      for await (const event of engine.jobs.watch(watching.signal)) events.push(event)
    })()
    const { ended, id, run } = await train(engine)
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
    expect(run.baselines.map(({ id }) => id)).toEqual(['duration', 'mean-score', 'logistic', 'bright-pixels'])
    expect(run.baselines.every(({ metrics }) => metrics !== null)).toBe(true)

    const folder = path.join(catalogue.folder, 'models', `run-${id}`)
    const results = JSON.parse(fs.readFileSync(path.join(folder, 'training_results.json'), 'utf8'))
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
    expect(Object.keys(results.train_history)).toEqual(expect.arrayContaining(['loss', 'accuracy', 'f1']))
    expect(results.test_results).toMatchObject({ accuracy: run.testClips!.accuracy, f1: run.testClips!.f1 })
    expect(results.num_epochs).toBe(6)
  })

  it('is refused before it starts when labels are missing, in words that say what to do', async () => {
    const { catalogue, remove } = temporaryCatalogue()
    const engine = learningEngine(catalogue, 'cpu')
    closing.push(engine.close, remove)
    await engine.generate({ preset: 'quick', kinds: { persistent: 30, brief: 0, noise: 0, mixed: 0 } })
    const plan = await engine.learning.plan(recipe)
    expect(plan).toMatchObject({
      used: 30,
      unlabelled: 0,
      newSinceLastRun: 30,
      parameters: 236_993,
      backend: 'cpu',
    })
    expect(plan.problems).toEqual(['All 30 labels are persistent: label some tracks brief or noise too.'])
    await expect(engine.learning.train({ recipe, backend: null })).rejects.toMatchObject({
      code: 'VALIDATION',
    })
    expect(engine.learning.runs()).toEqual([])
  })

  it('does not hold up the engine: it answers within a tenth of a second throughout', async () => {
    const engine = await setUp()
    const { job } = await engine.learning.train({ recipe, backend: null })
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
    const wanted = await train(engine)
    const { job, run: id } = await engine.learning.train({ recipe, backend: null })
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
    expect((await engine.learning.plan(recipe)).newSinceLastRun).toBe(1)
  })
})

describe('a finished run', () => {
  it('is evaluated on test, train, all and by source, and says what each holds for', async () => {
    const engine = await setUp('wasm')
    const { id, run } = await train(engine)
    const on = (part: string, threshold = 0.5) => engine.learning.evaluate({ run: id, on: part, threshold })
    const test = await on('test')
    expect(test.metrics).toEqual(run.test)
    expect(test.holdsFor).toBe(
      `The ${run.counts.test.videos} clips of the same source “clips” that the run did not see.`,
    )
    expect(test.afterBoxes[0]!.points.at(-1)).toEqual([12, test.metrics.auroc])
    const parts = await Promise.all(splits.map((part) => on(part)))
    const all = await on('all')
    expect(all.metrics.n).toBe(parts.reduce((sum, { metrics }) => sum + metrics.n, 0))
    expect(all.holdsFor).toMatch(/^Too favourable for new tracks/)
    expect((await on('clips')).metrics).toEqual(all.metrics)
    expect((await on('test', 0.9)).metrics.confusion).not.toBe(test.metrics.confusion)
    await expect(on('nothing of that name')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('finds a wrong label among the first suspects', async () => {
    const engine = await setUp('wasm')
    const { id } = await train(engine)
    const [some] = engine.catalogue.tracks.ids({ labels: ['persistent'] }, { by: 'score', descending: true })
    engine.catalogue.labels.set([some!], 'noise', 'tester', 'verdict')
    const suspects = await engine.learning.suspects({ run: id, limit: 10 })
    const losses = suspects.map(({ loss }) => loss)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    expect(suspects.find(({ track }) => track === some)).toMatchObject({
      label: 'noise',
      prediction: 'persistent',
    })
  })

  it('scores tracks that came later when it is shown, and can be removed', async () => {
    const engine = await setUp('wasm')
    const { id } = await train(engine)
    expect(engine.learning.show({ run: id })).toEqual({ job: null })
    await engine.generate({ preset: 'quick', count: 10, frames: 12, seed: 7 })
    const { job } = engine.learning.show({ run: id })
    expect((await engine.jobs.finished(job!)).state).toBe('done')
    expect(engine.catalogue.predictions.unscored(id)).toBe(0)
    engine.learning.remove({ run: id })
    expect(engine.learning.runs()).toEqual([])
    expect(engine.catalogue.runs.current()).toBeNull()
    expect(fs.readdirSync(path.join(engine.catalogue.folder, 'models'))).toEqual([])
    expect(() => engine.learning.run({ run: id })).toThrow(`no run ${id}`)
  })

  it('leaves as one file that scores tracks without a catalogue as it does here', async () => {
    const engine = await setUp('wasm')
    const { id } = await train(engine)
    const { job } = engine.learning.model({ run: id, threshold: 0.6, out: null, replace: false })
    const { state, artifacts } = await engine.jobs.finished(job)
    expect(state).toBe('done')
    const file = artifacts[0]!.path
    expect(file).toMatch(/exports\/test-run-1\.tracksieve-model$/)
    expect(() => engine.learning.model({ run: id, threshold: 0.6, out: null, replace: false })).toThrow(
      'exists already',
    )
    const tracks = [...engine.catalogue.tracks.each({ labelled: false })]
    const placed = tracks.map(({ detections }) => ({ detections, frame: { width: 128, height: 128 } }))
    const scores = await engine.learning.scoreTracks(file, placed, quietWork())
    tracks.forEach((track, i) =>
      expect(scores[i]).toBeCloseTo(engine.catalogue.predictions.get(id, track.id)!.score, 5),
    )
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
    const { ended, run } = await train(engine)
    expect(ended.state).toBe('failed')
    expect(run).toMatchObject({ state: 'failed', backend: null })
    expect(run.error).toContain('abacus')
  })
})
