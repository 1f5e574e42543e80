/** A backend that runs out of memory while a tokenizer looks at crops. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { quietWork } from '../../../../src/main/engine/base/work.ts'
import { featuresOf, hasFeatures } from '../../../../src/main/engine/learning/pixels/cropFeatures.ts'
import { Tokenizer } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizer.ts'
import { tokenizerFolder } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { trainTokenizerRun } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerTask.ts'
import { tasks } from '../../../../src/main/engine/learning/tasks.ts'
import { TokenizerRecipe } from '../../../../src/shared/contract/tokenizers.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'
import { movingSquares } from '../../../support/tokenizers.ts'

vi.setConfig({ testTimeout: 60_000 })

const { folder, remove } = temporaryFolder()
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(remove)

it('says what takes less, leaves no half-written file, and writes it at another try', async () => {
  const tracks = await movingSquares(folder, 80)
  const tokenizer = tokenizerFolder(folder, 1)
  fs.mkdirSync(tokenizer, { recursive: true })
  const recipe = TokenizerRecipe.parse({ quantiser: 'fsq', epochs: 1, clipsAnEpoch: 2, batch: 1, window: 2 })
  const clips = { train: tracks.slice(0, 2), heldOut: tracks.slice(2, 3) }
  await trainTokenizerRun({ id: 1, folder: tokenizer, recipe, backend: 'wasm', clips }, quietWork())

  const cache = path.join(folder, 'crops')
  const input = { tokenizer, backend: 'wasm' as const, out: path.join(cache, 'features-1'), tracks }
  const look = Tokenizer.prototype.look
  let looked = 0
  vi.spyOn(Tokenizer.prototype, 'look').mockImplementation(function (this: Tokenizer, batch) {
    looked += 1
    // As WebAssembly says it, when the first of several batches is done.
    if (looked === 2) throw new RangeError('Array buffer allocation failed')
    return look.call(this, batch)
  })
  await expect(tasks['learning.encodeCrops'](input, quietWork())).rejects.toMatchObject({
    code: 'OUT_OF_MEMORY',
    message: expect.stringContaining('was not written') as string,
    hint: expect.stringContaining('fewer boxes of a track') as string,
    retryable: true,
  })
  expect(fs.existsSync(cache) ? fs.readdirSync(cache) : []).toEqual([])

  vi.restoreAllMocks()
  await tasks['learning.encodeCrops'](input, quietWork())
  expect(fs.readdirSync(cache)).toEqual(['features-1'])
  expect(hasFeatures(input.out, 80 * 4)).toBe(true)
  const last = featuresOf({ ...tracks.at(-1)!, features: input.out }, 4)
  expect(last.every(Number.isFinite) && last.some((value) => value !== 0)).toBe(true)
})
