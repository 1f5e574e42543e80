/**
 * How fast clips are drawn into memory: `node bench/generate.ts [SECONDS]`, by 1 and 2 worker threads, without noise and
 * with noise 0.1. The second table column counts processor time, which other programs on the machine do not change.
 */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { drawClip } from '../src/main/engine/synthesis/draw.ts'
import { clipBytes } from '../src/main/engine/synthesis/recipe.ts'
import { ClassicRecipe } from '../src/shared/contract/clipRecipe.ts'

interface Task {
  recipe: ClassicRecipe
  seconds: number
  first: number
  step: number
}

/** A batch that a training would take; drawn over when it is full. */
const batchClips = 32

/** Draws clips first, first + step, … and returns how many. */
function drawFor({ recipe, seconds, first, step }: Task): number {
  const bytes = clipBytes(recipe)
  const batch = new Uint8Array(bytes * batchClips)
  const end = performance.now() + seconds * 1000
  let clips = 0
  for (let index = first; performance.now() < end; index = (index + step) % 2500) {
    const at = (clips % batchClips) * bytes
    drawClip(recipe, index, batch.subarray(at, at + bytes))
    clips += 1
  }
  return clips
}

async function measure(recipe: ClassicRecipe, workers: number, seconds: number) {
  const run = (duration: number) =>
    Promise.all(
      pool.map(
        (worker, first) =>
          new Promise<number>((resolve, reject) => {
            worker.once('message', resolve)
            worker.once('error', reject)
            worker.postMessage({ recipe, seconds: duration, first, step: workers } satisfies Task)
          }),
      ),
    )
  const pool = Array.from(
    { length: workers },
    () => new Worker(fileURLToPath(import.meta.url), { workerData: 'draw' }),
  )
  await run(1)
  let peak = 0
  const sample = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
  const [started, busy] = [performance.now(), process.cpuUsage()]
  const clips = (await run(seconds)).reduce((sum, each) => sum + each, 0)
  const wall = (performance.now() - started) / 60_000
  const { user, system } = process.cpuUsage(busy)
  clearInterval(sample)
  await Promise.all(pool.map((worker) => worker.terminate()))
  return {
    minute: clips / wall,
    processorMinute: clips / ((user + system) / 60_000_000),
    peak: peak / 2 ** 20,
  }
}

if (isMainThread) {
  const seconds = Number(process.argv[2] ?? 5)
  const goal: Record<number, number> = { 0: 300_000, 0.1: 30_000 }
  const rows: Record<string, string | number>[] = []
  for (const view of ['xy', '3d_projection'] as const) {
    for (const noise of [0, 0.1]) {
      let one = 0
      for (const workers of [1, 2]) {
        const recipe = ClassicRecipe.parse({ preset: 'classic', view, noise })
        const { minute, processorMinute, peak } = await measure(recipe, workers, seconds)
        if (workers === 1) one = minute
        rows.push({
          view,
          noise,
          workers,
          'clips a minute': Math.round(minute),
          'a processor minute': Math.round(processorMinute),
          'of one worker': `${(minute / one).toFixed(2)} ×`,
          'of the goal (2 cores)': workers === 2 ? `${(minute / goal[noise]!).toFixed(2)} ×` : '',
          'peak MB': Math.round(peak),
        })
      }
    }
  }
  console.table(rows)
} else if (workerData === 'draw') {
  parentPort!.on('message', (task: Task) => parentPort!.postMessage(drawFor(task)))
}
