/** The model as one file: the same scores after a round trip, clear words for files that are none. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { planTraining } from '../../../src/main/engine/learning/data/plan.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import {
  type ModelDescription,
  readModelFile,
  redescribe,
} from '../../../src/main/engine/learning/files/modelDescription.ts'
import { modelTarget } from '../../../src/main/engine/learning/files/modelExport.ts'
import { type Model, readModel, writeModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import { decodeTensors, encodeTensors } from '../../../src/main/engine/learning/files/safetensors.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreTracks } from '../../../src/main/engine/learning/scoring/filter.ts'
import { thresholdFor } from '../../../src/main/engine/learning/scoring/keep.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { temporaryFolder } from '../../support/catalogue.ts'
import { aTrack, someTracks } from '../../support/tracks.ts'

const { folder, remove } = temporaryFolder()
const file = path.join(folder, 'some.tracksieve-model')
const recipe = Recipe.parse({})
const pipeline = buildPipeline(recipe)
const description: ModelDescription = {
  recipe,
  parameters: pipeline.size,
  normalisation: { mean: Array<number>(9).fill(0.1), deviation: Array<number>(9).fill(2) },
  survivalPrior: null,
  threshold: 0.4,
  keep95: 0.3,
  keep99: null,
  kindRule: { '1': 'noise', '2-3': 'brief', '4-10': 'brief', '11-30': 'noise', '31-': 'noise' },
  metrics: null,
  data: { fingerprint: 'abc', labels: 20, counts: planTraining([], 1).counts, sources: ['quick'] },
  bestEpoch: 3,
  trainedAt: '2026-01-01T00:00:00.000Z',
}
const model: Model = { description, pipeline, weights: pipeline.start(createRandom(1)), ensemble: null }

beforeAll(async () => {
  await useBackend('wasm')
  await writeModel(file, model)
})
afterAll(remove)

const damaged = (name: string, change: (bytes: Buffer) => Uint8Array): string => {
  const other = path.join(folder, name)
  fs.writeFileSync(other, change(fs.readFileSync(file)))
  return other
}

describe('a model file', () => {
  it('comes back as it was, and scores the same', async () => {
    const again = await readModel(file)
    expect(again.description).toEqual(description)
    expect(again.weights).toEqual(model.weights)
    const table = tableOf(someTracks(5))
    expect(await scoreTracks(again, table, quietWork())).toEqual(await scoreTracks(model, table, quietWork()))
  })

  it('is plain safetensors: every weight by its name and shape', async () => {
    const { tensors } = decodeTensors(fs.readFileSync(file), 'it')
    expect(tensors['weights.sequence.positions.table']!.shape).toEqual([500, 64])
    expect(Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0)).toBe(236_993)
  })

  it('takes another threshold without touching the weights', async () => {
    const copy = path.join(folder, 'copy.tracksieve-model')
    await redescribe(file, copy, { threshold: 0.7 })
    expect((await readModelFile(copy)).description.threshold).toBe(0.7)
    expect((await readModel(copy)).weights).toEqual(model.weights)
  })

  it.each([
    ['empty', () => new Uint8Array(), 'has only 0 bytes'],
    ['cut in its weights', (bytes: Buffer) => bytes.subarray(0, 500_000), 'is cut off: its end is missing'],
    ['cut in its header', (bytes: Buffer) => bytes.subarray(0, 100), 'is cut off: its end is missing'],
    ['text', () => Buffer.from('frame,id,x,y,w,h\n1,1,2,3,4,5\n'), 'is not of this format'],
    [
      'with a broken header',
      (bytes: Buffer) => Buffer.from(bytes).fill('!', 9, 12),
      'header that cannot be read',
    ],
    [
      'of other safetensors',
      () => encodeTensors({ tensors: {}, metadata: { format: 'pt' } }),
      'is no Tracksieve model',
    ],
  ])('is refused when it is %s', async (name, change, words) => {
    await expect(readModel(damaged(name, change))).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining(words) as string,
      hint: expect.stringMatching(/\w+/) as string,
    })
  })

  it('is refused when it is newer, unreadable, or does not fit its recipe', async () => {
    const { tensors, metadata } = decodeTensors(fs.readFileSync(file), 'it')
    const write = (name: string, change: Parameters<typeof encodeTensors>[0]) => {
      const other = path.join(folder, name)
      fs.writeFileSync(other, encodeTensors(change))
      return readModel(other)
    }
    const newer = write('newer', { tensors, metadata: { ...metadata, version: '2' } })
    await expect(newer).rejects.toThrow('comes from a newer Tracksieve')
    const unreadable = write('unreadable', {
      tensors,
      metadata: { ...metadata, description: '{"recipe":1}' },
    })
    await expect(unreadable).rejects.toThrow('description')
    const { 'weights.head.0.weight': _, ...fewer } = tensors
    await expect(write('fewer', { tensors: fewer, metadata })).rejects.toThrow(
      /'head.0.weight' are missing; .* \[64, 32\]/,
    )
    await expect(readModel(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('says which threshold keeps a share of the real ones, and which share it cannot keep', () => {
    expect(thresholdFor({ threshold: 0.25 }, description)).toBe(0.25)
    expect(thresholdFor({ keepReal: 0.95 }, description)).toBe(0.3)
    expect(() => thresholdFor({ keepReal: 0.99 }, description)).toThrow('keeps 99 % of the real tracks')
    expect(() => thresholdFor({ keepReal: 0.5 }, description)).toThrow('keeps 50 %')
  })

  it('never takes the place of another file unasked', () => {
    expect(() => modelTarget(folder, { run: 1, format: 'tracksieve', out: file, replace: false })).toThrow(
      'exists already',
    )
    expect(modelTarget(folder, { run: 1, format: 'tracksieve', out: file, replace: true })).toBe(file)
    expect(
      modelTarget('/x/Streets.tracksieve', { run: 7, format: 'tracksieve', out: null, replace: false }),
    ).toBe('/x/Streets.tracksieve/exports/Streets-run-7.tracksieve-model')
    expect(modelTarget('/x/Streets.tracksieve', { run: 7, format: 'onnx', out: null, replace: false })).toBe(
      '/x/Streets.tracksieve/exports/Streets-run-7.onnx',
    )
  })
})

describe('scores of tracks', () => {
  it('hold one number a box, also for tracks longer than the model takes', async () => {
    const table = tableOf([aTrack({ boxes: 700, vx: 0.1 }), aTrack({ boxes: 1 }, { id: 2 })])
    const { scores, stepScores, attention } = await scoreTracks(model, table, quietWork())
    expect([scores.length, stepScores.length, attention.length]).toEqual([2, 701, 701])
    expect(stepScores.every((score) => score > 0 && score < 1)).toBe(true)
    expect(scores[1]).toBeCloseTo(stepScores[700]!, 6)
    expect(attention[700]).toBeCloseTo(1, 6) // a single box can only look at itself
  })

  it('are none for no tracks', async () => {
    expect((await scoreTracks(model, tableOf([]), quietWork())).scores).toHaveLength(0)
  })
})
