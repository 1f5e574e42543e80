/** A model with a tuned encoder in a catalogue: resumed after a cancel, fitted again, and used where its tokenizer is not. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import type { Scores } from '../../src/main/engine/learning/scoring/filter.ts'
import { toTable, videoReader } from '../../src/main/engine/learning/data/labelled.ts'
import { readModel } from '../../src/main/engine/learning/files/modelFile.ts'
import { cropsFor } from '../../src/main/engine/learning/pixels/looking.ts'
import { tokenizerFolder } from '../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { modelFileOf, refitFolderOf, runFolder } from '../../src/main/engine/learning/training/runFolder.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'
import { aTokenizer } from '../support/tokenizers.ts'
import type { Closing } from '../support/training.ts'

vi.setConfig({ testTimeout: 120_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

it('a tuned encoder is the model’s own: resumed, fitted again, scored and gone on with without its tokenizer', async () => {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, 'wasm')
  closing.push(remove, engine.close)
  await engine.generate({ preset: 'realistic', count: 8, cameras: 1, width: 640, height: 360 })
  const tokenizer = tokenizerFolder(catalogue.folder, 1)
  await aTokenizer(tokenizer, 1)
  const pixels = { ...Recipe.parse({ preset: 'magvit' }).pixels!, boxes: 1, tuned: true }
  const recipe = Recipe.parse({ preset: 'magvit', epochs: 6, batch: 16, pixels, refitAll: true })
  const { job, run } = await engine.learning.train({ recipe, backend: null })
  for await (const event of engine.jobs.watch())
    if (event.type === 'metric' && event.values.run === run && event.values.epoch === 5) break
  engine.jobs.cancel(job)
  expect((await engine.jobs.finished(job)).state).toBe('cancelled')
  engine.jobs.resume(job)
  expect((await engine.jobs.finished(job)).error).toBeNull()
  const folder = runFolder(catalogue.folder, run)
  const once = await readModel(modelFileOf(folder))
  const again = await readModel(modelFileOf(refitFolderOf(folder)))
  const { from, to } = once.pipeline.tuned!
  expect(again.weights.subarray(from, to)).not.toEqual(once.weights.subarray(from, to))

  fs.rmSync(tokenizer, { recursive: true })
  // A copy elsewhere scores as the run did.
  const copy = path.join(catalogue.folder, 'copy.tracksieve-model')
  fs.copyFileSync(modelFileOf(folder), copy)
  const tracks = [...catalogue.tracks.each({ labelled: false })].slice(0, 20)
  const crops = await cropsFor(catalogue, recipe, tracks, { ...engine, backend: 'wasm' }, quietWork())
  const table = toTable(tracks, videoReader(catalogue), crops)
  const input = { modelFile: copy, backend: 'wasm', table }
  const { scores } = await engine.workers.run<Scores>('learn', 'learning.score', input, quietWork())
  const stored = tracks.map(({ id }) => catalogue.predictions.get(run, id)!.score)
  stored.forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 5))
  expect(new Set(stored).size).toBeGreaterThan(10)

  const finer = Recipe.parse({ ...recipe, epochs: 1, from: run, refitAll: undefined })
  const gone = await engine.learning.train({ recipe: finer, backend: null })
  expect((await engine.jobs.finished(gone.job)).error).toBeNull()
  const onnx = { run, threshold: 0.5, format: 'onnx', out: null, replace: false } as const
  expect(() => engine.learning.model(onnx)).toThrow('cannot be exported as ONNX')
  await expect(engine.learning.train({ recipe, backend: null })).rejects.toThrow('no trained tokenizer')
})
