/** Regressions and trees beside the network: fitted, kept in files and checked there, applied wherever tracks are scored. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { describeTable, fitNormalisation, normalise } from '../../../src/main/engine/learning/data/dataset.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { treesLogit } from '../../../src/main/engine/learning/ensemble/boosting.ts'
import { columnsOf } from '../../../src/main/engine/learning/ensemble/columns.ts'
import { fitEnsemble, together } from '../../../src/main/engine/learning/ensemble/ensemble.ts'
import { regressionLogit } from '../../../src/main/engine/learning/ensemble/regression.ts'
import { ensembleOf, tensorsOf } from '../../../src/main/engine/learning/ensemble/stored.ts'
import { summed } from '../../../src/main/engine/learning/ensemble/summed.ts'
import { type Model, readModel, writeModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import { areaUnderCurve } from '../../../src/main/engine/learning/judging/metrics.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreTracks } from '../../../src/main/engine/learning/scoring/filter.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { describedModel } from '../../support/modelDescriptions.ts'
import { someTracks } from '../../support/tracks.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ensemble-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
beforeAll(() => useBackend('wasm'))

const recipe = Recipe.parse({ preset: 'track' })
const pipeline = buildPipeline(recipe)
const tracks = someTracks(60)
const table = tableOf(tracks)
const real = tracks.map(({ label }) => label === 'persistent')
const sequences = describeTable(table, pipeline.parts.features)
const normalisation = fitNormalisation(sequences, pipeline.parts.features)
normalise(sequences, normalisation)
const fit = (seed = 1, work = quietWork()) => fitEnsemble('track', { sequences, real }, seed, work)

async function aModel(): Promise<Model> {
  return {
    description: describedModel({ recipe, parameters: pipeline.size, normalisation }),
    pipeline,
    weights: pipeline.start(createRandom(1)),
    ensemble: await fit(),
  }
}

describe('regressions and trees beside the network', () => {
  it('count as much as it does: the logit is the mean of the four', async () => {
    const ensemble = await fit()
    const [result] = together(ensemble, 'track', sequences.slice(0, 1), [
      { scores: Float32Array.of(0.9, 0.2), attention: Float32Array.of(0.5, 0.5) },
    ])
    const row = summed(sequences[0]!)
    const columns = columnsOf('track')
    const others =
      regressionLogit(ensemble.all, columns.all, row) +
      regressionLogit(ensemble.own, columns.own, row) +
      treesLogit(ensemble.trees, row)
    const wanted = [0.9, 0.2].map((p) => 1 / (1 + Math.exp(-(Math.log(p / (1 - p)) + others) / 4)))
    wanted.forEach((score, i) => expect(result!.scores[i]).toBeCloseTo(score, 6))
    expect(Array.from(result!.attention)).toEqual([0.5, 0.5])
  })

  it('know without a network which of their own tracks are real', async () => {
    const even = sequences.map(() => ({ scores: Float32Array.of(0.5), attention: Float32Array.of(1) }))
    const results = together(await fit(), 'track', sequences, even)
    expect(areaUnderCurve({ scores: results.map(({ scores }) => scores[0]!), real })!).toBeGreaterThan(0.95)
  })

  it('are the same for the same seed and data', async () => {
    const [one, same, other] = [await fit(), await fit(), await fit(2)]
    expect(same).toEqual(one)
    expect(other.trees.leaves).not.toEqual(one.trees.leaves)
  })

  it('leave the network alone where there are none', () => {
    const results = [{ scores: Float32Array.of(0.9), attention: Float32Array.of(1) }]
    expect(together(null, 'track', sequences.slice(0, 1), results)).toEqual(results)
  })
})

describe('the regression on what the track alone decides', () => {
  it('looks at nothing that the rest of the film changes', () => {
    const { own } = columnsOf('track')
    const elsewhere = tableOf(tracks.map((track) => ({ ...track, video: 0 })))
    const others = describeTable(elsewhere, pipeline.parts.features)
    normalise(others, normalisation)
    const rowOf = (sequence: (typeof sequences)[number]) => own.map((k) => summed(sequence)[k]!)
    expect(others.map(rowOf)).toEqual(sequences.map(rowOf))
    expect(others.map((one) => [...summed(one)])).not.toEqual(sequences.map((one) => [...summed(one)]))
  })
})

describe('a model file with them', () => {
  it('scores the same when it was read again, and another than the network alone', async () => {
    const [file, model] = [path.join(folder, 'a.tracksieve-model'), await aModel()]
    await writeModel(file, model)
    const again = await readModel(file)
    expect(again.ensemble).toEqual(model.ensemble)
    const { scores } = await scoreTracks(model, table, quietWork())
    expect((await scoreTracks(again, table, quietWork())).scores).toEqual(scores)
    const alone = await scoreTracks({ ...model, ensemble: null }, table, quietWork())
    expect(alone.scores).not.toEqual(scores)
  })

  it('is the network alone where an earlier version wrote it', async () => {
    const [file, model] = [path.join(folder, 'b.tracksieve-model'), await aModel()]
    await writeModel(file, { ...model, ensemble: null })
    expect((await readModel(file)).ensemble).toBeNull()
  })

  it('is refused where numbers are missing or of another shape, naming them', async () => {
    const tensors = tensorsOf(await fit())
    const { 'ensemble.trees.leaf': leaf, ...lacking } = tensors
    expect(() => ensembleOf(lacking, 'track', 'm')).toThrow("'ensemble.trees.leaf' are missing")
    const short = { ...tensors, 'ensemble.own.weight': { shape: [3], values: new Float32Array(3) } }
    expect(() => ensembleOf(short, 'track', 'm')).toThrow(
      "'ensemble.own.weight' are [3]; this model needs [31]",
    )
    expect(leaf!.shape).toEqual([100, 16])
  })
})
