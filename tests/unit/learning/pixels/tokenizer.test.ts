/** The tokenizer: its gradients, that it never looks ahead, its codes, and that training goes on exactly. */
import fs from 'node:fs'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cropBytes, CropPlaces, makeCropFile } from '../../../../src/main/engine/base/cropFile.ts'
import { createRandom } from '../../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../../src/main/engine/learning/backends.ts'
import { clipBatch, errorsOf, psnrOf } from '../../../../src/main/engine/learning/pixels/tokenizer/clips.ts'
import { withPast } from '../../../../src/main/engine/learning/pixels/tokenizer/past.ts'
import {
  codes,
  codesOf,
  CodeUse,
  quantise,
  valuesOf,
} from '../../../../src/main/engine/learning/pixels/tokenizer/quantise.ts'
import { Tokenizer } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizer.ts'
import { holdOut } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerJob.ts'
import {
  readTokenizer,
  tokenizerFolder,
} from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { trainTokenizerRun } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerTask.ts'
import { freshState } from '../../../../src/main/engine/learning/pixels/tokenizer/training.ts'
import type { TrackCrops } from '../../../../src/main/engine/learning/pixels/trackCrops.ts'
import { TokenizerRecipe } from '../../../../src/shared/contract/tokenizers.ts'
import { backendsHere } from '../../../support/backends.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'
import { checkGradients } from '../../../support/gradients.ts'

vi.setConfig({ testTimeout: 60_000 })

const here = await backendsHere()
const fast = here.includes('tensorflow') ? 'tensorflow' : 'wasm'
const { folder, remove } = temporaryFolder()
afterAll(remove)

/** Clips of four frames: a bright square that moves over grey, each at its own pace. */
async function movingSquares(count: number): Promise<TrackCrops[]> {
  const [file, frames] = [path.join(folder, `squares-${count}`), 4]
  await makeCropFile(file, { key: 'k', side: 64, crops: count * frames }, async (unfinished) => {
    const places = new CropPlaces(unfinished)
    for (let at = 0; at < count * frames; at += 1) {
      const crop = new Uint8Array(cropBytes(64)).fill(40 + ((at * 3) % 20))
      const left = ((at >> 2) * 7 + (at % 4) * 5) % 40
      for (let y = 20; y < 40; y += 1) crop.fill(220, (y * 64 + left) * 3, (y * 64 + left + 20) * 3)
      places.put(at, crop)
    }
    places.close()
  })
  const boxes = Int32Array.of(0, 1, 2, 3)
  return Array.from({ length: count }, (_, i) => ({ file, key: 'k', first: i * frames, boxes }))
}

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

  it('numbers are rounded to levels, and the gradient passes as if they were not', () => {
    const z = tf.tensor2d([0.01, 9, -9, 0.6], [1, 4])
    const values = [...quantise(z).dataSync()]
    expect(values[0]).toBeCloseTo(1 / 7, 5)
    expect(values.slice(1)).toEqual([1, -1, 0.5])
    const grad = tf.engine().gradients(() => quantise(z), [z], tf.ones([1, 4])).grads[0]!
    const wanted = [0.01, 9, -9, 0.6].map((value) => 1 - Math.tanh(value) ** 2)
    ;[...grad.dataSync()].forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5))
  })

  it('gives the codes that plain JavaScript gives', async () => {
    const clips = await movingSquares(2)
    const { weights } = freshState(TokenizerRecipe.parse({}))
    const got = await new Tokenizer(weights).encode(clipBatch(clips))
    await useBackend('cpu')
    const wanted = await new Tokenizer(weights).encode(clipBatch(clips))
    const same = got.codes.filter((code, i) => code === wanted.codes[i]).length
    // A number half-way between two levels may go either way.
    expect(same / got.codes.length).toBeGreaterThan(0.999)
    got.features.forEach((value, i) => expect(Math.abs(value - wanted.features[i]!)).toBeLessThan(1e-3))
  })
})

describe('codes', () => {
  it('are numbers of levels, and come back from them', () => {
    const all = Int32Array.from({ length: codes }, (_, i) => i)
    expect(codesOf(valuesOf(all))).toEqual(all)
    expect(() => valuesOf(Int32Array.of(codes))).toThrow('is no code')
  })

  it('tell how they are used', () => {
    const use = new CodeUse()
    use.add(Int32Array.of(1, 2, 3, 4))
    expect(use.perplexity).toBeCloseTo(4, 6)
    expect(use.used).toBe(4 / codes)
    for (let i = 0; i < 50; i += 1) use.add(Int32Array.of(1, 1, 1, 1))
    expect(use.perplexity).toBeLessThan(1.2)
  })
})

describe('a tokenizer', () => {
  beforeEach(async () => {
    await useBackend(fast)
  })

  it('never looks ahead: later frames change nothing of earlier ones', async () => {
    const [one, other] = (await movingSquares(2)) as [TrackCrops, TrackCrops]
    const tokenizer = new Tokenizer(freshState(TokenizerRecipe.parse({})).weights)
    const whole = await tokenizer.reconstruct(clipBatch([one]))
    const changed = clipBatch([one])
    const half = changed.patches.length / 2
    changed.patches.set(clipBatch([other]).patches.subarray(half), half)
    const mixed = await tokenizer.reconstruct(changed)
    expect(mixed.codes.subarray(0, 512)).toEqual(whole.codes.subarray(0, 512))
    expect(mixed.codes.subarray(512)).not.toEqual(whole.codes.subarray(512))
    for (let i = 0; i < half; i += 997) expect(mixed.patches[i]).toBeCloseTo(whole.patches[i]!, 4)
  })

  it('takes short clips beside long ones: what is repeated does not count', async () => {
    const [one, other] = (await movingSquares(2)) as [TrackCrops, TrackCrops]
    const short = { ...other, boxes: Int32Array.of(0, 1) }
    const batch = clipBatch([one, short])
    expect([...batch.real]).toEqual([1, 1, 1, 1, 1, 0, 1, 0])
    const got = batch.patches.map((value, i) => (Math.floor(i / 12288) === 7 ? value + 1 : value))
    expect(errorsOf(batch, got)).toEqual([0, 0])
    expect(psnrOf(255 ** 2 / 100)).toBeCloseTo(20, 6)
  })

  it('learns, says how well, and goes on exactly where it was interrupted', async () => {
    const clips = await movingSquares(12)
    const recipe = TokenizerRecipe.parse({ epochs: 6, clipsAnEpoch: 8, batch: 4, learningRate: 0.005 })
    const held = { train: clips.slice(0, 10), heldOut: clips.slice(10) }
    const run = async (id: number, work = quietWork()) => {
      const at = tokenizerFolder(folder, id)
      fs.mkdirSync(at, { recursive: true })
      return trainTokenizerRun({ id, folder: at, recipe, backend: fast, clips: held }, work)
    }
    const whole = await run(1)
    expect(whole.epochs.at(-1)!.psnr).toBeGreaterThan(whole.epochs[0]!.psnr + 3)
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
    const clips = await movingSquares(6)
    const recipe = TokenizerRecipe.parse({ epochs: 1, clipsAnEpoch: 2, batch: 2 })
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

it('whole videos are held out; of one film the tracks that begin last', () => {
  const crops = (first: number): TrackCrops => ({ file: 'f', key: 'k', first, boxes: Int32Array.of(0) })
  const many = Array.from({ length: 60 }, (_, i) => ({ source: 1, video: i >> 1, first: 0, crops: crops(i) }))
  const film = Array.from({ length: 20 }, (_, i) => ({
    source: 2,
    video: 99,
    first: i * 10,
    crops: crops(100 + i),
  }))
  const { train, heldOut } = holdOut([...many, ...film], 42)
  const held = heldOut.map(({ first }) => first)
  expect(train).toHaveLength(80 - held.length)
  for (const at of held.filter((first) => first < 100)) expect(held).toContain(at ^ 1)
  expect(held.filter((first) => first >= 100).sort()).toEqual([117, 118, 119])
})
