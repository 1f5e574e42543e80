/** What a finished run can be asked: figures, suspects, scores of later tracks, its model as a file. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { splits } from '../../src/shared/words.ts'
import { clipLearning, type Closing, shortRecipe, trained } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('a finished run', () => {
  it('is evaluated on test, train, all and by source, and says what each holds for', async () => {
    const engine = await clipLearning(closing, 'wasm')
    const { id, run } = await trained(engine)
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
    // While the thread trains, figures that are stored still come at once, and those that need it are left out.
    const { job } = await engine.learning.train({ recipe: { ...shortRecipe, seed: 7 }, backend: null })
    for await (const event of engine.jobs.watch()) if (event.type === 'metric') break
    expect((await on('test')).afterBoxes).toEqual(test.afterBoxes)
    expect((await on('clips')).afterBoxes[0]!.points).toEqual([])
    expect(engine.jobs.get(job).state).toBe('running')
    engine.jobs.cancel(job)
    await engine.jobs.finished(job)
    expect((await on('clips')).metrics).toEqual(all.metrics)
    expect((await on('test', 0.9)).metrics.confusion).not.toBe(test.metrics.confusion)
    await expect(on('nothing of that name')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('finds a wrong label among the first suspects', async () => {
    const engine = await clipLearning(closing, 'wasm')
    const { id } = await trained(engine)
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
    const engine = await clipLearning(closing, 'wasm')
    const { id } = await trained(engine)
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
    const engine = await clipLearning(closing, 'wasm')
    const { id } = await trained(engine)
    const { job } = engine.learning.model({
      run: id,
      threshold: 0.6,
      format: 'tracksieve',
      out: null,
      replace: false,
    })
    const { state, artifacts } = await engine.jobs.finished(job)
    expect(state).toBe('done')
    const file = artifacts[0]!.path
    expect(file).toMatch(/exports\/test-run-1\.tracksieve-model$/)
    expect(() =>
      engine.learning.model({ run: id, threshold: 0.6, format: 'tracksieve', out: null, replace: false }),
    ).toThrow('exists already')
    const tracks = [...engine.catalogue.tracks.each({ labelled: false })]
    const placed = tracks.map(({ video, detections }) => ({
      video,
      detections,
      frame: { width: 128, height: 128 },
    }))
    const scores = await engine.learning.scoreTracks(file, placed, quietWork())
    tracks.forEach((track, i) =>
      expect(scores[i]).toBeCloseTo(engine.catalogue.predictions.get(id, track.id)!.score, 5),
    )
  })
})
