/** What webgpu computes, against plain JavaScript: small models, because the graphics card may be one of software. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { availableBackends, useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { noteFault } from '../../../src/main/engine/learning/backends/gpuFaults.ts'
import { takeNumbers } from '../../../src/main/engine/learning/backends/reading.ts'
import { loadWebgpu, mayHaveDriver } from '../../../src/main/engine/learning/backends/webgpu.ts'
import { gelu } from '../../../src/main/engine/learning/model/activations.ts'
import { attend } from '../../../src/main/engine/learning/model/attention.ts'
import { barrier, pack, type Sequence } from '../../../src/main/engine/learning/model/batch.ts'
import { beside, layOut, meanOfSteps, summarise } from '../../../src/main/engine/learning/model/joins.ts'
import * as ops from '../../../src/main/engine/learning/model/ops.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { recur } from '../../../src/main/engine/learning/sequence/recurrent.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import type { Backend } from '../../../src/shared/words.ts'
import { provideSoftwareGpu } from '../../support/softwareGpu.ts'
import { someSequences } from '../../support/tracks.ts'

vi.setConfig({ testTimeout: 120_000 })
provideSoftwareGpu()
const [webgpu] = await availableBackends(['webgpu'])
const furthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

const small = { layers: 1, width: 16, heads: 2, feedForward: 32 }
const models = {
  phase1: small,
  attention: { preset: 'attention', ...small },
  track: { preset: 'track' },
} as const
const boxes = [5, 3, 2, 1, 5]

async function compute(name: keyof typeof models, backend: Backend) {
  await useBackend(backend)
  const pipeline = buildPipeline(Recipe.parse(models[name]))
  const random = createRandom(5, name)
  const weights = pipeline.start(random)
  const { inputDim, trackInputDim } = pipeline.parts.features
  const some = (size: number) => Float32Array.from({ length: size }, () => random.normal())
  const sequences: Sequence[] = boxes.map((n) => ({
    boxes: n,
    inputs: some(n * inputDim),
    track: some(trackInputDim),
  }))
  const goal = { real: boxes.map((_, i) => i % 2 === 0) }
  const { loss, gradient } = await pipeline.gradient(weights, pack(sequences, inputDim), goal)
  const results = await scoreSequences(pipeline, weights, sequences, quietWork())
  return { loss, gradient, results }
}

const layout = layOut(pack(someSequences([3, 1, 2]), 9).spans, 6)
const random = createRandom(7, 'webgpu')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const walled = pack(someSequences([3, 2, 1]), 9)
const places = () => ({
  rows: walled.rows,
  steps: walled.steps,
  heads: 1,
  barrier: tf.tensor3d(barrier(walled), [walled.rows, walled.steps, walled.steps]),
})
type Operation = (...inputs: never[]) => tf.Tensor
/** Each with a gradient of its own, and the shapes of its inputs. */
const operations: [string, Operation, number[][]][] = [
  ['dense', ops.dense, [[7, 3], [3, 5], [5]]],
  ['dense with ReLU', (a, w, b) => ops.dense(a, w, b, true), [[7, 5], [5, 3], [3]]],
  ['layer norm', ops.layerNorm, [[5, 6], [6], [6]]],
  [
    'add',
    ops.add,
    [
      [3, 4],
      [3, 4],
    ],
  ],
  ['mask', (x) => ops.masked(x, tf.tensor2d([0, 2, 2, 0, 2, 2], [2, 3])), [[2, 3]]],
  ['look-up, one row twice', (table) => ops.lookUp(table, Int32Array.of(2, 0, 2, 1)), [[4, 3]]],
  ['attention', (qkv) => attend(qkv, places()), [[walled.rows * walled.steps, 12]]],
  ['mean of the steps of tracks', (x) => meanOfSteps(x, layout), [[6, 2]]],
  ['statistics of the steps of tracks', (x) => summarise(x, layout), [[6, 2]]],
  ['smooth ReLU', gelu as Operation, [[6, 3]]],
  [
    'side by side',
    beside,
    [
      [3, 2],
      [3, 4],
    ],
  ],
  ['recurrent unit', (x, w, b) => recur(x, w, b, layout), [[6, 6], [2, 6], [6]]],
]

/** The value and the gradients of Σ output · fixed numbers. */
async function passOf(operation: Operation, given: Float32Array[], shapes: number[][], backend: Backend) {
  await useBackend(backend)
  const results = tf.tidy(() => {
    const inputs = given.map((values, i) => tf.tensor(values, shapes[i]!))
    let value!: tf.Tensor
    const weighed = tf.customGrad((x) => {
      const mix = () => mixFor(x as tf.Tensor)
      return {
        value: tf.sum(tf.mul(x as tf.Tensor, mix())),
        gradFunc: (dy: tf.Tensor) => [tf.mul(mix(), dy)],
      }
    })
    const total = () => {
      value = tf.keep(operation(...(inputs as never[])))
      return weighed(value)
    }
    const { grads, value: sum } = tf.engine().gradients(total, inputs)
    sum.dispose()
    return [value, ...grads]
  })
  return takeNumbers(results)
}
const mixFor = ({ size, shape }: tf.Tensor) =>
  tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1)),
    shape,
  )

describe.runIf(webgpu!.state === 'found')('webgpu', () => {
  it.each(Object.keys(models) as (keyof typeof models)[])(
    'gives loss, gradient, scores and attention of preset %s as plain JavaScript does',
    async (name) => {
      const wanted = await compute(name, 'cpu')
      const got = await compute(name, 'webgpu')
      expect(got.loss).toBeCloseTo(wanted.loss, 5)
      const largest = furthest(wanted.gradient, new Float32Array(wanted.gradient.length))
      expect(largest).toBeGreaterThan(1e-3)
      expect(furthest(got.gradient, wanted.gradient) / largest).toBeLessThan(1e-4)
      got.results.forEach(({ scores, attention }, i) => {
        expect(furthest(scores, wanted.results[i]!.scores)).toBeLessThan(1e-5)
        expect(furthest(attention, wanted.results[i]!.attention)).toBeLessThan(1e-5)
      })
    },
  )

  it.each(operations)('has the value and the gradients of: %s', async (_, operation, shapes) => {
    const given = shapes.map((shape) => numbers(shape.reduce((product, n) => product * n, 1)))
    const wanted = await passOf(operation, given, shapes, 'cpu')
    const got = await passOf(operation, given, shapes, 'webgpu')
    expect(got).toHaveLength(shapes.length + 1)
    got.forEach((values, i) => {
      expect(values).toHaveLength(wanted[i]!.length)
      expect(furthest(values, wanted[i]!), `result ${i}`).toBeLessThan(1e-4)
    })
  })

  it('gives the same bits again, and leaves no tensor behind', async () => {
    const once = await compute('track', 'webgpu')
    const before = tf.memory().numTensors
    const again = await compute('track', 'webgpu')
    expect(again.loss).toBe(once.loss)
    expect(again.gradient).toEqual(once.gradient)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('fails where the card reported a fault, instead of handing out what it left', async () => {
    await useBackend('webgpu')
    noteFault('it was lost. the driver was reset')
    await expect(takeNumbers([tf.tensor1d([1])])).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: 'The graphics card failed: it was lost. the driver was reset',
    })
    expect(await takeNumbers([tf.tensor1d([1])])).toEqual([Float32Array.of(1)])
  })

  it('is taken by choice alone, and says what its adapter is', async () => {
    expect((await useBackend(null)).id).not.toBe('webgpu')
    expect(webgpu!.detail).toMatch(/^webgpu · \w/)
    if (/swiftshader|llvmpipe/i.test(webgpu!.detail))
      expect(webgpu!.detail).toContain('software adapter: slow')
  })
})

describe('webgpu elsewhere', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-test-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  it('is absent without its package, and says so', async () => {
    expect(await loadWebgpu(null)).toMatchObject({
      state: 'absent',
      detail: expect.stringContaining('not installed') as string,
    })
  })

  it.runIf(process.platform === 'linux')('knows a driver for Vulkan by its description', () => {
    const env = { XDG_DATA_HOME: folder, VK_ICD_FILENAMES: '' }
    fs.mkdirSync(path.join(folder, 'vulkan', 'icd.d'), { recursive: true })
    fs.writeFileSync(path.join(folder, 'vulkan', 'icd.d', 'card.json'), '{}')
    expect(mayHaveDriver(env)).toBe(true)
    expect(mayHaveDriver({ VK_DRIVER_FILES: '/some/card.json' })).toBe(true)
  })
})
