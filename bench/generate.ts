/**
 * How fast clips, and realistic tracks with their 64 × 64 crops, are drawn into memory: `node bench/generate.ts [SECONDS]`,
 * by 1 and 2 worker threads. A column counts processor time, which other programs on the machine change less.
 */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { drawClip } from '../src/main/engine/synthesis/draw.ts'
import { drawCrops } from '../src/main/engine/synthesis/presets/realistic/realistic.ts'
import { clipBytes } from '../src/main/engine/synthesis/recipe.ts'
import { ClassicRecipe, RealisticRecipe } from '../src/shared/contract/clipRecipe.ts'

interface Task {
  recipe: ClassicRecipe | RealisticRecipe
  seconds: number
  first: number
  step: number
}

/** A batch that a training would take; drawn over when it is full. */
const batchClips = 32

/** Draws clips first, first + step, … and returns how many; of realistic scenes, how many tracks. */
function drawFor({ recipe, seconds, first, step }: Task): number {
  const draw = recipe.preset === 'realistic' ? drawTracks(recipe) : drawClips(recipe)
  const end = performance.now() + seconds * 1000
  let drawn = 0
  for (let index = first; performance.now() < end; index = (index + step) % 2000) drawn += draw(index)
  return drawn
}

function drawClips(recipe: ClassicRecipe): (index: number) => number {
  const bytes = clipBytes(recipe)
  const batch = new Uint8Array(bytes * batchClips)
  let at = 0
  return (index) => {
    drawClip(recipe, index, batch.subarray(at, at + bytes))
    at = (at + bytes) % batch.length
    return 1
  }
}

const drawTracks = (recipe: RealisticRecipe) => (index: number) => drawCrops(recipe, index).tracks.length

async function measure(recipe: Task['recipe'], workers: number, seconds: number) {
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
  const drawn = (await run(seconds)).reduce((sum, each) => sum + each, 0)
  const wall = (performance.now() - started) / 60_000
  const { user, system } = process.cpuUsage(busy)
  clearInterval(sample)
  await Promise.all(pool.map((worker) => worker.terminate()))
  return {
    minute: drawn / wall,
    processorMinute: drawn / ((user + system) / 60_000_000),
    peak: peak / 2 ** 20,
  }
}

if (isMainThread) {
  const seconds = Number(process.argv[2] ?? 5)
  const sets = [
    ...(['xy', '3d_projection'] as const).flatMap((view) =>
      [0, 0.1].map((noise) => ({
        what: `classic ${view}, noise ${noise}`,
        recipe: ClassicRecipe.parse({ preset: 'classic', view, noise }),
        goal: noise === 0 ? 300_000 : 30_000,
      })),
    ),
    {
      what: 'realistic tracks with crops',
      recipe: RealisticRecipe.parse({ preset: 'realistic' }),
      goal: 60_000,
    },
  ]
  const rows: Record<string, string | number>[] = []
  for (const { what, recipe, goal } of sets) {
    let one = 0
    for (const workers of [1, 2]) {
      const { minute, processorMinute, peak } = await measure(recipe, workers, seconds)
      if (workers === 1) one = minute
      rows.push({
        what,
        workers,
        'a minute': Math.round(minute),
        'a processor minute': Math.round(processorMinute),
        'of one worker': `${(minute / one).toFixed(2)} ×`,
        'of the goal (2 cores)': workers === 2 ? `${(minute / goal).toFixed(2)} ×` : '',
        'peak MB': Math.round(peak),
      })
    }
  }
  console.table(rows)
} else if (workerData === 'draw') {
  parentPort!.on('message', (task: Task) => parentPort!.postMessage(drawFor(task)))
}
