/** Decisions while tracks grow, and tracks among tracks, on a real catalogue with real jobs and threads. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { readModelFile } from '../../src/main/engine/learning/files/modelDescription.ts'
import { modelFileOf, runFolder } from '../../src/main/engine/learning/training/runFolder.ts'
import { Recipe, type RecipeInput } from '../../src/shared/contract/learning.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'
import type { Closing } from '../support/training.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

it('decides by thresholds of its validation part, and looks among the tracks of a scene', async () => {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, 'wasm')
  closing.push(engine.close, remove)
  await engine.generate({ preset: 'tracker', count: 12, frames: 30, seed: 5 }, 'scenes')
  const small = { epochs: 2, survival: false, ensemble: false, width: 16, feedForward: 16 } as const
  const train = async (recipe: RecipeInput) => {
    const { job, run } = await engine.learning.train({
      recipe: Recipe.parse({ ...small, ...recipe }),
      backend: null,
    })
    expect(await engine.jobs.finished(job)).toMatchObject({ state: 'done' })
    return run
  }
  const early = await train({ preset: 'early', early: { falseConfirm: 0.2, falseReject: 0.2 } })
  const folder = runFolder(catalogue.folder, early)
  const { description } = await readModelFile(modelFileOf(folder))
  const report = await engine.learning.early({ run: early, on: 'test' })
  expect(description.early).toEqual(report.thresholds)
  expect(report.thresholds).toMatchObject({ falseConfirm: 0.2, boxes: 30 })
  const { persistent, brief, noise } = description.data.counts.validation.labels
  expect(report.thresholds.chosenOn).toMatchObject({ real: persistent, false: brief + noise })
  expect(report.lines.map(({ id }) => id)).toEqual(['early', 'hits-3', 'hits', 'full', 'oracle'])
  expect(report.lines[3]!.saved).toBeCloseTo(0)
  const decided = report.steps.map((step) => step.decided)
  expect(decided).toEqual(decided.toSorted((a, b) => a - b))
  expect(report.lines[0]!.decided).toBeCloseTo(decided.at(-1)!, 10)

  // Scores box by box are kept: other rates need no backend.
  const kept = path.join(folder, 'early-test.json')
  const written = fs.statSync(kept).mtimeMs
  const none = await engine.learning.early({
    run: early,
    on: 'test',
    rates: { falseConfirm: 0, falseReject: 0 },
  })
  expect(none.lines[0]).toMatchObject({ decided: 0, meanBoxes: null })
  expect(none.thresholds.refused).toHaveLength(2)
  expect(fs.statSync(kept).mtimeMs).toBe(written)

  const object = await train({ preset: 'object', crowd: 20 })
  await expect(engine.learning.early({ run: object, on: 'test' })).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining('looks ahead') as string,
  })
  const { amongTracks, attention, metrics } = await engine.learning.evaluate({
    run: object,
    on: 'test',
    threshold: 0.5,
  })
  expect(attention).toEqual([])
  const tracks = amongTracks!.classes.reduce((sum, one) => sum + one.tracks, 0)
  expect(tracks + amongTracks!.alone).toBe(metrics.n)
  expect(amongTracks!.classes.every(({ relative }) => relative > 0 && relative !== 1)).toBe(true)
  await expect(async () =>
    engine.learning.model({ run: object, threshold: 0.5, format: 'onnx', out: null, replace: false }),
  ).rejects.toThrow('all tracks of a video at once')
})
