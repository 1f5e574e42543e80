/** The same models on every backend that is here; and what happens when one is missing or has no memory left. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { availableBackends, useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { withinMemory } from '../../../src/main/engine/learning/backends/outOfMemory.ts'
import { goalsOf } from '../../../src/main/engine/learning/data/aims.ts'
import { kernels } from '../../../src/main/engine/learning/kernels/kernels.ts'
import { plainKernels } from '../../../src/main/engine/learning/kernels/plain.ts'
import { pack, type Sequence } from '../../../src/main/engine/learning/model/batch.ts'
import { Dropout } from '../../../src/main/engine/learning/model/dropout.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { type Backend, backends } from '../../../src/shared/words.ts'
import { backendsHere } from '../../support/backends.ts'

// Plain JavaScript takes its time, more so on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const here = await backendsHere()
const boxes = [9, 7, 4, 2, 1, 1, 9]
const real = boxes.map((_, i) => i % 2 === 0)
const models = {
  phase1: {},
  attention: { preset: 'attention' },
  track: { preset: 'track' },
  object: { preset: 'object' },
  multitask: { preset: 'multitask' },
} as const

/** Loss, gradient and scores of a model on random inputs. */
async function compute(name: keyof typeof models, backend: Backend) {
  await useBackend(backend)
  const pipeline = buildPipeline(Recipe.parse(models[name]))
  const random = createRandom(5, name)
  const weights = pipeline.start(random)
  const { inputDim, trackInputDim } = pipeline.parts.features
  const some = (size: number) => Float32Array.from({ length: size }, () => random.normal())
  const sequences: Sequence[] = boxes.map((n, i) => ({
    boxes: n,
    group: i % 2,
    inputs: some(n * inputDim),
    track: some(trackInputDim),
    aims: { kind: Float32Array.of(n % 3), next: some(10) },
  }))
  const dropout = new Dropout(0.2, 1, random)
  const { loss, gradient } = await pipeline.gradient(
    weights,
    pack(sequences, inputDim),
    { real, tasks: goalsOf(pipeline.parts.head.tasks, sequences) },
    dropout,
  )
  const scores = (await scoreSequences(pipeline, weights, sequences, quietWork())).map(
    (track) => track.scores,
  )
  return { loss, gradient, scores }
}

const furthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

describe.each(Object.keys(models) as (keyof typeof models)[])('preset %s', (name) => {
  it.each(here.filter((backend) => backend !== 'cpu'))(
    'computes on %s what it does in plain JavaScript',
    async (backend) => {
      const wanted = await compute(name, 'cpu')
      const got = await compute(name, backend)
      expect(got.loss).toBeCloseTo(wanted.loss, 5)
      const largest = furthest(wanted.gradient, new Float32Array(wanted.gradient.length))
      expect(largest).toBeGreaterThan(1e-3)
      expect(furthest(got.gradient, wanted.gradient) / largest).toBeLessThan(1e-4)
      got.scores.forEach((scores, i) => expect(furthest(scores, wanted.scores[i]!)).toBeLessThan(1e-5))
    },
  )

  it.each(here.filter((backend) => backend !== 'cpu'))('gives the same bits again on %s', async (backend) => {
    const [once, again] = [await compute(name, backend), await compute(name, backend)]
    expect(again.loss).toBe(once.loss)
    expect(again.gradient).toEqual(once.gradient)
  })
})

describe('the wasm backend', () => {
  it('computes with routines of our own, not with the plain ones', async () => {
    await useBackend('wasm')
    expect(kernels().product).not.toBe(plainKernels.product)
    expect(kernels().attention).not.toBe(plainKernels.attention)
  })

  it('says when its memory is full, and goes on when there is room again', async () => {
    await useBackend('wasm')
    const kept: tf.Tensor[] = []
    const fill = async () => {
      // Never written to, so that it costs addresses alone.
      for (let i = 0; i < 64; i += 1) kept.push(tf.engine().makeTensorFromTensorInfo(half()))
    }
    await expect(withinMemory(fill, 'Nothing is lost.')).rejects.toMatchObject({
      code: 'OUT_OF_MEMORY',
      message: 'The memory did not suffice. Nothing is lost.',
      hint: expect.stringContaining('smaller batch') as string,
    })
    tf.dispose(kept)
    expect(tf.add(tf.scalar(1), tf.scalar(2)).dataSync()[0]).toBe(3)
  })
})

interface Maker {
  makeOutput(shape: number[], type: 'float32'): tf.TensorInfo
}
const half = () => (tf.backend() as unknown as Maker).makeOutput([1 << 27], 'float32')

describe('memory', () => {
  it.each(['OOM when allocating tensor with shape[1,2]', 'Array buffer allocation failed'])(
    'knows "%s" as its end',
    async (message) => {
      const fails = () => Promise.reject(new Error(message))
      await expect(withinMemory(fails, '')).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', retryable: true })
    },
  )

  it('leaves other errors as they are', async () => {
    const error = new Error('the shapes do not fit')
    await expect(withinMemory(() => Promise.reject(error), '')).rejects.toBe(error)
  })
})

describe('backends', () => {
  it('are all reported, each with its version and with what it computes on, or why it is not there', async () => {
    const all = await availableBackends()
    expect(all.map(({ id }) => id)).toEqual(backends)
    for (const { state, version, detail } of all) {
      expect(detail).not.toBe('')
      if (state === 'found') expect(version).toMatch(/^\d+\.\d+/)
    }
  })

  it('that do not work are refused by name, and no other is taken instead', async () => {
    await useBackend('cpu')
    await expect(useBackend('quantum' as Backend)).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringContaining('quantum is absent') as string,
      hint: expect.stringContaining('Choose another backend') as string,
    })
    expect(tf.getBackend()).toBe('cpu')
  })
})
