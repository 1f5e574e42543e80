/**
 * Sets in files: `node bench/clipFiles.ts [CLIPS] [FOLDER]`. The disk's own speed is measured in the same run, by writing
 * as many bytes of zeroes to the same folder, synced. And the size of a catalogue that holds the set as recipes.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { createEngine } from '../src/main/engine/createEngine.ts'
import { createWorkers } from '../src/main/engine/jobs/workers.ts'
import { exportSet } from '../src/main/engine/synthesis/npy/exportSet.ts'
import { GenerateRecipe } from '../src/shared/contract/clipRecipe.ts'

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

/** Bytes of a new catalogue's database after `classic` was generated into it and it was closed. */
async function catalogueBytes(): Promise<number> {
  const engine = await createEngine({ home: path.join(folder, 'home'), holder: 'bench' })
  const { workspace, generate, jobs } = engine.faces
  await workspace.routes.create({ folder: path.join(folder, 'classic') })
  await jobs.finished(generate.start({ recipe: GenerateRecipe.parse({ preset: 'classic' }) }).job)
  await engine.close()
  return fs.statSync(path.join(folder, 'classic.tracksieve', 'catalogue.sqlite')).size
}

try {
  console.log(`catalogue of classic: ${((await catalogueBytes()) / 1e6).toFixed(2)} MB (goal: below 3)`)
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
