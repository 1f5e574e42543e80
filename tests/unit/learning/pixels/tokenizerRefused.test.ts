/** What a tokenizer is not made of, or not used for; and which clips it never sees. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { quietWork } from '../../../../src/main/engine/base/work.ts'
import { holdOut } from '../../../../src/main/engine/learning/pixels/tokenizer/heldOut.ts'
import { freshState } from '../../../../src/main/engine/learning/pixels/tokenizer/state.ts'
import {
  listTokenizers,
  readTokenizer,
  saveState,
  tokenizerFolder,
} from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { trainTokenizerRun } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerTask.ts'
import { hasFeatures } from '../../../../src/main/engine/learning/pixels/cropFeatures.ts'
import type { TrackCrops } from '../../../../src/main/engine/learning/pixels/trackCrops.ts'
import { TokenizerRecipe } from '../../../../src/shared/contract/tokenizers.ts'
import type { Backend } from '../../../../src/shared/words.ts'
import { backendsHere } from '../../../support/backends.ts'
import { temporaryFolder } from '../../../support/catalogue.ts'
import { movingSquares } from '../../../support/tokenizers.ts'

vi.setConfig({ testTimeout: 60_000 })

const here = await backendsHere()
const fast: Backend = here.includes('tensorflow') ? 'tensorflow' : 'wasm'
const { folder, remove } = temporaryFolder()
afterAll(remove)

const described = {
  id: 1,
  parameters: 0,
  codes: 0,
  tokens: 0,
  backend: fast,
  clips: { train: 0, heldOut: 0 },
  epochs: [],
  warnings: [],
  trainedAt: 0,
}

describe('a tokenizer', () => {
  it('of learned codes says when they collapse, and what to do', async () => {
    const clips = await movingSquares(folder, 2)
    const flat = clips.map((clip) => ({ ...clip, boxes: Int32Array.of(0) }))
    const recipe = TokenizerRecipe.parse({ quantiser: 'vq', epochs: 1, clipsAnEpoch: 2, batch: 1, window: 1 })
    const at = tokenizerFolder(folder, 4)
    fs.mkdirSync(at, { recursive: true })
    const held = { train: flat, heldOut: flat }
    const made = await trainTokenizerRun(
      { id: 4, folder: at, recipe, backend: fast, clips: held },
      quietWork(),
    )
    expect(made.epochs[0]!.used).toBeLessThan(0.1)
    expect(made.warnings).toEqual([expect.stringMatching(/codes are used.*Add sources.*quantiser fsq/)])
  })

  it('for crops of another size is refused, and not listed', async () => {
    const recipe = TokenizerRecipe.parse({ quantiser: 'fsq' })
    const catalogue = path.join(folder, 'other size')
    const at = tokenizerFolder(catalogue, 1)
    fs.mkdirSync(at, { recursive: true })
    await saveState(at, freshState(recipe), { ...described, recipe }, 'x')
    expect(listTokenizers(catalogue)).toHaveLength(1)
    const file = path.join(at, 'tokenizer.safetensors')
    const bytes = fs.readFileSync(file).toString('latin1')
    fs.writeFileSync(file, Buffer.from(bytes.replace('"side":"64"', '"side":"32"'), 'latin1'))
    expect(() => readTokenizer(at)).toThrow('was trained on crops of 32 × 32 pixels; here they have 64 × 64')
    expect(listTokenizers(catalogue)).toEqual([])
  })

  it('is refused where a step would hold too many frames', () => {
    expect(TokenizerRecipe.safeParse({ batch: 64, window: 32 }).error!.message).toContain('smaller batch')
  })

  it('computes anew what was cut off', () => {
    const file = path.join(folder, 'features')
    fs.writeFileSync(file, Buffer.alloc(3 * 256 * 4))
    expect([hasFeatures(file, 3), hasFeatures(file, 4), hasFeatures(`${file}-none`, 3)]).toEqual([
      true,
      false,
      false,
    ])
  })
})

it('whole videos are held out; of one film, in whatever sources, the tracks that begin last', () => {
  const crops = (first: number): TrackCrops => ({ file: 'f', key: 'k', first, boxes: Int32Array.of(0) })
  const clip = (from: string, source: number, video: number, first: number, last: number, at: number) => ({
    from,
    source,
    video,
    first,
    last,
    crops: crops(at),
  })
  const many = Array.from({ length: 60 }, (_, i) => clip('set', 1, i >> 1, 0, 9, i))
  const film = Array.from({ length: 40 }, (_, i) =>
    clip('film', 2 + (i % 2), 98 + (i % 2), i * 10, i === 30 ? 390 : i * 10 + 5, 100 + i),
  )
  const { train, heldOut } = holdOut([...many, ...film], 42)
  const [learned, held] = [train, heldOut].map((part) => part.map(({ first }) => first)) as [
    number[],
    number[],
  ]
  expect(held.filter((at) => at < 100)).toHaveLength(10)
  for (const at of held.filter((first) => first < 100)) expect(held).toContain(at ^ 1)
  expect(held.filter((at) => at >= 100).sort()).toEqual([134, 135, 136, 137, 138, 139])
  // The one that goes on into that time is in neither part.
  expect(learned.filter((at) => at >= 100)).toEqual(
    Array.from({ length: 34 }, (_, i) => 100 + i).filter((at) => at !== 130),
  )
  // Where most go on to the end, there would be nothing else to learn from.
  const long = film.map((one) => ({ ...one, last: 390 }))
  expect(holdOut(long, 42).train).toHaveLength(34)
})
