/** Learning from pixels: crops of films and of clips, kept by content, and models trained on them. */
import fs from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CropReader } from '../../src/main/engine/base/cropFile.ts'
import { cropAround, cropSquare } from '../../src/main/engine/base/crops.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { cropFolder, cropsOf, makeRoom } from '../../src/main/engine/learning/pixels/cropCache.ts'
import { clipsOf } from '../../src/main/engine/learning/pixels/tokenizer/material.ts'
import type { TrackCrops } from '../../src/main/engine/learning/pixels/trackCrops.ts'
import { drawSetFrame } from '../../src/main/engine/synthesis/presets/presets.ts'
import { GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { TokenizerRecipe } from '../../src/shared/contract/tokenizers.ts'
import { addTracks, temporaryCatalogue } from '../support/catalogue.ts'
import { anyFfmpeg, films, plainDecode, temporaryFolder } from '../support/films.ts'
import { learningEngine } from '../support/learningEngine.ts'
import { mediaEngine } from '../support/mediaEngine.ts'
import type { Closing } from '../support/training.ts'

vi.setConfig({ testTimeout: 240_000 })

type Row = [number, number, number, number, number]
const frameBytes = 320 * 180 * 3
const settings = { boxes: 4, context: 1.5 }
const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const pixelsOf = ({ file, key, first, boxes }: TrackCrops): Uint8Array => {
  const reader = new CropReader(file, key)
  const pixels = reader.read(first, boxes.length)
  reader.close()
  return pixels
}

describe('crops of a film', () => {
  const boxes = [
    [3, 10, 20, 30, 40, 0.9],
    [4, -20, -5, 30, 40, 0.9],
    [90, 300, 170, 1, 1, 0.9],
    // The film has 200 frames.
    [900, 10, 20, 30, 40, 0.9],
  ]

  async function filmed() {
    const engine = mediaEngine()
    const folder = temporaryFolder()
    closing.push(
      () => fs.rmSync(folder, { recursive: true, force: true }),
      () => engine.close(),
    )
    const file = films['B-frames and long GOPs']!(await anyFfmpeg(), folder)
    const { video, tracks } = await engine.film(file, [{ detections: Float32Array.from(boxes.flat()) }])
    const crops = () => cropsOf(engine.catalogue, [video], settings, engine.media.crops, quietWork())
    return { engine, file, video, track: tracks[0]!, crops }
  }

  it('are those of the very frames, and of no frame that it does not have', async () => {
    const { engine, video, track, crops } = await filmed()
    const its = (await crops()).get(track)!
    expect([...its.boxes]).toEqual([0, 1, 2])
    const pixels = pixelsOf(its)
    const { film } = engine.catalogue.videos.get(video)!
    const raw = plainDecode(await anyFfmpeg(), film!.path, frameBytes)
    for (const [i, [frame, x, y, w, h]] of (boxes.slice(0, 3) as Row[]).entries()) {
      const rgb = raw[frame]!
      const wanted = cropAround({ width: 320, height: 180, rgb }, { x, y, w, h }, 64, settings.context)
      expect(pixels.subarray(i * 12288, (i + 1) * 12288)).toEqual(wanted.rgb)
    }
  })

  it('are cut once, and anew when what lies there belongs to another film', async () => {
    const { track, crops } = await filmed()
    const { file, key } = (await crops()).get(track)!
    const before = fs.statSync(file)
    const right = fs.readFileSync(file)
    await crops()
    expect(fs.statSync(file).ino).toBe(before.ino)
    fs.writeFileSync(file, Buffer.from(right.toString('latin1').replace(key, 'f'.repeat(32)), 'latin1'))
    await crops()
    expect(fs.readFileSync(file).equals(right)).toBe(true)
  })

  it('are refused when the film is gone, and nothing half-written stays', async () => {
    const { engine, file, crops } = await filmed()
    fs.rmSync(file)
    await expect(crops()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(fs.readdirSync(cropFolder(engine.catalogue))).toEqual([])
  })

  it('are refused when together they are larger than the cache', async () => {
    const { engine, video } = await filmed()
    const cut = cropsOf(engine.catalogue, [video], settings, engine.media.crops, quietWork(), {
      limit: 10_000,
    })
    await expect(cut).rejects.toMatchObject({
      code: 'VALIDATION',
      hint: expect.stringContaining('fewer boxes') as string,
    })
  })
})

it('the cache lets go of what was unused for longest, and never of what is needed', () => {
  const folder = temporaryFolder()
  closing.push(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, age: number) => {
    const at = `${folder}/${name}`
    fs.writeFileSync(at, Buffer.alloc(100))
    fs.utimesSync(at, 1000 - age, 1000 - age)
    return at
  }
  const [oldest, middle, newest] = [file('a', 30), file('b', 20), file('c', 10)]
  makeRoom(folder, new Set([oldest]), 150)
  expect([oldest, middle, newest].map((at) => fs.existsSync(at))).toEqual([true, false, true])
})

describe('from pixels alone', () => {
  async function realistic(count: number) {
    const { catalogue, remove } = temporaryCatalogue()
    const engine = learningEngine(catalogue, 'wasm')
    closing.push(remove, engine.close)
    const recipe = { preset: 'realistic', count, cameras: 1, width: 640, height: 360 } as const
    await engine.generate(recipe, 'scenes')
    return { engine, catalogue, recipe: GenerateRecipe.parse(recipe) }
  }

  it('crops of clips are those of their drawn frames', async () => {
    const { engine, catalogue, recipe } = await realistic(2)
    const video = catalogue.videos.list()[1]!
    const crops = await cropsOf(catalogue, [video.id], settings, engine.crops, quietWork())
    const track = catalogue.tracks.ofVideo(video.id)[0]!
    const its = crops.get(track.id)!
    its.boxes.forEach((box, i) => {
      const [frame, x, y, w, h] = track.detections.subarray(box * 6) as unknown as number[]
      const rgb = drawSetFrame(recipe, video.clipIndex!, frame!)
      const wanted = cropAround({ width: 640, height: 360, rgb }, { x: x!, y: y!, w: w!, h: h! }, 64, 1.5)
      expect(pixelsOf(its).subarray(i * 12288, (i + 1) * 12288)).toEqual(wanted.rgb)
    })
  })

  it('preset cnn learns, scores and evaluates; hybrid takes both', async () => {
    const { engine, catalogue } = await realistic(10)
    for (const preset of ['cnn', 'hybrid'] as const) {
      const pixels = { ...Recipe.parse({ preset }).pixels!, boxes: 2 }
      const recipe = Recipe.parse({ preset, epochs: 6, batch: 8, pixels, dropout: 0.1, averaging: 0 })
      const { job, run } = await engine.learning.train({ recipe, backend: null })
      const ended = await engine.jobs.finished(job)
      expect(ended.error).toBeNull()
      const { test, baselines } = engine.learning.run({ run })
      expect(test!.auroc).toBeGreaterThan(0.95)
      const bright = baselines.find(({ id, unit }) => id === 'bright-pixels' && unit === 'track')
      expect(bright!.metrics!.n).toBe(test!.n)
      expect(catalogue.predictions.unscored(run)).toBe(0)
    }
  })

  it('preset magvit looks with a tokenizer that was trained before, and refuses without one', async () => {
    const { engine, catalogue } = await realistic(10)
    const recipe = Recipe.parse({ preset: 'magvit', epochs: 8, batch: 8, dropout: 0.1, averaging: 0 })
    await expect(engine.learning.train({ recipe, backend: null })).rejects.toMatchObject({
      code: 'VALIDATION',
      message: 'There is no trained tokenizer.',
    })
    const [seen] = catalogue.tracks.ofVideo(catalogue.videos.list()[0]!.id)
    const look = (track: number) => engine.tokenizers.look({ tokenizer: null, track })
    await expect(look(seen!.id)).rejects.toThrow('No tokenizer was trained')
    const short = TokenizerRecipe.parse({
      quantiser: 'fsq',
      boxes: 4,
      epochs: 2,
      clipsAnEpoch: 8,
      batch: 4,
      window: 2,
    })
    const { job, tokenizer } = engine.tokenizers.train({ recipe: short, backend: null })
    expect((await engine.jobs.finished(job)).error).toBeNull()
    expect(engine.tokenizers.list()[0]!.epochs).toHaveLength(2)
    const looked = await look(seen!.id)
    expect(looked).toMatchObject({ tokenizer, media: `looked-${tokenizer}-${seen!.id}` })
    expect(looked.boxes.length).toBeGreaterThan(0)
    expect(looked.psnr).toBeGreaterThan(0)
    const png = Buffer.from(engine.tokenizers.picture(tokenizer, seen!.id)!)
    // Width and height as the head of a PNG has them: crops side by side, their reconstructions below.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([looked.boxes.length * 64, 128])
    expect(engine.tokenizers.picture(tokenizer, null)!.length).toBeGreaterThan(1000)
    const trained = await engine.learning.train({ recipe, backend: null })
    expect((await engine.jobs.finished(trained.job)).error).toBeNull()
    const run = engine.learning.run({ run: trained.run })
    expect(run.recipe.pixels!.tokenizer).toBe(tokenizer)
    expect(run.test!.auroc).toBeGreaterThan(0.9)
    expect(catalogue.predictions.unscored(trained.run)).toBe(0)
    const both = Recipe.parse({ preset: 'hybrid', epochs: 2, pixels: { ...recipe.pixels!, tokenizer: null } })
    const hybrid = await engine.learning.train({ recipe: both, backend: null })
    expect((await engine.jobs.finished(hybrid.job)).error).toBeNull()
    const [blind] = addTracks(catalogue, 1).ids
    await expect(look(blind!)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA' })
    await expect(look(9999)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('a tokenizer learns from whole clips too, each covered by squares, and is looked with as any other', async () => {
    const { engine, catalogue, recipe } = await realistic(3)
    const short = TokenizerRecipe.parse({
      material: 'clips',
      boxes: 5,
      epochs: 1,
      clipsAnEpoch: 8,
      batch: 4,
      window: 2,
    })
    const clips = await clipsOf(catalogue, short, engine.crops, quietWork())
    const video = catalogue.videos.list()[1]!
    const own = clips.filter((clip) => clip.video === video.id)
    // Two squares of 360 cover 640 pixels.
    expect(own).toHaveLength(2 * Math.floor(video.frames / 5))
    const right = own.filter(({ first }) => first === own.at(-1)!.first)[1]!
    expect(right.last).toBe(video.frames - 1)
    const rgb = drawSetFrame(recipe, video.clipIndex!, right.first)
    const wanted = cropSquare({ width: 640, height: 360, rgb }, { left: 280, top: 0, side: 360 }, 64)
    expect(pixelsOf(right.crops).subarray(0, 12288)).toEqual(wanted.rgb)
    const { job } = engine.tokenizers.train({ recipe: short, backend: null })
    expect((await engine.jobs.finished(job)).error).toBeNull()
    const [made] = engine.tokenizers.list()
    expect(made!.clips.train).toBeGreaterThan(made!.clips.heldOut)
    const [seen] = catalogue.tracks.ofVideo(video.id)
    expect((await engine.tokenizers.look({ tokenizer: null, track: seen!.id })).psnr).toBeGreaterThan(10)
  })

  it('tracks without pictures are refused with what to do', async () => {
    const { engine, catalogue } = await realistic(8)
    addTracks(catalogue, 3, { label: 'persistent' })
    const { job } = await engine.learning.train({ recipe: Recipe.parse({ preset: 'cnn' }), backend: null })
    const { error } = await engine.jobs.finished(job)
    expect(error).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('has no pictures') as string,
    })
    expect(error!.hint).toContain('together with its film')
  })
})
