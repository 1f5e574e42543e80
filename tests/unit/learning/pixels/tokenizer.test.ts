/** The tokenizer: its gradients, that it never looks ahead, its codes, and that training goes on exactly. */
import fs from 'node:fs'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../../src/main/engine/learning/backends/backends.ts'
import { clipBatch, errorsOf, psnrOf } from '../../../../src/main/engine/learning/pixels/tokenizer/clips.ts'
import { withPast } from '../../../../src/main/engine/learning/pixels/tokenizer/past.ts'
import { freshState } from '../../../../src/main/engine/learning/pixels/tokenizer/state.ts'
import { Tokenizer } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizer.ts'
import {
  readTokenizer,
  tokenizerFolder,
} from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { trainTokenizerRun } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerTask.ts'
import type { TrackCrops } from '../../../../src/main/engine/learning/pixels/trackCrops.ts'
import { quantiserKinds, TokenizerRecipe } from '../../../../src/shared/contract/tokenizers.ts'
import { backendsHere } from '../../../support/backends.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'
import { checkGradients } from '../../../support/gradients.ts'
import { movingSquares } from '../../../support/tokenizers.ts'

vi.setConfig({ testTimeout: 120_000 })

const here = await backendsHere()
const fast = here.includes('tensorflow') ? 'tensorflow' : 'wasm'
const { folder, remove } = temporaryFolder()
/** Of a frame. */
const tokens = 3 * 256
afterAll(remove)

describe.each(here)('on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it('a frame stands beside the one before it in its own clip', () => {
    // Two clips of three frames, time first.
    const x = tf.tensor4d([1, 10, 2, 20, 3, 30], [6, 1, 1, 1])
    expect([...withPast(x, 2).dataSync()]).toEqual([1, 0, 10, 0, 2, 1, 20, 10, 3, 2, 30, 20])
    const random = createRandom(1, 'past')
    const some = tf.tensor4d(
      Array.from({ length: 24 }, () => random.between(-1, 1)),
      [6, 1, 2, 2],
    )
    checkGradients((a) => withPast(a, 2), [some])
    checkGradients((a) => withPast(a, 6), [some])
  })

  it.each(quantiserKinds)('gives the codes that plain JavaScript gives: %s', async (quantiser) => {
    const clips = await movingSquares(folder, 1)
    const { weights } = freshState(TokenizerRecipe.parse({ quantiser }))
    const got = await new Tokenizer(weights, quantiser).encode(clipBatch(clips))
    await useBackend('cpu')
    const wanted = await new Tokenizer(weights, quantiser).encode(clipBatch(clips))
    const same = got.codes.filter((code, i) => code === wanted.codes[i]).length
    // A number half-way between two levels may go either way.
    expect(same / got.codes.length).toBeGreaterThan(0.999)
    got.features.forEach((value, i) => expect(Math.abs(value - wanted.features[i]!)).toBeLessThan(1e-3))
  })
})

describe('a tokenizer', () => {
  beforeEach(async () => {
    await useBackend(fast)
  })

  it('never looks ahead: later frames change nothing of earlier ones', async () => {
    const [one, other] = (await movingSquares(folder, 2)) as [TrackCrops, TrackCrops]
    const tokenizer = new Tokenizer(freshState(TokenizerRecipe.parse({ quantiser: 'fsq' })).weights, 'fsq')
    const whole = await tokenizer.reconstruct(clipBatch([one]))
    const changed = clipBatch([one])
    const half = changed.patches.length / 2
    changed.patches.set(clipBatch([other]).patches.subarray(half), half)
    const mixed = await tokenizer.reconstruct(changed)
    expect(mixed.codes.subarray(0, 2 * tokens)).toEqual(whole.codes.subarray(0, 2 * tokens))
    expect(mixed.codes.subarray(2 * tokens)).not.toEqual(whole.codes.subarray(2 * tokens))
    for (let i = 0; i < half; i += 997) expect(mixed.patches[i]).toBeCloseTo(whole.patches[i]!, 4)
  })

  it('takes short clips beside long ones: what is repeated does not count', async () => {
    const [one, other] = (await movingSquares(folder, 2)) as [TrackCrops, TrackCrops]
    const short = { ...other, boxes: Int32Array.of(0, 1) }
    const batch = clipBatch([one, short])
    expect([...batch.real]).toEqual([1, 1, 1, 1, 1, 0, 1, 0])
    const got = batch.patches.map((value, i) => (Math.floor(i / 12288) === 7 ? value + 1 : value))
    expect(errorsOf(batch, got)).toEqual([0, 0])
    expect(psnrOf(255 ** 2 / 100)).toBeCloseTo(20, 6)
  })

  it('learns, says how well, and goes on exactly where it was interrupted', async () => {
    const clips = await movingSquares(folder, 12)
    const recipe = TokenizerRecipe.parse({
      epochs: 3,
      clipsAnEpoch: 4,
      batch: 1,
      window: 2,
      learningRate: 0.001,
    })
    const held = { train: clips.slice(0, 10), heldOut: clips.slice(10) }
    const run = async (id: number, work = quietWork()) => {
      const at = tokenizerFolder(folder, id)
      fs.mkdirSync(at, { recursive: true })
      return trainTokenizerRun({ id, folder: at, recipe, backend: fast, clips: held }, work)
    }
    const whole = await run(1)
    expect(whole.epochs.at(-1)!.psnr).toBeGreaterThan(whole.epochs[0]!.psnr + 1)
    const controller = new AbortController()
    const stopping = {
      ...quietWork(controller.signal),
      signal: controller.signal,
      send: () => controller.abort(),
    }
    await expect(run(2, stopping)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readTokenizer(tokenizerFolder(folder, 2)).description.epochs).toHaveLength(1)
    await run(2)
    const weights = (id: number) => readTokenizer(tokenizerFolder(folder, id)).weights
    expect(weights(2)).toEqual(weights(1))
    const png = fs.readFileSync(path.join(tokenizerFolder(folder, 2), 'reconstructions.png'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8 * 64, 2 * 2 * 64])
  })

  it('does not go on with other clips', async () => {
    const clips = await movingSquares(folder, 6)
    const recipe = TokenizerRecipe.parse({ quantiser: 'fsq', epochs: 1, clipsAnEpoch: 2, batch: 2 })
    const input = { id: 3, folder: tokenizerFolder(folder, 3), recipe, backend: fast } as const
    fs.mkdirSync(input.folder, { recursive: true })
    await trainTokenizerRun(
      { ...input, clips: { train: clips.slice(0, 4), heldOut: clips.slice(4) } },
      quietWork(),
    )
    const others = { train: clips.slice(1, 4), heldOut: clips.slice(4) }
    await expect(trainTokenizerRun({ ...input, clips: others }, quietWork())).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})
