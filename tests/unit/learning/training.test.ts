/** The loop: learns, resumes exactly, stops when told to, refuses nonsense. */
import fs from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends.ts'
import { checkpointFile } from '../../../src/main/engine/learning/checkpoint.ts'
import { buildPipeline } from '../../../src/main/engine/learning/presets.ts'
import { planTraining } from '../../../src/main/engine/learning/plan.ts'
import { type RunInput, type RunMessage, trainRun } from '../../../src/main/engine/learning/run.ts'
import { modelFileOf } from '../../../src/main/engine/learning/runFolder.ts'
import { readModel } from '../../../src/main/engine/learning/modelFile.ts'
import { type TableTrack, tableOf } from '../../../src/main/engine/learning/trackTable.ts'
import { train } from '../../../src/main/engine/learning/train.ts'
import { TrainingState } from '../../../src/main/engine/learning/trainingState.ts'
import { type Epoch, Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'
import { backendsHere } from '../../support/backends.ts'
import { temporaryFolder } from '../../support/catalogue.ts'
import { someSequences, someTracks } from '../../support/tracks.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000 })

const folders: (() => void)[] = []
afterEach(() => {
  for (const remove of folders.splice(0)) remove()
})

function aFolder(): string {
  const { folder, remove } = temporaryFolder()
  folders.push(remove)
  return folder
}

function anInput(change: RecipeInput = {}, tracks: TableTrack[] = someTracks(30)): RunInput {
  const recipe = Recipe.parse({ batch: 16, earlyStop: 0, ...change })
  const planned = tracks.map(({ id, video, label }) => ({ id, video, source: 1, label: label! }))
  const { split, counts } = planTraining(planned, recipe.seed)
  return {
    folder: aFolder(),
    recipe,
    backend: 'wasm',
    table: tableOf(tracks),
    context: null,
    parts: tracks.map(({ video }) => split.get(video)!),
    counts,
    sources: ['made for tests'],
  }
}

/** Runs a training; `cancelAfter` epochs it is cancelled. */
async function run(input: RunInput, cancelAfter = Number.POSITIVE_INFINITY) {
  const controller = new AbortController()
  let epochs: Epoch[] = []
  const work = {
    ...quietWork(),
    signal: controller.signal,
    send(message: unknown) {
      const said = message as RunMessage
      if (said.kind !== 'epochs') return
      epochs = structuredClone(said.epochs)
      if (epochs.length >= cancelAfter) controller.abort()
    },
  }
  const result = await trainRun(input, work).catch((error: unknown) => error)
  return {
    result,
    losses: epochs.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]),
    epochs,
  }
}

const withoutCpu = (await backendsHere()).filter((backend) => backend !== 'cpu')

describe.each(withoutCpu)('training on %s', (backend) => {
  it('goes on exactly where it was cancelled: all losses and weights as in one go', async () => {
    const whole = { ...anInput({ epochs: 7 }), backend }
    const wanted = await run(whole)
    const parted = { ...whole, folder: aFolder() }
    const cancelled = await run(parted, 6)
    expect(cancelled.result).toMatchObject({ code: 'CANCELLED' })
    expect(fs.existsSync(modelFileOf(parted.folder))).toBe(false)
    const resumed = await run(parted)
    expect(resumed.losses).toEqual(wanted.losses)
    expect((await readModel(modelFileOf(parted.folder))).weights).toEqual(
      (await readModel(modelFileOf(whole.folder))).weights,
    )
  })

  it('of preset track too, with its schedule, averaged weights and augmented tracks', async () => {
    const whole = { ...anInput({ preset: 'track', epochs: 7, batch: 16 }), backend }
    const wanted = await run(whole)
    const parted = { ...whole, folder: aFolder() }
    await run(parted, 6)
    const resumed = await run(parted)
    expect(resumed.losses).toHaveLength(7)
    expect(resumed.losses).toEqual(wanted.losses)
    expect((await readModel(modelFileOf(parted.folder))).weights).toEqual(
      (await readModel(modelFileOf(whole.folder))).weights,
    )
  })

  it.each(['track', 'live', 'attention'] as const)(
    'learns what real tracks are with preset %s',
    async (preset) => {
      const input = anInput({ preset, epochs: preset === 'attention' ? 3 : 25, batch: 8 })
      const { epochs } = await run({ ...input, backend })
      expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
    },
  )

  it('learns what real tracks are', async () => {
    const { epochs } = await run({ ...anInput({ epochs: 8 }), backend })
    expect(epochs.at(-1)!.trainLoss).toBeLessThan(epochs[0]!.trainLoss / 2)
    expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
  })
})

describe('training', () => {
  it('stops early, and keeps the weights of the best epoch', async () => {
    // So large a rate that it does not stay where it was best.
    const { epochs, result } = await run(
      anInput({ epochs: 30, earlyStop: 1, learningRate: 0.02 }, someTracks(20)),
    )
    const losses = epochs.map(({ validationLoss }) => validationLoss)
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(result).toMatchObject({ bestEpoch: best })
    expect(epochs.length).toBe(best + 1)
  })

  it('keeps the last epoch where the recipe says so', async () => {
    const recipe = { epochs: 4, keepEpoch: 'last', learningRate: 0.02 } as const
    expect((await run(anInput(recipe, someTracks(20)))).result).toMatchObject({ bestEpoch: 4 })
  })

  it('has the learning rate of each epoch in its history', async () => {
    const { epochs } = await run(anInput({ epochs: 4, schedule: 'cosine', warmUp: 0.25, learningRate: 0.01 }))
    const rates = epochs.map(({ learningRate }) => learningRate!)
    expect(rates[0]).toBeCloseTo(0.01, 6)
    expect(rates[1]).toBeLessThan(0.01)
    expect(rates[3]).toBeLessThan(rates[2]!)
  })

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

  it('refuses a box at no place, and names its track', async () => {
    const tracks = someTracks(30)
    tracks[6]!.detections[1] = Number.NaN
    expect((await run(anInput({}, tracks))).result).toMatchObject({
      message: 'Track 7 has a box that is no number.',
    })
  })

  it('refuses a checkpoint of other data, of another recipe, and a cut one', async () => {
    const input = anInput({ epochs: 5 })
    await run(input)
    const relabelled = {
      ...input,
      table: { ...input.table, labels: input.table.labels.map((label) => (label === 1 ? 2 : label)) },
    }
    expect((await run(relabelled)).result).toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('new run') as string,
    })
    const other = { ...input, recipe: { ...input.recipe, dropout: 0.2 } }
    expect((await run(other)).result).toMatchObject({ code: 'CONFLICT' })
    const file = checkpointFile(input.folder)
    fs.writeFileSync(file, fs.readFileSync(file).subarray(0, 1_000_000))
    expect((await run(input)).result).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('cut off') as string,
    })
  })

  it('refuses a backend that is not here, and takes no other instead', async () => {
    const { result } = await run({ ...anInput({ epochs: 1 }), backend: 'abacus' as never })
    expect(result).toBeInstanceOf(Error)
  })
})
