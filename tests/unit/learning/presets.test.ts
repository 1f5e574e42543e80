/** Presets, and that every part can take the place of another. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { TrackFeatures } from '../../../src/main/engine/learning/features/track.ts'
import { Head } from '../../../src/main/engine/learning/heads/head.ts'
import { pack } from '../../../src/main/engine/learning/model/batch.ts'
import { ModularTrackingPipeline } from '../../../src/main/engine/learning/model/pipeline.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { parametersOf } from '../../../src/main/engine/learning/model/sizes.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { Summary } from '../../../src/main/engine/learning/sequence/summary.ts'
import { mustGoOn } from '../../../src/main/engine/learning/training/goOn.ts'
import { featureParts, looksAtPixels, Recipe, sequenceParts } from '../../../src/shared/contract/learning.ts'
import { backendsHere } from '../../support/backends.ts'
import { someSequences } from '../../support/tracks.ts'

const backends = await backendsHere()
const persistenceOf = (outputDim: number) => new Head(Recipe.parse({}), { outputDim, gives: 'tracks' })

describe('presets', () => {
  it('attention has the published encoder and head behind its own features', () => {
    const { features, sequence, head } = buildPipeline(Recipe.parse({ preset: 'attention' })).parts
    const sizeOf = (part: { parameters: readonly { size: number }[] }) =>
      part.parameters.reduce((sum, { size }) => sum + size, 0)
    expect(sizeOf(sequence)).toBe(3_159_040)
    expect(sizeOf(head)).toBe(66_049)
    expect(sizeOf(features)).toBe((12 + 20) * 256 + 256)
  })

  it('track and live are small: six statistics of 12 inputs and 20 of the track, 92 → 128 → 32 → 16 → 1', () => {
    for (const preset of ['track', 'live'] as const)
      expect(buildPipeline(Recipe.parse({ preset })).size).toBe(11_904 + 4_128 + 528 + 17)
  })

  it('let every part be swapped, with the size that is promised before it is built', () => {
    for (const features of featureParts)
      for (const sequence of sequenceParts) {
        if (sequence === 'object' && looksAtPixels(features)) continue
        const recipe = Recipe.parse({ preset: 'track', features, sequence, width: 32 })
        expect(buildPipeline(recipe).size).toBe(parametersOf(recipe))
      }
  })

  it('count a tuned encoder as part of the model, alone and beside a track', () => {
    const { pixels } = Recipe.parse({ preset: 'magvit' })
    for (const preset of ['magvit', 'hybrid'] as const) {
      const sizes = [false, true].map((tuned) => {
        const recipe = Recipe.parse({ preset, pixels: { ...pixels!, tuned } })
        expect(buildPipeline(recipe).size).toBe(parametersOf(recipe))
        return parametersOf(recipe)
      })
      expect(sizes[1]! - sizes[0]!).toBe(34_112 + 512)
    }
  })

  it('leave encoders as they are where an earlier recipe says nothing of it', () => {
    const { tuned, tunedLearningRate, ...earlier } = Recipe.parse({ preset: 'magvit' }).pixels!
    expect(tuned).toBe(false)
    expect(Recipe.parse({ preset: 'magvit', pixels: earlier }).pixels).toEqual({
      ...earlier,
      tuned,
      tunedLearningRate,
    })
    const slow = { ...earlier, tunedLearningRate: 0 }
    expect(() => Recipe.parse({ preset: 'magvit', pixels: slow })).toThrow('tunedLearningRate')
  })

  it('go on only from a run that looks the same way', () => {
    const before = Recipe.parse({ preset: 'magvit' })
    const tuned = { ...before.pixels!, tuned: true }
    const here = Recipe.parse({ preset: 'magvit', from: 3, pixels: tuned })
    expect(() => mustGoOn(here, before)).toThrow('tuned false there, true here')
    mustGoOn(here, { ...before, pixels: tuned })
    const other = (tokenizer: number) => ({ ...before, pixels: { ...before.pixels!, tokenizer } })
    expect(() => mustGoOn({ ...other(2), from: 3 }, other(1))).toThrow('tokenizer 1 there, 2 here')
    mustGoOn({ ...before, from: 3 }, other(1))
  })

  it('refuse a head that sums up steps behind a model that has done so', () => {
    const recipe = { ...Recipe.parse({ preset: 'track' }), head: 'pooled' as const }
    expect(() => buildPipeline(recipe)).toThrow(
      "The sequence model 'summary' gives one row a track, but the head 'pooled' sums up steps itself.",
    )
  })

  it('refuse parts that do not fit in what they give a track', () => {
    const features = new TrackFeatures({ width: 0, live: false, survival: true })
    const sequence = new Summary({ inputs: 12, trackInputs: 0, width: 64 })
    expect(() => new ModularTrackingPipeline({ features, sequence, head: persistenceOf(64) })).toThrow(
      "The extractor 'track' gives 20 numbers a track, but the sequence model 'summary' takes 0.",
    )
  })

  it('set the defaults of the recipe; what is asked for counts, and unknown keys are refused', () => {
    expect(Recipe.parse({})).toMatchObject({ preset: 'phase1', batch: 32, averaging: 0 })
    expect(Recipe.parse({ preset: 'track', dropout: 0.5 })).toMatchObject({
      features: 'track',
      dropout: 0.5,
      averaging: 0.99,
      fewTracks: { below: 1000, epochs: 30, batch: 64 },
    })
    expect(Recipe.parse({ preset: 'track', epochs: 3 })).toMatchObject({ epochs: 3, fewTracks: null })
    const complete = Recipe.parse({ preset: 'live', seed: 7 })
    expect(Recipe.parse(complete)).toEqual(complete)
    expect(() => Recipe.parse({ epoch: 3 })).toThrow('epoch')
    expect(() => Recipe.parse({ preset: 'live', head: 'pooled' })).toThrow('take persistence')
    expect(() => Recipe.parse({ width: 50 })).toThrow('take a multiple of 4')
    expect(() => Recipe.parse({ preset: 'cnn', sequence: 'object' })).toThrow('only those that were cut out')
  })

  it('refuse to decide early what looks ahead, and shares outside 0 to 1', () => {
    const early = { falseConfirm: 0.01, falseReject: 0.02 }
    expect(Recipe.parse({ preset: 'early' }).early).toEqual({ falseConfirm: 0.01, falseReject: 0.01 })
    expect(Recipe.parse({ preset: 'live', early }).early).toEqual(early)
    for (const ahead of [
      { preset: 'track' },
      { preset: 'object', features: 'past' },
      { preset: 'cnn' },
    ] as const)
      expect(() => Recipe.parse({ ...ahead, early })).toThrow('look ahead of the box')
    expect(() => Recipe.parse({ preset: 'early', early: { ...early, falseReject: 1.01 } })).toThrow('<=1')
    expect(() => Recipe.parse({ preset: 'early', early: { ...early, falseConfirm: -0.1 } })).toThrow('>=0')
  })
})

describe.each(backends)('every sequence model on %s', (backend) => {
  it.each(sequenceParts)('%s gives a track the same scores alone and among others', async (part) => {
    await useBackend(backend)
    const recipe = Recipe.parse({ preset: 'track', sequence: part, width: 16, layers: 1 })
    const model = buildPipeline(recipe)
    const fresh = model.start(createRandom(5))
    const some = someSequences([5, 1, 3], 12).map((sequence, i) => ({
      ...sequence,
      track: Float32Array.from({ length: 20 }, (_, k) => Math.sin(i + k)),
    }))
    const together = await scoreSequences(model, fresh, some, quietWork())
    for (const [i, sequence] of some.entries()) {
      const [alone] = await scoreSequences(model, fresh, [sequence], quietWork())
      alone!.scores.forEach((score, step) => expect(together[i]!.scores[step]).toBeCloseTo(score, 5))
    }
    expect(together[0]!.scores[0]).not.toBeCloseTo(together[1]!.scores[0]!, 5)
  })

  it('the published attention arrives too, per head, not uniform, padding zero', async () => {
    await useBackend(backend)
    const model = buildPipeline(Recipe.parse({ preset: 'attention', features: 'statistical', width: 32 }))
    const fresh = model.start(createRandom(5))
    const layers = tf.tidy(() => {
      model.load(fresh)
      const { attention } = model.forward(pack(someSequences([3, 2]), 9), { details: true })
      return attention!.map((layer) => ({ shape: layer.shape, values: layer.dataSync<'float32'>() }))
    })
    expect(layers.map(({ shape }) => shape)).toEqual(Array(4).fill([2, 8, 3, 3]))
    for (const { values } of layers) {
      const first = values.slice(0, 9)
      expect(Math.max(...first.map((value) => Math.abs(value - 1 / 3)))).toBeGreaterThan(0.003)
      // The second row has a step of padding: its row and column are zero in every head.
      for (let head = 8; head < 16; head += 1)
        for (let i = 0; i < 3; i += 1)
          expect([values[head * 9 + 6 + i], values[head * 9 + i * 3 + 2]]).toEqual([0, 0])
    }
  })
})
