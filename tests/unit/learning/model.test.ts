/** Preset phase1: its size, its parts, its attention, and that every backend computes the same. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { StatisticalFeatures } from '../../../src/main/engine/learning/features/statistical.ts'
import { Head } from '../../../src/main/engine/learning/heads/head.ts'
import { pack } from '../../../src/main/engine/learning/model/batch.ts'
import { ModularTrackingPipeline } from '../../../src/main/engine/learning/model/pipeline.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { parametersOf } from '../../../src/main/engine/learning/model/sizes.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { Transformer } from '../../../src/main/engine/learning/sequence/transformer.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { backendsHere } from '../../support/backends.ts'
import { someSequences } from '../../support/tracks.ts'

const pipeline = buildPipeline(Recipe.parse({}))
const weights = pipeline.start(createRandom(3))
const backends = await backendsHere()
const persistenceOf = (outputDim: number) => new Head(Recipe.parse({}), { outputDim, gives: 'steps' })

describe('preset phase1', () => {
  it('has exactly the 236,993 parameters of the published model, part by part', () => {
    const sizeOf = (parts: readonly { size: number }[]) => parts.reduce((sum, { size }) => sum + size, 0)
    const { features, sequence, head } = pipeline.parts
    expect(pipeline.size).toBe(236_993)
    expect(parametersOf(Recipe.parse({}))).toBe(236_993)
    expect(sizeOf(features.parameters)).toBe(2_432)
    expect(sizeOf(sequence.parameters)).toBe(32_000 + 199_936)
    expect(sizeOf(head.parameters)).toBe(2_625)
  })

  it('refuses parts whose widths do not fit, naming both and their numbers', () => {
    const narrow = new Transformer({
      layers: 1,
      width: 32,
      heads: 4,
      feedForward: 64,
      maxSteps: 500,
      style: 'phase1',
    })
    const join = (sequence: Transformer, head: Head) => () =>
      new ModularTrackingPipeline({ features: new StatisticalFeatures(), sequence, head })
    expect(join(narrow, persistenceOf(32))).toThrow(
      "The extractor 'statistical' gives 64 numbers a step, but the sequence model 'transformer' takes 32.",
    )
    const wide = new Transformer({
      layers: 1,
      width: 64,
      heads: 4,
      feedForward: 64,
      maxSteps: 500,
      style: 'phase1',
    })
    expect(join(wide, persistenceOf(128))).toThrow(
      "The sequence model 'transformer' gives 64 numbers a step, but the head 'persistence' takes 128.",
    )
  })
})

describe.each(backends)('attention on %s', (backend) => {
  /** Tracks of 4, 3 and 1 boxes: the last two share a row. */
  async function look() {
    await useBackend(backend)
    const batch = pack(someSequences([4, 3, 1]), 9)
    const result = tf.tidy(() => {
      pipeline.load(weights)
      const output = pipeline.forward(batch, { details: true })
      return {
        layers: output.attention!.map((layer) => ({
          shape: layer.shape,
          values: layer.dataSync<'float32'>(),
        })),
        features: output.features!.shape,
        sequence: output.sequence!.shape,
        logits: output.logits.shape,
      }
    })
    return { batch, ...result }
  }

  it('arrives from every layer and head, all steps to all steps, with the intermediate outputs', async () => {
    const { layers, features, sequence, logits } = await look()
    expect(layers.map(({ shape }) => shape)).toEqual(Array(4).fill([2, 4, 4, 4]))
    expect([features, sequence, logits]).toEqual([
      [8, 64],
      [8, 64],
      [8, 1],
    ]) // 2 rows of 4 steps
  })

  it('sums to one over the steps of the own track and is exactly zero elsewhere', async () => {
    const { batch, layers } = await look()
    for (const { values } of layers)
      for (let head = 0; head < 8; head += 1)
        for (let from = 0; from < 4; from += 1) {
          const row = Math.floor(head / 4)
          const owner = batch.owner[row * 4 + from]!
          const line = values.slice((head * 4 + from) * 4, (head * 4 + from) * 4 + 4)
          line.forEach((value, to) => {
            if (batch.owner[row * 4 + to] !== owner || owner === 0) expect(value).toBe(0)
          })
          if (owner > 0) expect(line.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5)
        }
  })

  it('is not uniform, and differs between heads', async () => {
    const { layers } = await look()
    for (const { values } of layers) {
      const firstHead = values.slice(0, 16)
      expect(Math.max(...firstHead.map((value) => Math.abs(value - 0.25)))).toBeGreaterThan(0.01)
      const secondHead = values.slice(16, 32)
      expect(Math.max(...firstHead.map((value, i) => Math.abs(value - secondHead[i]!)))).toBeGreaterThan(0.01)
    }
  })

  it('is zero in rows and columns of padding', async () => {
    await useBackend(backend)
    const batch = pack(someSequences([3, 2]), 9) // the second row has one step of padding
    const [layer] = tf.tidy(() => {
      pipeline.load(weights)
      const { attention } = pipeline.forward(batch, { details: true })
      return attention!.map((found) => found.dataSync<'float32'>())
    })
    const start = batch.spans[1]!.start
    const row = Math.floor(start / 3)
    for (let head = 0; head < 4; head += 1)
      for (let i = 0; i < 3; i += 1) {
        const at = (row * 4 + head) * 9
        expect(layer![at + 2 * 3 + i]).toBe(0)
        expect(layer![at + i * 3 + 2]).toBe(0)
      }
  })
})

describe.each(backends)('a pass on %s', (backend) => {
  it('gives a track the same scores alone and among others', async () => {
    await useBackend(backend)
    const sequences = someSequences([5, 1, 25, 3, 9])
    const together = await scoreSequences(pipeline, weights, sequences, quietWork())
    for (const [i, sequence] of sequences.entries()) {
      const [alone] = await scoreSequences(pipeline, weights, [sequence], quietWork())
      expect(together[i]!.scores.length).toBe(sequence.boxes)
      alone!.scores.forEach((score, step) => expect(together[i]!.scores[step]).toBeCloseTo(score, 5))
      alone!.attention.forEach((share, step) => expect(together[i]!.attention[step]).toBeCloseTo(share, 5))
      expect(alone!.attention.reduce((sum, share) => sum + share)).toBeCloseTo(1, 4)
    }
  })

  it('gives each track the same weight in the loss, however long it is', async () => {
    await useBackend(backend)
    const [long, short] = someSequences([12, 2])
    const lossOf = async (chosen: (typeof long)[], real: boolean[]) =>
      (await pipeline.gradient(weights, pack(chosen as never, 9), { real })).loss
    const both = await lossOf([long, short], [true, false])
    const [first, second] = [await lossOf([long], [true]), await lossOf([short], [false])]
    expect(both).toBeCloseTo((first + second) / 2, 4)
  })
})

describe('all backends', () => {
  it('compute the same loss and gradient as plain JavaScript', async () => {
    const batch = pack(someSequences([6, 4, 2, 1, 6]), 9)
    const real = [true, false, true, false, false]
    const results = []
    for (const backend of backends) {
      await useBackend(backend)
      results.push({ backend, ...(await pipeline.gradient(weights, batch, { real })) })
    }
    const reference = results.find(({ backend }) => backend === 'cpu')!
    const scale = reference.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    for (const { backend, loss, gradient } of results) {
      expect(loss, backend).toBeCloseTo(reference.loss, 5)
      const apart = gradient.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - reference.gradient[i]!)),
        0,
      )
      expect(apart / scale, backend).toBeLessThan(1e-4)
    }
  })

  it('leave no tensor behind', async () => {
    const batch = pack(someSequences([6, 4]), 9)
    for (const backend of backends) {
      await useBackend(backend)
      await pipeline.gradient(weights, batch, { real: [true, false] })
      const before = tf.memory().numTensors
      await pipeline.gradient(weights, batch, { real: [true, false] })
      await scoreSequences(pipeline, weights, someSequences([6, 4]), quietWork())
      expect(tf.memory().numTensors, backend).toBe(before)
    }
  })
})
