/** Passes that are fed again instead of being computed by the layers: the same bits, other numbers, nothing left behind. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it, vi } from 'vitest'
import { createRandom, type Random } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { goalsOf } from '../../../src/main/engine/learning/data/aims.ts'
import { given } from '../../../src/main/engine/learning/graphs/given.ts'
import { Recording } from '../../../src/main/engine/learning/graphs/recording.ts'
import { pack, type Sequence } from '../../../src/main/engine/learning/model/batch.ts'
import { Dropout } from '../../../src/main/engine/learning/model/dropout.ts'
import type { ModularTrackingPipeline } from '../../../src/main/engine/learning/model/pipeline.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { backendsHere } from '../../support/backends.ts'
import { add, numbers, pretendLibrary, read } from '../../support/pretendLibrary.ts'

vi.setConfig({ testTimeout: 60_000 })

const here = await backendsHere()
const models = {
  phase1: { preset: 'phase1', layers: 1 },
  attention: { preset: 'attention', layers: 1, width: 32, heads: 2, feedForward: 32 },
  track: { preset: 'track' },
  live: { preset: 'live' },
  multitask: { preset: 'multitask' },
  object: { preset: 'object' },
  recurrent: { preset: 'track', sequence: 'recurrent', width: 8 },
} as const
type Name = keyof typeof models

/** Two batches of tracks of these lengths: equal sizes, other numbers, and the tracks at other places. */
function twoBatches(pipeline: ModularTrackingPipeline, boxes: readonly number[], random: Random) {
  const { inputDim, trackInputDim } = pipeline.parts.features
  const some = (size: number) => Float32Array.from({ length: size }, () => random.normal())
  const tracks = (lengths: readonly number[]): Sequence[] =>
    lengths.map((n, i) => ({
      boxes: n,
      group: i % 2,
      inputs: some(n * inputDim),
      track: some(trackInputDim),
      aims: { kind: Float32Array.of(n % 3), next: some(10) },
    }))
  return [tracks(boxes), tracks(boxes.toReversed())] as const
}

/** Loss, gradient, scores and attention of two batches in turn, each with the next stretch of dropout. */
async function compute(name: Name, boxes: readonly number[], fresh: boolean) {
  const random = createRandom(3, name)
  const recipe = Recipe.parse(models[name])
  let pipeline = buildPipeline(recipe)
  const weights = pipeline.start(random)
  const dropout = new Dropout(0.2, 1, random)
  const results = []
  let recorded = 0
  for (const sequences of twoBatches(pipeline, boxes, random)) {
    if (fresh) pipeline = buildPipeline(recipe)
    const forward = vi.spyOn(pipeline, 'forward')
    const real = boxes.map((_, i) => i % 2 === 0)
    const batch = pack(sequences, pipeline.parts.features.inputDim)
    const tasks = goalsOf(pipeline.parts.head.tasks, sequences)
    const trained = await pipeline.gradient(weights, batch, { real, tasks }, dropout)
    for (let i = 0; i < weights.length; i += 1) weights[i]! -= 0.01 * trained.gradient[i]!
    const scored = await scoreSequences(pipeline, weights, sequences, quietWork())
    results.push({ ...trained, scored })
    recorded += forward.mock.calls.length
    forward.mockRestore()
  }
  return { results, recorded }
}

describe.runIf(here.includes('tensorflow'))('a pass on tensorflow', () => {
  describe.each(Object.keys(models) as Name[])('of %s', (name) => {
    // So few that inputs are no longer than shapes, and some that share rows.
    it.each([[[2, 1]], [[3, 2, 1, 1, 3]]])('over tracks of %j boxes', async (boxes) => {
      await useBackend('tensorflow')
      const wanted = await compute(name, boxes, true)
      const got = await compute(name, boxes, false)
      expect(wanted.recorded).toBe(4)
      // Who looks at whom among tracks is another graph for each crowd: computed by the layers each time.
      expect(got.recorded).toBe(name === 'object' ? 4 : 2)
      expect(got.results).toEqual(wanted.results)
      expect(got.results[0]!.loss).not.toBe(got.results[1]!.loss)
    })
  })

  it('with other numbers of tracks is recorded anew, and so is one without dropout', async () => {
    await useBackend('tensorflow')
    const pipeline = buildPipeline(Recipe.parse(models.phase1))
    const random = createRandom(4, 'sizes')
    const weights = pipeline.start(random)
    const forward = vi.spyOn(pipeline, 'forward')
    const pass = async (boxes: number[], dropout?: Dropout) => {
      const [sequences] = twoBatches(pipeline, boxes, random)
      await pipeline.gradient(weights, pack(sequences, 9), { real: boxes.map(() => true) }, dropout)
      return forward.mock.calls.length
    }
    expect(await pass([3, 2, 1])).toBe(1)
    expect(await pass([3, 2, 1])).toBe(1)
    expect(await pass([3, 3])).toBe(2)
    expect(await pass([3, 2, 1], new Dropout(0.1, 1, random))).toBe(3)
  })
})

it.each(here)('leaves no tensor behind on %s', async (backend) => {
  await useBackend(backend)
  const before = tf.memory().numTensors
  await compute('phase1', [3, 1], false)
  expect(tf.memory().numTensors).toBe(before)
})

describe('a pass that was settled by a name', () => {
  /** The sum of numbers that are named, of others, and of a constant. */
  function record(
    recording: Recording,
    now: { numbers: Float32Array },
    others = given({}, () => numbers(20)),
  ) {
    const a = recording.createTensor([20], 1, given(now, numbersOf))
    const b = recording.createTensor([20], 1, others)
    const c = recording.createTensor([1], 1, Float32Array.of(2))
    const first = add(recording, a, b)
    const sum = add(recording, first, c)
    recording.settle([sum], { name: 'pass' })
    const result = read(recording, sum)
    for (const id of [a, b, c, first, sum]) recording.deleteTensor(id)
    return result
  }
  const numbersOf = (now: { numbers: Float32Array }) => now.numbers

  it('is fed again with what is given now, and leaves nothing behind', () => {
    const { library, tensors, fed } = pretendLibrary()
    const recording = new Recording(library)
    expect(record(recording, { numbers: numbers(20) })).toEqual([7])
    const before = tensors.size
    const other = new Float32Array(20).fill(3)
    expect(recording.replay('pass', { numbers: other })).toEqual([Float32Array.of(7)])
    expect(fed.at(-1)).toEqual([[...other], [...numbers(20)], [2]])
    expect(tensors.size).toBe(before)
    expect(recording.replay('another pass', { numbers: other })).toBeNull()
  })

  it('is refused numbers of another length, and leaves nothing behind then either', () => {
    const { library, tensors } = pretendLibrary()
    const recording = new Recording(library)
    record(recording, { numbers: numbers(20) })
    const before = tensors.size
    expect(() => recording.replay('pass', { numbers: numbers(21) })).toThrow('21 numbers')
    expect(tensors.size).toBe(before)
  })

  it('is not remembered when many numbers in it have no name', () => {
    const { library } = pretendLibrary()
    const recording = new Recording(library)
    record(recording, { numbers: numbers(20) }, numbers(20))
    expect(recording.replay('pass', { numbers: numbers(20) })).toBeNull()
  })

  it('asks for numbers in the order in which they were asked for first', () => {
    const { library } = pretendLibrary()
    const recording = new Recording(library)
    const drawn: string[] = []
    const draw = (what: string) => () => {
      drawn.push(what)
      return numbers(20)
    }
    const [one, other] = ['one', 'other'].map((what) =>
      recording.createTensor([20], 1, given({}, draw(what))),
    ) as [number, number]
    recording.settle([add(recording, other, one)], { name: 'pass' })
    recording.replay('pass', {})
    expect(drawn).toEqual(['one', 'other', 'one', 'other'])
  })

  it('is recorded anew when its graph has gone, and takes nothing with it when it is forgotten', () => {
    const { library, tensors } = pretendLibrary()
    const recording = new Recording(library)
    record(recording, { numbers: numbers(20) })
    const before = tensors.size
    // Each another structure, by its constant.
    for (let i = 0; i < 24; i += 1) {
      const a = recording.createTensor([20], 1, numbers(20))
      const b = recording.createTensor([], 1, Float32Array.of(i))
      const sum = add(recording, a, b)
      recording.settle([sum])
      for (const id of [a, b, sum]) recording.deleteTensor(id)
    }
    expect(recording.replay('pass', { numbers: numbers(20) })).toBeNull()
    expect(tensors.size).toBe(before - 1)
  })
})
