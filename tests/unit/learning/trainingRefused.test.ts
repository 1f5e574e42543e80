/** The loop stops at nonsense, and says what is wrong and what to do. */
import fs from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import {
  decodeTensors,
  encodeTensors,
  type TensorFile,
} from '../../../src/main/engine/learning/files/safetensors.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { checkpointFile } from '../../../src/main/engine/learning/training/checkpoint.ts'
import { train } from '../../../src/main/engine/learning/training/train.ts'
import { TrainingState } from '../../../src/main/engine/learning/training/trainingState.ts'
import { Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'
import { someSequences, someTracks } from '../../support/tracks.ts'
import { anInput, removeRunFolders, runOnce } from '../../support/trainingRun.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000 })
afterEach(removeRunFolders)

describe('training', () => {
  it('stops when the loss is no number, naming the batch, and writes no checkpoint of it', async () => {
    await useBackend('wasm')
    const pipeline = buildPipeline(Recipe.parse({}))
    const state = TrainingState.fresh(pipeline, Recipe.parse({ seed: 1 }))
    state.weights.fill(1e30)
    const examples = { sequences: someSequences([3, 2]), real: [true, false] }
    const checkpoint = vi.fn()
    const training = train(
      pipeline,
      Recipe.parse({}),
      { train: examples, validation: examples },
      state,
      { epoch() {}, checkpoint },
      quietWork(),
    )
    await expect(training).rejects.toMatchObject({
      code: 'VALIDATION',
      message: 'The loss is no number any more: epoch 1, batch 1.',
      hint: expect.stringContaining('smaller learning rate') as string,
    })
    expect(checkpoint).not.toHaveBeenCalled()
  })

  it.each([
    ['the loss of the validation part', 500],
    ['no loss at all', 3],
  ])(
    'stops too when the last step of an epoch has spoilt weights, told by %s, before they are kept',
    async (_by, boxes) => {
      await useBackend('wasm')
      const recipe = Recipe.parse({ epochs: 5, learningRate: 1, weightDecay: 10, keepEpoch: 'last' })
      const pipeline = buildPipeline(recipe)
      const state = TrainingState.fresh(pipeline, recipe)
      const good = state.best
      // The 500th position: decay drives it beyond all numbers, and no shorter track meets it.
      state.weights[32 * 10 + 64 * 33 + 499 * 64] = 1e38
      const data = {
        train: { sequences: someSequences([3, 2]), real: [true, false] },
        validation: { sequences: someSequences([boxes]), real: [true] },
      }
      const checkpoint = vi.fn()
      const training = train(pipeline, recipe, data, state, { epoch() {}, checkpoint }, quietWork())
      await expect(training).rejects.toThrow('The loss is no number any more: epoch 1, batch 1.')
      expect(checkpoint).not.toHaveBeenCalled()
      expect(state.best).toBe(good)
    },
  )

  it('refuses an empty validation part: a run always, the loop where the recipe chooses by it', async () => {
    const input = anInput({ epochs: 1 })
    const parts = input.parts.map(() => 'train' as const)
    expect((await runOnce({ ...input, parts })).result).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('validation part is empty') as string,
      hint: expect.stringContaining('more videos') as string,
    })
    await useBackend('wasm')
    const loop = (change: RecipeInput) => {
      const recipe = Recipe.parse({ epochs: 1, ...change })
      const pipeline = buildPipeline(recipe)
      const examples = { sequences: someSequences([3, 2]), real: [true, false] }
      const data = { train: examples, validation: { sequences: [], real: [] } }
      const state = TrainingState.fresh(pipeline, recipe)
      return train(pipeline, recipe, data, state, { epoch() {}, checkpoint: async () => {} }, quietWork())
    }
    await expect(loop({ keepEpoch: 'best', earlyStop: 0 })).rejects.toThrow('No track validates')
    await expect(loop({ keepEpoch: 'last', earlyStop: 2 })).rejects.toThrow('No track validates')
    await loop({ keepEpoch: 'last', earlyStop: 0 })
  })

  it('refuses a box at no place, and names its track', async () => {
    const tracks = someTracks(30)
    tracks[6]!.detections[1] = Number.NaN
    expect((await runOnce(anInput({}, tracks))).result).toMatchObject({
      message: 'Track 7 has a box that is no number.',
    })
  })

  it('refuses a checkpoint of other data, of another recipe, and a cut one', async () => {
    const input = anInput({ epochs: 5 })
    await runOnce(input)
    const relabelled = {
      ...input,
      table: { ...input.table, labels: input.table.labels.map((label) => (label === 1 ? 2 : label)) },
    }
    expect((await runOnce(relabelled)).result).toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('new run') as string,
    })
    const other = { ...input, recipe: { ...input.recipe, dropout: 0.2 } }
    expect((await runOnce(other)).result).toMatchObject({ code: 'CONFLICT' })
    const file = checkpointFile(input.folder)
    fs.writeFileSync(file, fs.readFileSync(file).subarray(0, 1_000_000))
    expect((await runOnce(input)).result).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('cut off') as string,
    })
  })

  it('refuses a checkpoint of another shape or version, naming what differs', async () => {
    const input = anInput({ epochs: 1 })
    await runOnce(input)
    const file = checkpointFile(input.folder)
    const { tensors, metadata } = decodeTensors(fs.readFileSync(file), 'it')
    const goOnWith = async (change: Partial<TensorFile>) => {
      fs.writeFileSync(file, encodeTensors({ tensors, metadata, ...change }))
      return (await runOnce(input)).result
    }
    const table = { shape: [100, 64], values: new Float32Array(6400) }
    expect(
      await goOnWith({ tensors: { ...tensors, 'weights.sequence.positions.table': table } }),
    ).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringMatching(
        /'sequence.positions.table' are \[100, 64\].* needs \[500, 64\]/,
      ) as string,
      hint: expect.stringContaining('same recipe and version') as string,
    })
    expect(await goOnWith({ metadata: { ...metadata, format: 'tracksieve-checkpoint-1' } })).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('no checkpoint of this version') as string,
      hint: expect.stringContaining('new run') as string,
    })
  })

  it('refuses a backend that is not here, and takes no other instead', async () => {
    const { result } = await runOnce({ ...anInput({ epochs: 1 }), backend: 'abacus' as never })
    expect(result).toBeInstanceOf(Error)
  })
})
