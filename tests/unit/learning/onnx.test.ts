/** The model as ONNX: another program that knows only the format must get the scores of the product. */
import { beforeAll, describe, expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends.ts'
import { named } from '../../../src/main/engine/learning/checkpoint.ts'
import { describeTable, fitNormalisation } from '../../../src/main/engine/learning/dataset.ts'
import { scoreTracks } from '../../../src/main/engine/learning/filter.ts'
import type { ModelDescription } from '../../../src/main/engine/learning/modelDescription.ts'
import { toOnnx } from '../../../src/main/engine/learning/onnx/export.ts'
import { planTraining } from '../../../src/main/engine/learning/plan.ts'
import { buildPipeline } from '../../../src/main/engine/learning/presets.ts'
import { tableOf, type TableTrack } from '../../../src/main/engine/learning/trackTable.ts'
import { Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'
import { type OnnxFile, readOnnx, type Tensor } from '../../support/onnxFile.ts'
import { runOnnx } from '../../support/onnxRun.ts'
import { aTrack, someTracks } from '../../support/tracks.ts'

beforeAll(() => useBackend('cpu'))

/** In all directions, standing, turning about after a stand, with gaps, of one box, without scores. */
const tracks: TableTrack[] = [
  aTrack({ boxes: 1 }),
  aTrack({ boxes: 2, vx: -2, vy: 0 }),
  aTrack({ boxes: 6, vx: 0, vy: 3, every: 3 }),
  aTrack({ boxes: 5, vx: 0, vy: -1 }),
  aTrack({ boxes: 7, vx: 0, vy: 0 }),
  aTrack({ boxes: 4, vx: -3, vy: -2, score: Number.NaN }),
  turning(),
  ...someTracks(3, 7),
].map((track, i) => ({ ...track, id: i + 1, video: 1 }))

function turning(): TableTrack {
  const track = aTrack({ boxes: 9, vx: 2, vy: 1 })
  const detections = track.detections.slice()
  for (let i = 4; i < 9; i += 1) {
    detections[i * columns + 1] = detections[3 * columns + 1]! - (i < 6 ? 0 : 3 * (i - 5))
    detections[i * columns + 2] = detections[3 * columns + 2]!
  }
  return { ...track, detections }
}

function aModel(given: RecipeInput) {
  const recipe = Recipe.parse(given)
  const pipeline = buildPipeline(recipe)
  const { features } = pipeline.parts
  const table = tableOf(tracks)
  const sequences = describeTable(table, features)
  const random = createRandom(11, 'onnx')
  const weights = pipeline.start(random).map((value) => value * 1.5 + 0.02 * random.normal())
  const description: ModelDescription = {
    recipe,
    parameters: pipeline.size,
    normalisation: fitNormalisation(sequences, features),
    survivalPrior: null,
    threshold: 0.4,
    calibration: { scale: 0.7, offset: 0.3, real: 20, false: 20, refused: null },
    keep95: 0.3,
    keep99: null,
    kindRule: { '1': 'noise', '2-3': 'brief', '4-10': 'brief', '11-30': 'noise', '31-': 'noise' },
    metrics: null,
    data: { fingerprint: 'abc', labels: 20, counts: planTraining([], 1).counts, sources: ['quick'] },
    bestEpoch: 3,
    trainedAt: '2026-01-01T00:00:00.000Z',
  }
  const file = readOnnx(toOnnx(named(pipeline, 'weights', weights), description))
  return { file, table, sequences, model: { description, pipeline, weights, ensemble: null } }
}

/** Rows of unequal number, laid into [B, T, width]; padding holds what must not matter. */
function laid(rows: readonly Float32Array[], width: number): Tensor {
  const steps = Math.max(...rows.map(({ length }) => length / width))
  const data = rows.flatMap((row) => [...row, ...Array<number>(steps * width - row.length).fill(Number.NaN)])
  return { shape: [rows.length, steps, width], data }
}

const maskOf = (boxes: readonly number[]): Tensor => {
  const steps = Math.max(...boxes)
  return {
    shape: [boxes.length, steps],
    data: boxes.flatMap((n) => Array.from({ length: steps }, (_, t) => Number(t < n))),
  }
}

const rawInputs = (): Record<string, Tensor> => ({
  detections: laid(
    tracks.map(({ detections }) => detections),
    columns,
  ),
  mask: maskOf(tracks.map(({ detections }) => detections.length / columns)),
  frame_size: { shape: [tracks.length, 2], data: tracks.flatMap(({ frame }) => [frame.width, frame.height]) },
})

const inputsOf = (file: OnnxFile, { sequences }: ReturnType<typeof aModel>): Record<string, Tensor> => ({
  inputs: laid(
    sequences.map(({ inputs }) => inputs),
    file.inputs.inputs![2] as number,
  ),
  mask: maskOf(sequences.map(({ boxes }) => boxes)),
  track_inputs: {
    shape: [sequences.length, sequences[0]!.track.length],
    data: sequences.flatMap(({ track }) => [...track]),
  },
})

const recipes: [string, RecipeInput][] = [
  ['phase1', { preset: 'phase1' }],
  ['track', { preset: 'track' }],
  ['live', { preset: 'live' }],
  ['attention, made small', { preset: 'attention', width: 32, layers: 2, heads: 4, feedForward: 64 }],
  ['a recurrent model', { preset: 'track', sequence: 'recurrent', width: 16 }],
  ['a summary of motion', { preset: 'phase1', sequence: 'summary' }],
]

describe.each(recipes)('%s as ONNX', (_, recipe) => {
  it('scores tracks as the product does, to 1e-5, whatever stands in padding', async () => {
    const made = aModel(recipe)
    const { file, table, model } = made
    const wanted = await scoreTracks(model, table, quietWork())
    const raw = model.description.recipe.features === 'statistical'
    const { scores, step_scores: steps } = runOnnx(file, raw ? rawInputs() : inputsOf(file, made))
    expect(scores!.shape).toEqual([tracks.length])
    expect(new Set(Array.from(wanted.scores, (score) => score.toFixed(3))).size).toBeGreaterThan(5)
    tracks.forEach(({ detections }, i) => {
      expect(Math.abs(scores!.data[i]! - wanted.scores[i]!), `track ${i}`).toBeLessThan(1e-5)
      for (let t = 0; t < detections.length / columns; t += 1) {
        const step = steps!.data[i * steps!.shape[1]! + t]!
        expect(Math.abs(step - wanted.stepScores[table.offsets[i]! + t]!), `step ${t}`).toBeLessThan(1e-5)
      }
    })
  })
})

describe('an ONNX file', () => {
  it('says of itself what it takes and gives, and which thresholds go with it', () => {
    const { file } = aModel({ preset: 'phase1' })
    expect(file).toMatchObject({ ir: 8, opset: 17 })
    expect(file.inputs).toEqual({
      detections: ['tracks', 'steps', 6],
      mask: ['tracks', 'steps'],
      frame_size: ['tracks', 2],
    })
    expect(file.outputs).toEqual({ step_scores: ['tracks', 'steps'], scores: ['tracks'] })
    expect(JSON.parse(file.facts.threshold!)).toBe(0.4)
    expect(JSON.parse(file.facts.recipe!)).toMatchObject({ preset: 'phase1' })
  })

  it('is sound: every node takes what stands before it, and each name is given once', () => {
    for (const [, recipe] of recipes) {
      const { file } = aModel(recipe)
      const given = [...Object.keys(file.inputs), ...file.constants.keys()]
      const known = new Set(given)
      expect(known.size).toBe(given.length)
      for (const { inputs, outputs } of file.nodes) {
        for (const name of inputs) expect(known.has(name), name).toBe(true)
        for (const name of outputs) {
          expect(known.has(name), name).toBe(false)
          known.add(name)
        }
      }
      for (const { shape, data } of file.constants.values())
        expect(data).toHaveLength(shape.reduce((product, n) => product * n, 1))
    }
  })
})
