/**
 * Sets in files, and realistic tracks with their crops: `node bench/clipFiles.ts [CLIPS] [FOLDER]`. The disk's own speed
 * is measured in the same run, by writing as many bytes of zeroes to the same folder, synced.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { createWorkers } from '../src/main/engine/jobs/workers.ts'
import { exportSet } from '../src/main/engine/synthesis/npy/exportSet.ts'
import { drawCrops } from '../src/main/engine/synthesis/presets/realistic/realistic.ts'
import { GenerateRecipe, RealisticRecipe } from '../src/shared/contract/clipRecipe.ts'

const clips = Number(process.argv[2] ?? 2500)
const folder = fs.mkdtempSync(path.join(process.argv[3] ?? os.tmpdir(), 'tracksieve-bench-'))
const mebibytes = (bytes: number, seconds: number) => Math.round(bytes / 2 ** 20 / seconds)

function diskSpeed(bytes: number): number {
  const file = path.join(folder, 'zeroes')
  const block = Buffer.alloc(4 << 20)
  const started = performance.now()
  const handle = fs.openSync(file, 'w')
  for (let done = 0; done < bytes; done += block.length) fs.writeSync(handle, block)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  const seconds = (performance.now() - started) / 1000
  fs.rmSync(file)
  return mebibytes(bytes, seconds)
}

function crops(seconds: number): number {
  const recipe = RealisticRecipe.parse({ preset: 'realistic' })
  const started = performance.now()
  let tracks = 0
  for (let index = 0; performance.now() - started < seconds * 1000; index += 1)
    tracks += drawCrops(recipe, index % 2000).tracks.length
  return Math.round((tracks * 60_000) / (performance.now() - started))
}

try {
  crops(1)
  console.log(`realistic tracks with crops, a minute, one core: ${crops(5)} (goal on two: 60,000)`)
  const rows: Record<string, string | number>[] = []
  for (const threads of [1, 2]) {
    const workers = createWorkers(threads)
    const recipe = GenerateRecipe.parse({ preset: 'classic', count: clips })
    let peak = 0
    const sample = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
    let [writtenAt, started] = [0, performance.now()]
    const work = {
      ...quietWork(),
      progress({ phase }: { phase: string }) {
        if (phase === 'verifying' && writtenAt === 0) writtenAt = performance.now()
      },
    }
    const files = { recipe, clips, type: 'uint8' as const, out: path.join(folder, 'set'), replace: true }
    started = performance.now()
    const { bytes } = await exportSet(
      { ...files, metadata: () => [], summary: {} },
      (task, range) => workers.run('draw', `synthesis.${task}`, range, quietWork()),
      work,
    )
    const ended = performance.now()
    clearInterval(sample)
    await workers.close()
    const disk = diskSpeed(bytes)
    const written = mebibytes(bytes, (writtenAt - started) / 1000)
    rows.push({
      threads,
      'written, synced, MiB/s': written,
      'disk itself, MiB/s': disk,
      'of the disk': (written / disk).toFixed(2),
      'verified, MiB/s': mebibytes(bytes, (ended - writtenAt) / 1000),
      'peak MB': Math.round(peak / 2 ** 20),
    })
  }
  console.table(rows)
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
