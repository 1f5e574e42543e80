/** The loop: learns, resumes exactly, stops when told to, goes on from a run. */
import fs from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import { modelFileOf } from '../../../src/main/engine/learning/training/runFolder.ts'
import { backendsHere } from '../../support/backends.ts'
import { someTracks } from '../../support/tracks.ts'
import { anInput, aRunFolder, removeRunFolders, runOnce } from '../../support/trainingRun.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000 })
afterEach(removeRunFolders)

const withoutCpu = (await backendsHere()).filter((backend) => backend !== 'cpu')

describe.each(withoutCpu)('training on %s', (backend) => {
  it('goes on exactly where it was cancelled: all losses and weights as in one go', async () => {
    const whole = { ...anInput({ epochs: 7 }), backend }
    const wanted = await runOnce(whole)
    const parted = { ...whole, folder: aRunFolder() }
    const cancelled = await runOnce(parted, 6)
    expect(cancelled.result).toMatchObject({ code: 'CANCELLED' })
    expect(fs.existsSync(modelFileOf(parted.folder))).toBe(false)
    const resumed = await runOnce(parted)
    expect(resumed.losses).toEqual(wanted.losses)
    expect((await readModel(modelFileOf(parted.folder))).weights).toEqual(
      (await readModel(modelFileOf(whole.folder))).weights,
    )
  })

  it('of preset track too, with its schedule, averaged weights and augmented tracks', async () => {
    const whole = { ...anInput({ preset: 'track', epochs: 7, batch: 16 }), backend }
    const wanted = await runOnce(whole)
    const parted = { ...whole, folder: aRunFolder() }
    await runOnce(parted, 6)
    const resumed = await runOnce(parted)
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
      const { epochs } = await runOnce({ ...input, backend })
      expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
    },
  )

  it('learns what real tracks are', async () => {
    const { epochs } = await runOnce({ ...anInput({ epochs: 8 }), backend })
    expect(epochs.at(-1)!.trainLoss).toBeLessThan(epochs[0]!.trainLoss / 2)
    expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
  })
})

describe('training', () => {
  it('stops early, and keeps the weights of the best epoch', async () => {
    // So large a rate that it does not stay where it was best.
    const { epochs, result } = await runOnce(
      anInput({ epochs: 30, earlyStop: 1, learningRate: 0.02 }, someTracks(20)),
    )
    const losses = epochs.map(({ validationLoss }) => validationLoss)
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(result).toMatchObject({ bestEpoch: best })
    expect(epochs.length).toBe(best + 1)
  })

  it('keeps the last epoch where the recipe says so', async () => {
    const recipe = { epochs: 4, keepEpoch: 'last', learningRate: 0.02 } as const
    expect((await runOnce(anInput(recipe, someTracks(20)))).result).toMatchObject({ bestEpoch: 4 })
  })

  it('has the learning rate of each epoch in its history', async () => {
    const { epochs } = await runOnce(
      anInput({ epochs: 4, schedule: 'cosine', warmUp: 0.25, learningRate: 0.01 }),
    )
    const rates = epochs.map(({ learningRate }) => learningRate!)
    expect(rates[0]).toBeCloseTo(0.01, 6)
    expect(rates[1]).toBeLessThan(0.01)
    expect(rates[3]).toBeLessThan(rates[2]!)
  })

  it('goes on from a run with its weights and with what its inputs mean, survival prior included', async () => {
    const few = { preset: 'track', epochs: 1, batch: 16 } as const
    const first = anInput(few, someTracks(60))
    await runOnce(first)
    const before = await readModel(modelFileOf(first.folder))
    expect(before.description.survivalPrior).not.toBeNull()
    const then = anInput({ ...few, learningRate: 1e-9 }, someTracks(60, 2))
    const onItsOwn = { ...then, folder: aRunFolder() }
    await runOnce({ ...then, from: modelFileOf(first.folder) })
    await runOnce(onItsOwn)
    const after = await readModel(modelFileOf(then.folder))
    expect(after.description.survivalPrior).toEqual(before.description.survivalPrior)
    expect(after.description.normalisation).toEqual(before.description.normalisation)
    expect(Math.max(...after.weights.map((value, i) => Math.abs(value - before.weights[i]!)))).toBeLessThan(
      1e-4,
    )
    const own = await readModel(modelFileOf(onItsOwn.folder))
    expect(own.description.survivalPrior).not.toEqual(before.description.survivalPrior)
  })
})
