/** Pretraining: what is hidden, that it is learned, that it goes on exactly, and that a model really starts from it. */
import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { readModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import { pack } from '../../../src/main/engine/learning/model/batch.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { startFromPretrained, withPretrained } from '../../../src/main/engine/learning/pretraining/choose.ts'
import { hideSteps } from '../../../src/main/engine/learning/pretraining/masks.ts'
import { MaskedSteps } from '../../../src/main/engine/learning/pretraining/network.ts'
import {
  pretrainedFile,
  pretrainedFolder,
  readPretraining,
} from '../../../src/main/engine/learning/pretraining/pretrainedFile.ts'
import { ruleLosses } from '../../../src/main/engine/learning/pretraining/rules.ts'
import { type PretrainInput, pretrainRun } from '../../../src/main/engine/learning/pretraining/task.ts'
import { modelFileOf } from '../../../src/main/engine/learning/training/runFolder.ts'
import { Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'
import { type Pretraining, PretrainRecipe } from '../../../src/shared/contract/pretraining.ts'
import { backendsHere } from '../../support/backends.ts'
import { someSequences, someTracks } from '../../support/tracks.ts'
import { anInput, aRunFolder, removeRunFolders, runOnce } from '../../support/trainingRun.ts'

vi.setConfig({ testTimeout: 120_000 })
afterEach(removeRunFolders)

const parts = { features: 'statistical', width: 16, layers: 1, heads: 2, feedForward: 16 } as const
const recipe = (change = {}) =>
  PretrainRecipe.parse({ ...parts, epochs: 6, batch: 16, learningRate: 0.01, ...change })

function pretrainInput(change: Partial<PretrainInput> = {}): PretrainInput {
  const tracks = someTracks(30).map((track) => ({ ...track, label: null }))
  const table = (is: (video: number) => boolean) => tableOf(tracks.filter(({ video }) => is(video)))
  return {
    id: 1,
    folder: aRunFolder(),
    recipe: recipe(),
    backend: 'wasm',
    train: table((video) => video > 5),
    heldOut: table((video) => video <= 5),
    context: null,
    ...change,
  }
}

async function pretrainOnce(input: PretrainInput, cancelAfter = Number.POSITIVE_INFINITY) {
  const controller = new AbortController()
  const send = (message: unknown) => {
    if ((message as Pretraining).epochs.length >= cancelAfter) controller.abort()
  }
  return pretrainRun(input, { ...quietWork(), signal: controller.signal, send }).catch(
    (error: unknown) => error,
  )
}

describe('hidden steps', () => {
  it('are a share of each track, at least one and never all; none of a single box, none in padding', () => {
    const batch = pack(someSequences([8, 2, 1, 5]), 9)
    for (const share of [0.01, 0.25, 0.9]) {
      const hidden = hideSteps(batch, share, createRandom(4))
      const of = batch.spans.map(
        ({ start, boxes }) => hidden.slice(start, start + boxes).filter(Boolean).length,
      )
      expect(of).toEqual(
        [8, 2, 1, 5].map((n) => (n < 2 ? 0 : Math.min(n - 1, Math.max(1, Math.round(share * n))))),
      )
      expect(hidden.filter(Boolean)).toHaveLength(of.reduce((sum, n) => sum + n))
    }
  })

  it('cost by the trivial rules what is worked out by hand', () => {
    // One track of three steps of one number, the last hidden: 3 is off by 3 from 0, by 1 from the mean of 1 and 3.
    const spans = [{ start: 0, boxes: 3 }]
    const sums = ruleLosses({ spans, inputs: Float32Array.of(1, 3, 3) }, [false, false, true], 1)
    expect(sums).toEqual({ mean: 2.5, ownMean: 0.5, count: 1 })
  })

  it('are not seen: what stands in them changes nothing but the loss', async () => {
    await useBackend('wasm')
    const network = new MaskedSteps(recipe())
    const weights = network.start(createRandom(1))
    const [one] = someSequences([4])
    const hidden = [false, true, false, false]
    const lossOf = async (shift: number) => {
      const inputs = one!.inputs.map((value, i) => (i >= 9 && i < 18 ? value + shift : value))
      const { loss } = await network.learn(weights, pack([{ ...one!, inputs }], 9), hidden, {
        gradient: false,
      })
      return loss
    }
    // Far off, Huber grows evenly: 1 a number and unit. Were the step seen, the answer would move too.
    expect((await lossOf(200)) - (await lossOf(100))).toBeCloseTo(100, 2)
  })
})

describe.each(await backendsHere())('pretraining on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it.each(['transformer', 'attention', 'recurrent'] as const)(
    'has the gradient of its loss with a %s',
    async (sequence) => {
      const network = new MaskedSteps(recipe({ sequence }))
      const weights = network.start(createRandom(2))
      const batch = pack(someSequences([5, 3]), 9)
      const hidden = hideSteps(batch, 0.3, createRandom(3))
      const { gradient } = await network.learn(weights, batch, hidden, { gradient: true })
      // Along the gradient itself the loss changes by its squared length.
      const length = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))
      const step = 1e-2
      const at = async (shift: number) => {
        const moved = weights.map((value, i) => value + (shift * gradient[i]!) / length)
        return (await network.learn(moved, batch, hidden, { gradient: false })).loss
      }
      const slope = ((await at(step)) - (await at(-step))) / (2 * step)
      expect(length).toBeGreaterThan(0.01)
      expect(Math.abs(slope - length) / length).toBeLessThan(0.02)
    },
  )
})

describe('a pretraining', () => {
  it('learns: hidden steps of held-out videos cost less than by the mean, and less from epoch to epoch', async () => {
    const made = (await pretrainOnce(pretrainInput())) as Pretraining
    expect(made.tracks).toEqual({ train: 50, heldOut: 10, videos: 30 })
    expect(made.epochs.at(-1)!.heldOut).toBeLessThan(made.epochs[0]!.heldOut)
    expect(made.epochs.at(-1)!.heldOut).toBeLessThan(made.rules.mean * 0.9)
  })

  it('goes on exactly where it was cancelled', async () => {
    const whole = pretrainInput()
    await pretrainOnce(whole)
    const parted = { ...whole, folder: aRunFolder() }
    expect(await pretrainOnce(parted, 3)).toMatchObject({ code: 'CANCELLED' })
    await pretrainOnce(parted)
    const [one, other] = [whole, parted].map(({ folder }) => readPretraining(pretrainedFile(folder)))
    expect(other!.tensors).toEqual(one!.tensors)
    expect(other!.description.epochs.map(({ heldOut }) => heldOut)).toEqual(
      one!.description.epochs.map(({ heldOut }) => heldOut),
    )
  })

  it('does not go on with other tracks', async () => {
    const input = pretrainInput()
    await pretrainOnce(input)
    const other = { ...input, heldOut: input.train }
    expect(await pretrainOnce(other)).toMatchObject({ code: 'CONFLICT' })
  })

  it('is where a training starts: extractor, sequence model and what inputs mean, but not the head', async () => {
    const before = pretrainInput()
    await pretrainOnce(before)
    const pretrained = pretrainedFile(before.folder)
    const change: RecipeInput = {
      preset: 'pretrained',
      ...parts,
      epochs: 1,
      learningRate: 1e-9,
      averaging: 0,
    }
    const input = { ...anInput({ ...change, pretrained: 1 }), pretrained }
    await runOnce(input)
    const { tensors, meaning } = readPretraining(pretrained)
    const made = await readModel(modelFileOf(input.folder))
    expect(made.description.normalisation).toEqual(meaning.normalisation)
    let at = 0
    for (const { name, size } of made.pipeline.parameters) {
      const own = made.weights.subarray(at, at + size)
      at += size
      if (name.startsWith('head.')) expect(tensors[`weights.${name}`]).toBeUndefined()
      else
        expect(
          Math.max(...own.map((value, i) => Math.abs(value - tensors[`weights.${name}`]!.values[i]!))),
        ).toBeLessThan(1e-4)
    }
  })

  it('of another shape is refused, by its weights and by its parts', async () => {
    const catalogue = aRunFolder()
    const folder = pretrainedFolder(catalogue, 1)
    fs.mkdirSync(folder, { recursive: true })
    await pretrainOnce(pretrainInput({ folder, recipe: recipe({ epochs: 1 }) }))
    const wider = Recipe.parse({ preset: 'pretrained', ...parts, width: 32 })
    const pipeline = buildPipeline(wider)
    const fresh = pipeline.start(createRandom(1))
    expect(() => startFromPretrained(pretrainedFile(folder), pipeline, fresh)).toThrow(
      /'features.1.weight' are \[32, 16\]; this model needs \[32, 32\]/,
    )
    const choose = (change: RecipeInput) => () =>
      withPretrained(catalogue, Recipe.parse({ preset: 'pretrained', ...parts, survival: true, ...change }))
    expect(choose({})().pretrained).toBe(1)
    expect(choose({ pretrained: 1 })().pretrained).toBe(1)
    expect(choose({ pretrained: 1, width: 32 })).toThrow('width 16 there, 32 here')
    expect(choose({ width: 32 })).toThrow('no pretraining of these parts, only 1 of others')
    expect(choose({ pretrained: 7 })).toThrow('Pretraining 7 is not there')
  })

  it('that was cut off is refused', async () => {
    const input = pretrainInput({ recipe: recipe({ epochs: 1 }) })
    await pretrainOnce(input)
    const file = pretrainedFile(input.folder)
    fs.writeFileSync(file, fs.readFileSync(file).subarray(0, 2000))
    expect(await pretrainOnce(input)).toMatchObject({ code: 'VALIDATION' })
  })
})

describe('a recipe that starts from a pretraining', () => {
  it.each([
    [{ sequence: 'summary' }, 'summary has no steps to fill in'],
    [{ features: 'cnn' }, 'look at pixels'],
    [{ pretrained: 1, from: 2 }, 'cannot both be where it starts'],
  ] satisfies [RecipeInput, string][])('refuses %j', (change, words) => {
    expect(() => Recipe.parse({ preset: 'pretrained', ...change })).toThrow(words)
  })

  it('goes on from a run without it', () => {
    expect(Recipe.parse({ preset: 'pretrained', from: 3 }).pretrained).toBeNull()
  })

  it('cannot be asked of parts that it does not have', () => {
    expect(() => PretrainRecipe.parse({ sequence: 'summary' })).toThrow()
    expect(() => PretrainRecipe.parse({ width: 50 })).toThrow('heads')
    expect(() => PretrainRecipe.parse({ colour: 1 })).toThrow('colour')
  })
})
