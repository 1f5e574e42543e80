/** Exported models with regressions and trees score as the product does: run by ONNX Runtime. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { describeTable, fitNormalisation, normalise } from '../../../src/main/engine/learning/data/dataset.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { fitEnsemble } from '../../../src/main/engine/learning/ensemble/ensemble.ts'
import { tensorsOf } from '../../../src/main/engine/learning/ensemble/stored.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { toOnnx } from '../../../src/main/engine/learning/onnx/export.ts'
import { scoreTracks } from '../../../src/main/engine/learning/scoring/filter.ts'
import { named } from '../../../src/main/engine/learning/training/checkpoint.ts'
import { Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'
import { describedModel } from '../../support/modelDescriptions.ts'
import { someTracks } from '../../support/tracks.ts'

beforeAll(() => useBackend('wasm'))

const table = tableOf(someTracks(40))
const count = table.offsets.length - 1

async function aModel(given: RecipeInput) {
  const recipe = Recipe.parse(given)
  const pipeline = buildPipeline(recipe)
  const { features } = pipeline.parts
  const raw = describeTable(table, features)
  const normalisation = fitNormalisation(raw, features)
  const sequences = describeTable(table, features)
  normalise(sequences, normalisation)
  const real = Array.from({ length: count }, (_, i) => i % 3 > 0)
  const ensemble = await fitEnsemble(recipe.features, { sequences, real }, 1, quietWork())
  const weights = pipeline.start(createRandom(3))
  const description = describedModel({ recipe, parameters: pipeline.size, normalisation })
  const tensors = { ...named(pipeline, 'weights', weights), ...tensorsOf(ensemble) }
  return { file: toOnnx(tensors, description), raw, model: { description, pipeline, weights, ensemble } }
}

function inputsOf(raw: Awaited<ReturnType<typeof aModel>>['raw']): Record<string, Tensor> {
  const steps = Math.max(...raw.map(({ boxes }) => boxes))
  const [width, trackWidth] = [raw[0]!.inputs.length / raw[0]!.boxes, raw[0]!.track.length]
  const inputs = new Float32Array(count * steps * width)
  const mask = new Float32Array(count * steps)
  const tracks = new Float32Array(count * trackWidth)
  raw.forEach((sequence, i) => {
    inputs.set(sequence.inputs, i * steps * width)
    mask.fill(1, i * steps, i * steps + sequence.boxes)
    tracks.set(sequence.track, i * trackWidth)
  })
  return {
    inputs: new Tensor('float32', inputs, [count, steps, width]),
    mask: new Tensor('float32', mask, [count, steps]),
    track_inputs: new Tensor('float32', tracks, [count, trackWidth]),
  }
}

describe('a model with regressions and trees as ONNX', () => {
  it.each([
    ['track', { preset: 'track' }],
    ['live', { preset: 'live' }],
    ['a recurrent one, which answers for each step', { preset: 'track', sequence: 'recurrent', width: 16 }],
  ] as [string, RecipeInput][])('%s: scores as the product does, to 1e-5', async (_, given) => {
    const { file, raw, model } = await aModel(given)
    const session = await InferenceSession.create(file)
    const { scores } = await session.run(inputsOf(raw))
    const wanted = (await scoreTracks(model, table, quietWork())).scores
    const alone = (await scoreTracks({ ...model, ensemble: null }, table, quietWork())).scores
    const found = scores!.data as Float32Array
    expect(Math.max(...Array.from(wanted, (score, i) => Math.abs(score - alone[i]!)))).toBeGreaterThan(0.05)
    wanted.forEach((score, i) => expect(Math.abs(found[i]! - score), `track ${i}`).toBeLessThan(1e-5))
  })
})
