/**
 * The traps of this field and of its libraries, one test each. What is held elsewhere in full: gradients against finite
 * differences (gradients, pixels/conv), products of one tensor in two shapes (simd), whole models against plain JavaScript
 * and the same bits twice (backends), attention of every layer and head (model), what a plan refuses (split).
 */
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { availableBackends, useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { planTraining } from '../../../src/main/engine/learning/data/plan.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { attentionByClass } from '../../../src/main/engine/learning/judging/attentionByClass.ts'
import { measure } from '../../../src/main/engine/learning/judging/metrics.ts'
import { kernels } from '../../../src/main/engine/learning/kernels/kernels.ts'
import { plainKernels } from '../../../src/main/engine/learning/kernels/plain.ts'
import { pack } from '../../../src/main/engine/learning/model/batch.ts'
import * as ops from '../../../src/main/engine/learning/model/ops.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { convolve } from '../../../src/main/engine/learning/pixels/conv.ts'
import { withPast } from '../../../src/main/engine/learning/pixels/tokenizer/past.ts'
import { prepare } from '../../../src/main/engine/learning/training/prepare.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import type { Label } from '../../../src/shared/words.ts'
import { backendsHere } from '../../support/backends.ts'
import { checkGradients } from '../../support/gradients.ts'
import { type KernelCall, kernelCalls } from '../../support/kernelCalls.ts'
import { someSequences, someTracks } from '../../support/tracks.ts'

const here = await backendsHere()
const random = createRandom(11, 'traps')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const matrix = (rows: number, columns: number) => tf.tensor2d(numbers(rows * columns), [rows, columns])
const products = (calls: readonly KernelCall[]) => calls.filter(({ name }) => name.endsWith('MatMul'))

it.runIf(here.includes('tensorflow'))(
  'tensorflow works though Node has dropped functions of util that it calls',
  async () => {
    expect(util).toHaveProperty('isNullOrUndefined')
    await useBackend('tensorflow')
    expect([...tf.add(tf.tensor1d([1, 2]), 1).dataSync()]).toEqual([2, 3])
  },
)

/** On a wasm backend whose memory cannot be reached. */
async function outOfReach(work: () => Promise<unknown>): Promise<void> {
  const engine = tf.engine() as unknown as { backendInstance: { wasm: object } }
  const whole = engine.backendInstance
  engine.backendInstance = Object.create(whole, {
    wasm: { value: Object.create(whole.wasm, { asm: { value: undefined } }) as object },
  }) as typeof whole
  try {
    expect(kernels()).toBe(plainKernels)
    await work()
  } finally {
    engine.backendInstance = whole
  }
}

describe('wasm', () => {
  beforeEach(async () => {
    await useBackend('wasm')
  })

  const step = async (preset: 'phase1' | 'track' | 'object') => {
    const pipeline = buildPipeline(Recipe.parse({ preset }))
    const { inputDim, trackInputDim } = pipeline.parts.features
    const sequences = someSequences([5, 3, 1], inputDim).map((one, i) => ({
      ...one,
      track: numbers(trackInputDim),
      group: i % 2,
    }))
    const weights = pipeline.start(random)
    await pipeline.gradient(weights, pack(sequences, inputDim), { real: [true, false, true] })
  }

  it('has no tensor of five dimensions, in a step of any model', async () => {
    for (const preset of ['phase1', 'track', 'object'] as const) {
      const calls = await kernelCalls(() => step(preset))
      expect(calls.length).toBeGreaterThan(20)
      expect(Math.max(...calls.flatMap(({ shapes }) => shapes.map(({ length }) => length)))).toBeLessThan(5)
    }
  })

  it('leaves no product to the library: its packed right operands know no shape, its transpose flags are slow', async () => {
    expect(kernels().product).not.toBe(plainKernels.product)
    expect(products(await kernelCalls(() => step('phase1')))).toEqual([])
  })

  it('has no slow or twice packed product either where the routines of our own cannot be had', async () => {
    const calls = products(await kernelCalls(() => outOfReach(() => step('phase1'))))
    expect(calls.length).toBeGreaterThan(20)
    const packed = new Map<object, string>()
    for (const { flags, right } of calls) {
      expect(flags).toEqual({ transposeA: false, transposeB: false })
      expect(packed.get(right!.data) ?? String(right!.shape)).toBe(String(right!.shape))
      packed.set(right!.data, String(right!.shape))
    }
    // Dense layers are flattened, so one matrix: only attention has more, one a row and head.
    expect(new Set(calls.map(({ right }) => right!.shape.at(-3) ?? 1))).toEqual(new Set([1, 2 * 4]))
  })

  it('lacks gradients of convolutions and of look-ups; ours need none of them', async () => {
    for (const missing of ['Conv2DBackpropFilter', 'UnsortedSegmentSum', 'Einsum'])
      expect(tf.getKernel(missing, 'wasm'), `${missing} has come: is it faster than ours?`).toBeUndefined()
    const calls = await kernelCalls(() => {
      checkGradients(convolve, [
        tf.tensor4d(numbers(18), [1, 3, 3, 2]),
        tf.tensor4d(numbers(36), [3, 3, 2, 2]),
        tf.tensor1d([0, 0]),
      ])
      checkGradients((table) => ops.lookUp(table as tf.Tensor2D, Int32Array.of(1, 0, 1)), [matrix(3, 2)])
    })
    expect(calls.map(({ name }) => name)).not.toContain('Conv2DBackpropInput')
  })

  it('has a wrong input gradient of conv3d; ours over time is one over pictures, and right', async () => {
    const causal = (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      convolve(withPast(x, 1), filter, tf.zeros([1]) as tf.Tensor1D)
    const [x, filter] = [tf.tensor4d(numbers(12), [3, 2, 2, 1]), tf.tensor4d(numbers(18), [3, 3, 2, 1])]
    const calls = await kernelCalls(() => checkGradients(causal, [x, filter]))
    expect(calls.filter(({ name }) => name.startsWith('Conv3D'))).toEqual([])
  })

  it('says truly on how many threads it computes', async () => {
    const [found] = await availableBackends(['wasm'])
    const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm')
    expect(getThreadsCount()).toBe(1) // docs/backends.md says why
    expect(found!.detail).toBe('wasm · CPU, 1 thread')
  })
})

describe('figures that mean nothing', () => {
  const tracks = (labels: readonly (readonly Label[])[]) =>
    labels.flatMap((own, video) => own.map((label, i) => ({ id: 100 * video + i, video, source: 1, label })))

  it('of a validation part of one class: training is refused and says what to label', () => {
    const noise = Array.from({ length: 9 }, () => Array<Label>(3).fill('noise'))
    const { problems } = planTraining(tracks([['persistent', 'noise'], ['persistent'], ...noise]), 1)
    expect(problems[0]).toMatch(/^The validation part has no persistent track: label real tracks/)
  })

  it('of constant labels: training is refused, and what needs both sides is no number', () => {
    const same = Array.from({ length: 10 }, () => Array<Label>(3).fill('persistent'))
    expect(planTraining(tracks(same), 1).problems[0]).toMatch(/^All 30 labels are persistent/)
    expect(measure({ scores: [0.9, 0.8], real: [true, true] }, 0.5)).toMatchObject({
      accuracy: 1,
      auroc: null,
    })
  })

  it('of inputs that differ between training and validation: a track is the same numbers on both sides', () => {
    const recipe = Recipe.parse({ preset: 'track' })
    const pipeline = buildPipeline(recipe)
    const own = someTracks(12)
    const copies = own.map((track) => ({ ...track, id: track.id + 100, video: track.video + 100 }))
    const parts = [...own.map(() => 'train' as const), ...copies.map(() => 'validation' as const)]
    const { data } = prepare({ recipe, table: tableOf([...own, ...copies]), parts, context: null }, pipeline)
    data.train.sequences.forEach(({ inputs, track }, i) => {
      expect(data.validation.sequences[i]!.inputs).toEqual(inputs)
      expect(data.validation.sequences[i]!.track).toEqual(track)
    })
  })

  it('of attention that is not there, or even: no line, and lines that equal the uniform one', () => {
    expect(attentionByClass([{ class: 'noise', attention: new Float32Array() }])).toEqual([])
    const even = [3, 6].map((boxes) => ({
      class: 'persistent' as const,
      attention: new Float32Array(boxes).fill(1 / boxes),
    }))
    const [line] = attentionByClass(even)
    expect(line!.received).toBeCloseTo(line!.uniform, 6)
    expect(line!.peak).toBeCloseTo(1, 6)
    for (const third of line!.thirds!) expect(third).toBeCloseTo(1, 6)
  })
})
