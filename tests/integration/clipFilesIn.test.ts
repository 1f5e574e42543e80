import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { writeNpyHeader } from '../../src/main/engine/base/npy.ts'
import { drawSetClip, drawSetFrame } from '../../src/main/engine/synthesis/presets/presets.ts'
import { ClipImport } from '../../src/shared/contract/clipFiles.ts'
import { TransientsRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { clipFileEngine, foreignSet, pixelsOf, refusal, smallSet } from '../support/clipFiles.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const setUp = () => clipFileEngine(closing)

describe('a set that comes back', () => {
  it.each(['uint8', 'float32'] as const)('has the same pictures, kinds and tracks (%s)', async (type) => {
    const { make, write, read, catalogue, out, face } = setUp()
    const first = await make(smallSet)
    await write({ type })
    const job = await read(out)
    expect(job).toMatchObject({ state: 'done', result: { clips: 30, notes: [], kinds: { persistent: 12 } } })
    const second = Number(job.result['source'])
    const recipe = face.recipeOf(catalogue.sources.get(second)!)
    for (const index of [0, 7, 29]) {
      expect(Buffer.compare(drawSetClip(recipe, index), drawSetClip(smallSet, index))).toBe(0)
      expect(Buffer.compare(drawSetFrame(recipe, index, 3), drawSetFrame(smallSet, index, 3))).toBe(0)
    }
    const facts = (source: number) =>
      catalogue.videos.ofSource(source).map((video) => ({
        kind: video.clipKind,
        frames: video.frames,
        tracks: catalogue.tracks.ofVideo(video.id).map(({ number, truth, label, detections }) => ({
          number,
          truth,
          label,
          boxes: detections.length,
        })),
      }))
    expect(facts(second)).toEqual(facts(first))
    const rule = await face.brightPixels({ source: second })
    expect(rule.accuracy).toBe((await face.brightPixels({ source: first })).accuracy)
    expect((await face.report({ source: second })).outside).toBeNull()
  })

  it('tells when its file was changed or is gone', async () => {
    const { read, catalogue, folder, face } = setUp()
    const set = foreignSet(path.join(folder, 'theirs'))
    const job = await read(set)
    const recipe = face.recipeOf(catalogue.sources.get(Number(job.result['source']))!)
    expect(drawSetFrame(recipe, 1, 2).length).toBe(60)
    fs.appendFileSync(path.join(set, 'videos.npy'), 'x')
    expect(refusal(() => drawSetFrame(recipe, 1, 2)).message).toContain('it was changed since')
    fs.rmSync(set, { recursive: true })
    expect(refusal(() => drawSetFrame(recipe, 1, 2)).code).toBe('NOT_FOUND')
  })

  it('may have no list, and may count to 255 in floats; both are told', async () => {
    const { read, folder } = setUp()
    const set = foreignSet(path.join(folder, 'bare'), { metadata: null })
    expect((await read(set)).result['notes']).toEqual([expect.stringContaining('no metadata.json')])
    const floats = foreignSet(path.join(folder, 'floats'), { descr: '<f4', bytes: 1440 })
    const values = Float32Array.from({ length: 360 }, (_, i) => i % 256)
    fs.writeFileSync(
      path.join(floats, 'videos.npy'),
      Buffer.concat([writeNpyHeader('<f4', [2, 3, 4, 5, 3]), Buffer.from(values.buffer)]),
    )
    expect((await read(floats)).result['notes']).toEqual([expect.stringContaining('0 to 255')])
    values[185] = Number.NaN
    fs.writeFileSync(
      path.join(floats, 'videos.npy'),
      Buffer.concat([writeNpyHeader('<f4', [2, 3, 4, 5, 3]), Buffer.from(values.buffer.slice(0))]),
    )
    values.fill(Number.NaN)
    fs.writeFileSync(
      path.join(floats, 'videos.npy'),
      Buffer.concat([writeNpyHeader('<f4', [2, 3, 4, 5, 3]), Buffer.from(values.buffer)]),
    )
    expect(await read(floats)).toMatchObject({ state: 'failed', error: { message: /holds NaN in clip 0/ } })
  })

  it('may be larger than any memory: it is looked at, never loaded', async () => {
    const { read, folder, catalogue, face } = setUp()
    const place = path.join(folder, 'huge.npy')
    const [clips, bytes] = [1000, 100 * 400 * 400 * 3]
    const head = writeNpyHeader('|u1', [clips, 100, 400, 400, 3])
    fs.writeFileSync(place, head)
    fs.truncateSync(place, head.length + clips * bytes)
    const handle = fs.openSync(place, 'r+')
    fs.writeSync(handle, Buffer.alloc(480_000, 7), 0, 480_000, head.length + 999 * bytes + 99 * 480_000)
    fs.closeSync(handle)
    expect(fs.statSync(place).size).toBeGreaterThan(2 * os.totalmem() < 48e9 ? 2 * os.totalmem() : 47e9)
    const before = process.memoryUsage().rss
    const job = await read(place)
    expect(job).toMatchObject({ state: 'done', result: { clips: 1000, tracks: 0 } })
    const recipe = face.recipeOf(catalogue.sources.get(Number(job.result['source']))!)
    expect(drawSetFrame(recipe, 999, 99).every((value) => value === 7)).toBe(true)
    expect(drawSetFrame(recipe, 998, 0).every((value) => value === 0)).toBe(true)
    expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20)
  })

  it.each([
    ['another shape', { shape: [2, 3, 3, 4, 5] }, /shape \(2, 3, 3, 4, 5\); clips have/],
    ['too few axes', { shape: [30, 4, 3] }, /shape \(30, 4, 3\)/],
    ['another type', { descr: '<f8' }, /type <f8; clips are uint8/],
    ['another byte order', { descr: '>f4' }, /big-endian/],
    ['a file that was cut off', { bytes: 359 }, /is cut off: it should have 488 bytes and has 487/],
    ['a list of another length', { metadata: ['brief'] }, /tells of 1 clips, videos.npy holds 2/],
    ['a label that is none', { metadata: ['brief', 'pedestrian'] }, /Entry 1 of metadata.json/],
    ['more than any memory', { shape: [900_000, 25, 4000, 4000, 3] }, /is cut off/],
    ['no clips', { shape: [0, 3, 4, 5, 3] }, /holds no clips/],
  ])('is refused with %s', (_, change, message) => {
    const { face, folder, jobs } = setUp()
    const set = foreignSet(path.join(folder, 'bad'), change)
    const error = refusal(() => face.importClips(ClipImport.parse({ path: set })))
    expect(error.message).toMatch(message)
    expect(error.hint).not.toBe('')
    expect(jobs.list()).toEqual([])
  })

  it('is refused in Fortran order, as text, or where there is none', () => {
    const { face, folder } = setUp()
    const set = foreignSet(path.join(folder, 'fortran'))
    const file = path.join(set, 'videos.npy')
    const start = (name: string) => refusal(() => face.importClips(ClipImport.parse({ path: name }))).message
    fs.writeFileSync(
      file,
      fs.readFileSync(file, 'latin1').replace("'fortran_order': False", "'fortran_order': True "),
      'latin1',
    )
    expect(start(set)).toContain('Fortran order')
    fs.writeFileSync(file, 'a,b,c\n1,2,3\n')
    expect(start(set)).toContain('does not begin like one')
    expect(start(path.join(folder, 'nowhere'))).toContain('does not exist')
    expect(start(folder)).toContain('no videos.npy')
  })
})

const python = ['python3', process.env['TRACKSIEVE_PYTHON'] ?? 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import numpy']).status === 0,
)

describe.skipIf(!python)('numpy', () => {
  it('opens what is written, and what numpy writes is read', async () => {
    const { make, write, read, out, folder, catalogue, face } = setUp()
    const recipe = TransientsRecipe.parse({ preset: 'transients', count: 5 })
    await make(recipe)
    await write({ type: 'float32' })
    const script = `
import sys, json, hashlib, numpy as np
a = np.load(sys.argv[1] + '/videos.npy', mmap_mode='r')
u = np.rint(np.asarray(a) * 255).astype(np.uint8)
print(json.dumps([str(a.dtype), list(a.shape), float(a.max()), hashlib.sha256(u.tobytes()).hexdigest()]))
np.save(sys.argv[2], u)
`
    const theirs = path.join(folder, 'theirs.npy')
    const told = execFileSync(python!, ['-c', script, out, theirs], { encoding: 'utf8' })
    const hash = createHash('sha256').update(pixelsOf(recipe, 5)).digest('hex')
    expect(JSON.parse(told)).toEqual(['float32', [5, 32, 64, 64, 3], 1, hash])
    const job = await read(theirs)
    const source = catalogue.sources.get(Number(job.result['source']))!
    expect(Buffer.compare(drawSetClip(face.recipeOf(source), 4), drawSetClip(recipe, 4))).toBe(0)
  })
})
