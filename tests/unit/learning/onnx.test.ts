/** The model as ONNX: onnxruntime, which knows only the file, must give the scores of the product. */
import type { InferenceSession } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { type TableTrack, tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { type Scores, scoreTracks } from '../../../src/main/engine/learning/scoring/filter.ts'
import type { RecipeInput } from '../../../src/shared/contract/learning.ts'
import { type OnnxModel, onnxInputs, onnxModel, placeOf } from '../../support/onnxModels.ts'
import { openOnnx, runOnnx } from '../../support/onnxRuntime.ts'
import { aTrack, someTracks } from '../../support/tracks.ts'

beforeAll(() => useBackend('wasm'))

/** In all directions, standing, turning about after a stand, with gaps, of one box, without scores, and one of very many boxes. */
const tracks: TableTrack[] = [
  aTrack({ boxes: 1 }),
  aTrack({ boxes: 2, vx: -2, vy: 0 }),
  aTrack({ boxes: 6, vx: 0, vy: 3, every: 3 }),
  aTrack({ boxes: 5, vx: 0, vy: -1 }),
  aTrack({ boxes: 7, vx: 0, vy: 0 }),
  aTrack({ boxes: 4, vx: -3, vy: -2, score: Number.NaN }),
  turning(),
  ...someTracks(3, 7),
  aTrack({ boxes: 777, vx: 0.1, vy: -0.05, every: 2 }),
].map((track, i) => ({ ...track, id: i + 1, video: 1 }))
const table = tableOf(tracks)
const short = [...tracks.keys()].slice(0, -1)
const long = tracks.length - 1

function turning(): TableTrack {
  const track = aTrack({ boxes: 9, vx: 2, vy: 1 })
  const detections = track.detections.slice()
  for (let i = 4; i < 9; i += 1) {
    detections[i * columns + 1] = detections[3 * columns + 1]! - (i < 6 ? 0 : 3 * (i - 5))
    detections[i * columns + 2] = detections[3 * columns + 2]!
  }
  return { ...track, detections }
}

const small = { width: 32, layers: 2, heads: 4, feedForward: 64 }
const recipes: [string, RecipeInput][] = [
  ['phase1', { preset: 'phase1' }],
  ['track', { preset: 'track' }],
  ['live', { preset: 'live' }],
  ['multitask', { preset: 'multitask' }],
  ['attention', { preset: 'attention' }],
  ['track with a transformer', { preset: 'track', sequence: 'transformer', ...small }],
  ['live with the attention model', { preset: 'live', sequence: 'attention', ...small }],
  ['a recurrent model of tracks', { preset: 'track', sequence: 'recurrent', width: 16 }],
  [
    'a recurrent model of motion, pooled',
    { preset: 'phase1', sequence: 'recurrent', head: 'pooled', width: 16 },
  ],
  ['attention on motion', { preset: 'phase1', sequence: 'attention', head: 'pooled', ...small }],
  ['a summary of motion', { preset: 'phase1', sequence: 'summary' }],
]

describe.each(recipes)('%s as ONNX', (_, recipe) => {
  let made: OnnxModel
  let session: InferenceSession
  let wanted: Scores
  beforeAll(async () => {
    made = await onnxModel(recipe, tracks)
    session = await openOnnx(made.file)
    wanted = await scoreTracks(made.model, table, quietWork())
  })

  async function expectSameScores(chosen: readonly number[], holes = false): Promise<void> {
    const { scores, step_scores: steps } = await runOnnx(
      session,
      onnxInputs(made.model, tracks, chosen, holes),
    )
    const [rows, width] = steps.shape as [number, number]
    expect([scores.shape, rows]).toEqual([[chosen.length], chosen.length])
    chosen.forEach((track, row) => {
      const own = wanted.stepScores.subarray(table.offsets[track]!, table.offsets[track + 1]!)
      const placed = new Float32Array(width)
      own.forEach((score, step) => {
        placed[placeOf(step, holes)] = score
      })
      expect(scores.data[row], `track ${track}`).toSatisfy(within(wanted.scores[track]!))
      for (let t = 0; t < width; t += 1)
        expect(steps.data[row * width + t], `track ${track}, step ${t}`).toSatisfy(within(placed[t]!))
    })
  }

  it('scores tracks as the product does, to 1e-5, whatever stands in padding', async () => {
    expect(new Set(Array.from(wanted.scores, (score) => score.toFixed(3))).size).toBeGreaterThan(5)
    await expectSameScores(short)
  })

  it('scores them one by one', async () => {
    for (const track of short) await expectSameScores([track])
  })

  it('scores steps that stand among unseen ones', () => expectSameScores(short, true))

  it('samples a track of more boxes than it takes as the product does', async () => {
    await expectSameScores([long])
    await expectSameScores([0, long, 6], true)
  })
})

const within =
  (wanted: number) =>
  (value: unknown): boolean =>
    Math.abs((value as number) - wanted) < 1e-5

describe('an ONNX file', () => {
  it('takes raw detections for phase1, and says so by name', async () => {
    const session = await openOnnx((await onnxModel({ preset: 'phase1' }, tracks)).file)
    expect(session.inputMetadata.map((one) => one.isTensor && [one.name, one.type, one.shape])).toEqual([
      ['detections', 'float32', ['tracks', 'steps', 6]],
      ['mask', 'float32', ['tracks', 'steps']],
      ['frame_size', 'float32', ['tracks', 2]],
    ])
    expect(session.outputMetadata.map((one) => one.isTensor && [one.name, one.shape])).toEqual([
      ['step_scores', ['tracks', 'steps']],
      ['scores', ['tracks']],
    ])
  })

  it('gives 0 for a track of which nothing was seen', async () => {
    const { file, model } = await onnxModel({ preset: 'phase1' }, tracks)
    const given = onnxInputs(model, tracks, [2, 3])
    const mask = Array.from(given.mask!.data, (seen, i) => (i < given.mask!.shape[1]! ? 0 : seen))
    const { scores } = await runOnnx(await openOnnx(file), { ...given, mask: { ...given.mask!, data: mask } })
    expect(scores.data[0]).toBe(0)
    expect(scores.data[1]).toBeGreaterThan(0)
  })
})
