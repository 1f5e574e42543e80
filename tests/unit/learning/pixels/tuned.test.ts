/** An encoder that is tuned with the rest: its gradients, where it starts, that it moves, and that training goes on exactly. */
import fs from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../../src/main/engine/learning/backends/backends.ts'
import { fitNormalisation, normalise } from '../../../../src/main/engine/learning/data/dataset.ts'
import { startTuned } from '../../../../src/main/engine/learning/features/tunedStart.ts'
import { readModel } from '../../../../src/main/engine/learning/files/modelFile.ts'
import { pack, type Sequence } from '../../../../src/main/engine/learning/model/batch.ts'
import type { ModularTrackingPipeline } from '../../../../src/main/engine/learning/model/pipeline.ts'
import { buildPipeline } from '../../../../src/main/engine/learning/model/presets.ts'
import { scaled } from '../../../../src/main/engine/learning/model/scaled.ts'
import { lookAtAll } from '../../../../src/main/engine/learning/pixels/tokenizer/lookAtAll.ts'
import { openTokenizer } from '../../../../src/main/engine/learning/pixels/tokenizer/openTokenizer.ts'
import { withFrameBefore } from '../../../../src/main/engine/learning/pixels/tokenizer/past.ts'
import { quarters } from '../../../../src/main/engine/learning/pixels/tokenizer/quarters.ts'
import type { TrackCrops } from '../../../../src/main/engine/learning/pixels/trackCrops.ts'
import { scoreSequences } from '../../../../src/main/engine/learning/scoring/score.ts'
import type { RunInput } from '../../../../src/main/engine/learning/training/run.ts'
import { modelFileOf } from '../../../../src/main/engine/learning/training/runFolder.ts'
import { Recipe } from '../../../../src/shared/contract/learning.ts'
import type { Backend } from '../../../../src/shared/words.ts'
import { backendsHere } from '../../../support/backends.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'
import { checkGradients } from '../../../support/gradients.ts'
import { aTokenizer, movingSquares } from '../../../support/tokenizers.ts'
import { someTracks } from '../../../support/tracks.ts'
import { anInput, aRunFolder, removeRunFolders, runOnce } from '../../../support/trainingRun.ts'

vi.setConfig({ testTimeout: 120_000 })

const here = await backendsHere()
const fast: Backend = here.includes('tensorflow') ? 'tensorflow' : 'wasm'
const { folder, remove } = temporaryFolder()
const random = createRandom(5, 'tuned')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const frozen = Recipe.parse({ preset: 'magvit', width: 8 })
const tuned = Recipe.parse({ preset: 'magvit-tuned', width: 8 })

beforeAll(async () => {
  await aTokenizer(folder)
})
afterAll(() => {
  remove()
  removeRunFolders()
})

const looking = (track: TrackCrops, count: number, mirror = false): Sequence => ({
  inputs: new Float32Array(),
  track: new Float32Array(),
  boxes: count,
  crops: { track, count, mirror },
})

async function started(clips: readonly TrackCrops[]) {
  const model = buildPipeline(tuned)
  const weights = model.start(createRandom(5))
  await startTuned(model, weights, { folder, crops: clips }, quietWork())
  return { model, weights }
}

describe.each(here)('on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it('a frame stands beside the one before it in its own clip, however long clips are', () => {
    // Clips of one, three and two frames.
    const follows = Float32Array.of(0, 0, 1, 1, 0, 1)
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [6, 1, 1, 1])
    expect([...withFrameBefore(x, follows).dataSync()]).toEqual([1, 0, 2, 0, 3, 2, 4, 3, 5, 0, 6, 5])
    checkGradients((a) => withFrameBefore(a, follows), [tf.tensor4d(numbers(24), [6, 1, 2, 2])])
    checkGradients((a) => withFrameBefore(a, Float32Array.of(0)), [tf.tensor4d(numbers(4), [1, 1, 2, 2])])
  })

  it('gradients of quarters, and of columns scaled and shifted', () => {
    checkGradients(quarters, [tf.tensor4d(numbers(48), [2, 4, 2, 3])])
    const columns = () => tf.tensor1d(numbers(3))
    checkGradients(scaled, [tf.tensor2d(numbers(12), [4, 3]), columns(), columns()])
  })
})

describe('the gradient of an encoder', () => {
  const steepest = (gradient: Float32Array, first: number): number =>
    Array.from({ length: 60 }, (_, i) => first + i).sort(
      (a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!),
    )[0]!

  it('is the slope of the loss, and the same on every backend', async () => {
    const clips = await movingSquares(folder, 2)
    const gradients: Float32Array[] = []
    for (const backend of here) {
      await useBackend(backend)
      const model = buildPipeline(tuned)
      // Not as it starts: what is standardised by so few crops is steep and bent.
      const weights = model.start(createRandom(5))
      const batch = pack([looking(clips[0]!, 2), looking(clips[1]!, 1, true)], 0)
      const lossOf = (some: Float32Array) => model.gradient(some, batch, { real: [true, false] })
      const { gradient } = await lossOf(weights)
      gradients.push(gradient)
      // Plain JavaScript takes seconds a pass.
      if (backend === 'cpu') continue
      for (const name of ['stem.weight', 'block0.mix.weight', 'block1.around.filter', 'block1.out.bias']) {
        const at = steepest(gradient, model.placeOf(`features.encoder.${name}`))
        const lossAt = async (shift: number) => (await lossOf(weights.with(at, weights[at]! + shift))).loss
        const slope = ((await lossAt(2e-3)) - (await lossAt(-2e-3))) / 4e-3
        expect(gradient[at]!, name).not.toBe(0)
        expect(Math.abs(gradient[at]! - slope), `${name}, ${slope}`).toBeLessThan(
          1e-4 + 0.05 * Math.abs(slope),
        )
      }
    }
    const [one, ...others] = gradients
    const largest = one!.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    for (const other of others)
      other.forEach((value, i) => expect(Math.abs(value - one![i]!)).toBeLessThan(2e-3 * largest))
  })
})

describe('a tuned encoder', () => {
  beforeEach(async () => {
    await useBackend(fast)
  })

  it('says at its start what the frozen one says, of clips of any length', async () => {
    const clips = await movingSquares(folder, 5)
    const { model, weights } = await started(clips)
    const still = buildPipeline(frozen)
    // The same layers behind the encoder.
    const stillWeights = weights.slice(weights.length - still.size)
    const told: Sequence[] = []
    for await (const { track, features } of lookAtAll(openTokenizer(folder), clips, quietWork()))
      told[clips.indexOf(track)] = { inputs: features, track: new Float32Array(), boxes: 4 }
    normalise(told, fitNormalisation(told, { inputDim: 256, trackInputDim: 0 }))
    const lengths = [4, 1, 3, 2, 4]
    const cut = told.map((one, i) => ({
      ...one,
      boxes: lengths[i]!,
      inputs: one.inputs.slice(0, 256 * lengths[i]!),
    }))
    const looked = clips.map((clip, i) => looking(clip, lengths[i]!))
    const wanted = await scoreSequences(still, stillWeights, cut, quietWork())
    const got = await scoreSequences(model, weights, looked, quietWork())
    got.forEach(({ scores }, i) =>
      scores.forEach((score, step) => expect(score).toBeCloseTo(wanted[i]!.scores[step]!, 3)),
    )
  })

  it('has the gradient of a large batch in turns, as at once', async () => {
    const clips = await movingSquares(folder, 40)
    const { model, weights } = await started(clips)
    const batch = pack(
      clips.map((clip) => looking(clip, 4)),
      0,
    )
    const real = clips.map((_, i) => i % 3 === 0)
    const turns = await model.gradient(weights, batch, { real })
    const whole = await atOnce(model).gradient(weights, batch, { real })
    expect(batch.crops!.length * 4).toBeGreaterThan(128)
    expect(turns.loss).toBeCloseTo(whole.loss, 5)
    expect(turns.logits).toHaveLength(whole.logits.length)
    turns.logits.forEach((logit, i) => expect(logit).toBeCloseTo(whole.logits[i]!, 4))
    turns.gradient.forEach((one, i) => expect(Math.abs(one - whole.gradient[i]!)).toBeLessThan(1e-4))
  })

  it('moves at its own rate, goes on exactly after a stop, and is in the model file', async () => {
    const input = await anInputWithCrops()
    const once = await runOnce(input)
    expect(once.result).not.toBeInstanceOf(Error)
    const model = await readModel(modelFileOf(input.folder))
    const { from, to } = model.pipeline.tuned!
    const before = startOf(model.pipeline)
    const moved = model.weights.subarray(from, to).map((one, i) => Math.abs(one - before[i]!))
    expect(Math.max(...moved)).toBeGreaterThan(1e-4)
    // Each of 18 steps goes at most a little more than its rate.
    expect(Math.max(...moved)).toBeLessThan(18 * 0.0005 * 1.5)
    const stopped: RunInput = { ...input, folder: aRunFolder() }
    // The state is written every five epochs.
    await runOnce(stopped, 5)
    expect(fs.existsSync(modelFileOf(stopped.folder))).toBe(false)
    const rest = await runOnce(stopped)
    expect(rest.losses).toEqual(once.losses)
    const again = await readModel(modelFileOf(stopped.folder))
    expect(again.weights).toEqual(model.weights)
    // Whoever goes on from it needs no tokenizer.
    const recipe = { ...input.recipe, epochs: 1, from: 1 }
    const finer = { ...input, folder: aRunFolder(), recipe, from: modelFileOf(input.folder), tokenizer: null }
    expect((await runOnce(finer)).result).not.toBeInstanceOf(Error)
    // A rate of almost nothing leaves it where it was.
    const pixels = { ...input.recipe.pixels!, tunedLearningRate: 1e-9 }
    const still = { ...input, folder: aRunFolder(), recipe: { ...input.recipe, epochs: 1, pixels } }
    await runOnce(still)
    const kept = (await readModel(modelFileOf(still.folder))).weights.subarray(from, to)
    kept.forEach((one, i) => expect(one).toBeCloseTo(before[i]!, 6))
  })
})

/** The same model, without turns. */
function atOnce(model: ModularTrackingPipeline): ModularTrackingPipeline {
  Object.assign(model.parts.features, { mostCrops: undefined })
  return model
}

/** The tokenizer's own weights. */
function startOf(pipeline: ModularTrackingPipeline): Float32Array {
  const tokenizer = openTokenizer(folder)
  const parts = pipeline.parts.features.tuned!.map(({ name }) =>
    tokenizer.weightsOf(name.replace('features.', '')),
  )
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

/** 24 tracks with crops, at most three steps an epoch. */
async function anInputWithCrops(): Promise<RunInput> {
  const tracks = someTracks(12)
  const clips = await movingSquares(folder, tracks.length)
  const pixels = { ...tuned.pixels!, tunedLearningRate: 0.0005 }
  const change = { preset: 'magvit-tuned', width: 8, epochs: 6, batch: 8, pixels } as const
  const input = anInput(
    change,
    tracks.map((track, i) => ({ ...track, crops: clips[i]! })),
  )
  return { ...input, backend: fast, tokenizer: folder }
}
