/** Several tasks and pretraining on a real catalogue: jobs, files, figures, refusals. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import {
  pretrainedFile,
  pretrainedFolder,
  readPretraining,
} from '../../src/main/engine/learning/pretraining/pretrainedFile.ts'
import { runFolder } from '../../src/main/engine/learning/training/runFolder.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { PretrainRecipe } from '../../src/shared/contract/pretraining.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'
import type { Closing } from '../support/training.ts'

vi.setConfig({ testTimeout: 240_000 })
const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function clips(preset: 'transients' | 'realistic' | 'quick', count: number) {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue)
  closing.push(engine.close, remove)
  await engine.generate(
    { preset, count, frames: 12, ...(preset === 'transients' ? { transients: [1, 2] } : {}) },
    'clips',
  )
  return engine
}

it('a multi-task run learns classes too, and its figures are in its files and in the evaluation', async () => {
  const { catalogue, learning, jobs } = await clips('transients', 40)
  const recipe = Recipe.parse({
    preset: 'multitask',
    features: 'statistical',
    ensemble: false,
    epochs: 4,
    tasks: { class: 0.5 },
  })
  const { job, run } = await learning.train({ recipe, backend: null })
  expect((await jobs.finished(job)).state).toBe('done')
  expect(learning.run({ run }).recipe.classes).toEqual(['line', 'circle', 'helix', 'parabola'])
  const { tasks } = await learning.evaluate({ run, on: 'test', threshold: 0.5 })
  expect(tasks.map(({ task }) => task)).toEqual(['kind', 'next', 'class'])
  const lines = Object.fromEntries(tasks.map(({ task, lines: all }) => [task, all.map(({ id }) => id)]))
  expect(lines).toEqual({
    kind: ['model', 'majority', 'length'],
    next: ['model', 'mean', 'stays', 'constant-velocity'],
    class: ['model', 'majority'],
  })
  // Only persistent objects have a class, only tracks of two boxes and more can be cut.
  const [kind, next, classes] = tasks as [(typeof tasks)[0], (typeof tasks)[0], (typeof tasks)[0]]
  expect(classes!.n).toBeLessThan(kind!.n)
  expect(next!.n).toBeLessThanOrEqual(kind!.n)
  for (const { n } of tasks) expect(n).toBeGreaterThan(0)
  const folder = runFolder(catalogue.folder, run)
  const results = JSON.parse(fs.readFileSync(path.join(folder, 'training_results.json'), 'utf8')) as {
    task_history: Record<string, { val_loss: number[] }>
    task_results: { task: string; lines: { id: string; accuracy?: number }[] }[]
  }
  expect(results.task_history.kind!.val_loss).toHaveLength(4)
  expect(results.task_results[0]!.lines[0]).toMatchObject({
    id: 'model',
    accuracy: kind!.lines[0]!.values[0],
  })
})

it('classes are refused where no source has any, and an unknown task before anything starts', async () => {
  const { learning, jobs } = await clips('realistic', 12)
  const train = (tasks: Record<string, number>) =>
    learning.train({ recipe: Recipe.parse({ preset: 'multitask', tasks }), backend: null })
  await expect(train({ class: 1 })).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining('“clips” has no classes') as string,
  })
  await expect(train({ colour: 1 })).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining("has no task 'colour'") as string,
  })
  expect(jobs.list().filter(({ kind }) => kind === 'train')).toEqual([])
})

it('a pretraining on unlabelled tracks is where a run and a label curve start, beside fresh weights', async () => {
  const { catalogue, learning, jobs, pretraining } = await clips('quick', 60)
  const parts = { features: 'statistical', width: 16, layers: 1, heads: 2, feedForward: 16 } as const
  const recipe = PretrainRecipe.parse({ ...parts, epochs: 4 })
  await expect(pretraining.train({ recipe, backend: null })).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining('there are 0, at least 20 are needed') as string,
  })
  // Of some videos all tracks, of others one.
  const ids = [...catalogue.tracks.ids({}, { by: 'number', descending: false })]
  const bare = ids.filter((id, i) => i % 2 === 0 || catalogue.tracks.get(id)!.video % 3 === 0)
  catalogue.labels.set(bare, null, 'tester', 'bulk')
  const fine = Recipe.parse({ preset: 'pretrained', ...parts, epochs: 2 })
  await expect(learning.train({ recipe: fine, backend: null })).rejects.toThrow(
    'no pretraining of these parts',
  )

  const { notes, warnings } = await pretraining.plan(recipe)
  expect([notes.join(), warnings]).toEqual([expect.stringMatching(/^It leaves out \d+ test videos?: \w/), []])
  const all = await pretraining.plan({ ...recipe, leaveOutTest: false })
  expect(all.warnings.join()).toMatch(/^It sees the unlabelled tracks of \d+ test videos?: \w/)
  expect(all.tracks).toBe(bare.length)

  const started = await pretraining.train({ recipe, backend: null })
  jobs.cancel(started.job)
  expect((await jobs.finished(started.job)).state).toBe('cancelled')
  jobs.resume(started.job)
  expect((await jobs.finished(started.job)).state).toBe('done')
  expect(pretraining.list()[0]).toMatchObject({ id: started.pretraining, recipe })
  expect(pretraining.list()[0]!.epochs).toHaveLength(4)

  const { job, run } = await learning.train({ recipe: fine, backend: null })
  expect((await jobs.finished(job)).state).toBe('done')
  expect(learning.run({ run }).recipe.pretrained).toBe(started.pretraining)
  const { videos } = readPretraining(pretrainedFile(pretrainedFolder(catalogue.folder, started.pretraining)))
  const { split } = catalogue.runs.get(run)!
  expect(videos.filter((video) => split[video] === 'test')).toEqual([])
  expect(Object.values(split)).toContain('test')
  expect((await learning.plan(fine)).warnings.join()).not.toContain('has seen')
  expect((await learning.plan({ ...fine, seed: 7 })).warnings.at(-1)).toMatch(
    /^Pretraining 1 has seen tracks, without labels, of \d+ of \d+ test videos: \w/,
  )

  const curve = await learning.efficiency({ recipe: fine, seeds: [1], sizes: [40], backend: null })
  expect((await jobs.finished(curve.job)).state).toBe('done')
  const lines = learning.reports()[0]!.lines.map(({ id }) => id)
  expect(lines).toEqual(expect.arrayContaining(['model', 'fresh']))
})
