import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import { exportSet, type RunPixels } from '../../src/main/engine/synthesis/npy/exportSet.ts'
import { writePixels } from '../../src/main/engine/synthesis/npy/pixels.ts'
import { ClipExport } from '../../src/shared/contract/clipFiles.ts'
import { clipFileEngine, pixelsOf, refusal, smallSet } from '../support/clipFiles.ts'
import { aRecipe } from '../support/clips.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const setUp = (workers?: Workers) => clipFileEngine(closing, workers)
/** Writes as much as goes into a file. */
function fill(file: string, bytes: number): void {
  const handle = fs.openSync(file, 'w')
  try {
    for (let done = 0; done < bytes; ) done += fs.writeSync(handle, Buffer.alloc(1 << 20))
  } catch {
    // The other writer was faster: the disk is full.
  } finally {
    fs.closeSync(handle)
  }
}
const list = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>[]

describe('a set as files', () => {
  it('holds the very pixels of its recipe, the published label, and the tracks', async () => {
    const { make, write, out, catalogue } = setUp()
    const source = await make(smallSet)
    const job = await write({})
    expect(job).toMatchObject({ state: 'done', result: { path: out, clips: 30, type: 'uint8' } })
    const bytes = fs.readFileSync(path.join(out, 'videos.npy'))
    const pixels = pixelsOf(smallSet, 30)
    expect(bytes.subarray(bytes.length - pixels.length).equals(pixels)).toBe(true)
    expect(bytes.subarray(0, bytes.length - pixels.length).toString('latin1')).toContain(
      "{'descr': '|u1', 'fortran_order': False, 'shape': (30, 6, 32, 32, 3), }",
    )
    const entries = list(path.join(out, 'metadata.json'))
    const videos = catalogue.videos.ofSource(source)
    expect(entries.map(({ label }) => label)).toEqual(videos.map(({ clipKind }) => clipKind))
    expect(entries.map(({ tracks }) => (tracks as unknown[]).length)).toEqual(
      videos.map(({ tracks }) => tracks),
    )
    expect(JSON.parse(fs.readFileSync(path.join(out, 'summary.json'), 'utf8'))).toMatchObject({
      total_clips: 30,
      kinds: { persistent: 12, brief: 12, noise: 3, mixed: 3 },
      shape: [30, 6, 32, 32, 3],
      recipe: smallSet,
    })
    expect(fs.readdirSync(path.dirname(out))).toEqual(['set'])
  })

  it('is the same for 1, 2 and 4 threads, and after cancels', async () => {
    const hashes = new Set<string>()
    for (const threads of [1, 2, 4]) {
      const { make, write, out, jobs, face } = setUp(createWorkers(threads))
      await make(aRecipe({ size: 64, count: 300 }))
      const { job } = face.exportClips(ClipExport.parse({ out }))
      for await (const event of jobs.watch()) {
        if (event.type !== 'progress') continue
        jobs.cancel(job)
        break
      }
      expect((await jobs.finished(job)).state).toBe('cancelled')
      expect(fs.readdirSync(path.dirname(out))).toEqual([])
      expect((await write({})).state).toBe('done')
      hashes.add(
        createHash('sha256')
          .update(fs.readFileSync(path.join(out, 'videos.npy')))
          .digest('hex'),
      )
    }
    expect(hashes.size).toBe(1)
  })

  it('goes on behind what a killed export has written, and notices when that is damaged', async () => {
    const { make, write, out, folder, face, jobs } = setUp()
    await make(smallSet)
    const written: object[] = []
    // As a killed engine leaves it: some clips, and the count of them.
    await write({})
    const part = path.join(folder, '.set.part')
    fs.renameSync(out, part)
    fs.truncateSync(path.join(part, 'videos.npy'), 128 + 17 * 6 * 32 * 32 * 3)
    const key = createHash('sha256')
      .update(JSON.stringify({ recipe: smallSet, clips: 30, type: 'uint8' }))
      .digest('hex')
    const note = () => fs.writeFileSync(path.join(part, 'progress.json'), JSON.stringify({ key, done: 17 }))
    note()
    const { job } = face.exportClips(ClipExport.parse({ out }))
    for await (const event of jobs.watch()) {
      if (event.type === 'progress') written.push(event.progress)
      if (event.type === 'state' && event.job.state === 'done') break
    }
    expect((await jobs.finished(job)).state).toBe('done')
    expect(written[0]).toMatchObject({ phase: 'writing', done: 17 })
    const bytes = fs.readFileSync(path.join(out, 'videos.npy'))
    expect(bytes.subarray(128).equals(pixelsOf(smallSet, 30))).toBe(true)

    fs.renameSync(out, part)
    const handle = fs.openSync(path.join(part, 'videos.npy'), 'r+')
    fs.writeSync(handle, Buffer.from([1, 2, 3]), 0, 3, 3000)
    fs.closeSync(handle)
    note()
    expect(await write({})).toMatchObject({
      state: 'failed',
      error: { message: /Clip 0 in the file is not the one/ },
    })
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('asks before it replaces, and never replaces what is no set', async () => {
    const { make, write, out, folder, face } = setUp()
    await make(aRecipe({ size: 32, frames: 4, count: 4 }))
    await write({})
    expect(refusal(() => face.exportClips(ClipExport.parse({ out }))).message).toContain('exists already')
    expect((await write({ replace: true, type: 'float32' })).state).toBe('done')
    fs.writeFileSync(path.join(out, 'diary.txt'), 'mine')
    expect(refusal(() => face.exportClips(ClipExport.parse({ out, replace: true }))).message).toContain(
      'diary.txt',
    )
    expect(fs.readdirSync(folder)).toEqual(['set'])
  })

  it('must say which, where the catalogue holds several', async () => {
    const { make, face } = setUp()
    expect(refusal(() => face.exportClips(ClipExport.parse({}))).message).toContain('no set of clips')
    await make(aRecipe({ count: 2 }))
    await make(aRecipe({ count: 3 }))
    expect(refusal(() => face.exportClips(ClipExport.parse({}))).message).toContain('2 sets of clips')
    expect(face.exportPlan(ClipExport.parse({ source: 2 }))).toMatchObject({ clips: 3 })
  })

  it('is refused before it begins where the disk is too smallSet, and leaves nothing where it fills up', async () => {
    const { folder, out } = setUp()
    const set = {
      recipe: smallSet,
      type: 'uint8' as const,
      out,
      replace: false,
      metadata: () => [],
      summary: {},
    }
    const none = async () => expect.unreachable()
    await expect(exportSet({ ...set, clips: 1_000_000_000 }, none, quietWork())).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/needs 17166\.1 GiB; .* has [\d.]+ GiB left/) as string,
    })
    let shards = 0
    const fillsUp: RunPixels = async (_, range) => {
      if ((shards += 1) === 3) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      await writePixels(range, quietWork())
    }
    const large = { ...smallSet, size: 512, frames: 25 }
    await expect(exportSet({ ...set, recipe: large, clips: 30 }, fillsUp, quietWork())).rejects.toMatchObject(
      { code: 'ENOSPC' },
    )
    expect(shards).toBeGreaterThan(2)
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('says that the disk is full where a real one fills up while it writes, and leaves nothing there', async ({
    skip,
  }) => {
    const { make, folder, face, jobs } = setUp()
    await make(aRecipe({ count: 100 }))
    const disk = path.join(folder, 'disk')
    fs.mkdirSync(disk)
    const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk])
    if (mounted.status !== 0) skip('this machine lets nobody mount a small disk')
    try {
      const { job } = face.exportClips(ClipExport.parse({ out: path.join(disk, 'set') }))
      for await (const event of jobs.watch()) {
        if (event.type !== 'progress') continue
        fill(path.join(disk, 'of another program'), 100 << 20)
        break
      }
      expect(await jobs.finished(job)).toMatchObject({
        state: 'failed',
        error: { code: 'DISK_FULL', hint: expect.stringMatching(/free some space/i) as string },
      })
      expect(fs.readdirSync(disk)).toEqual(['of another program'])
    } finally {
      spawnSync('/bin/umount', [disk])
    }
  })
})
