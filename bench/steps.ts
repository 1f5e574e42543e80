/** Time of a training step of preset phase1 (T = 25), in this thread. */
import { createRandom } from '../src/main/engine/base/random.ts'
import { useBackend } from '../src/main/engine/learning/backends/backends.ts'
import { pack } from '../src/main/engine/learning/model/batch.ts'
import { Dropout } from '../src/main/engine/learning/model/dropout.ts'
import { Adam } from '../src/main/engine/learning/training/optimiser.ts'
import { buildPipeline } from '../src/main/engine/learning/model/presets.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import { type Backend, backends } from '../src/shared/words.ts'

const steps = 25

/** Milliseconds that a step of 64 tracks may take; PyTorch takes 25–36 on two cores. */
const limits: Partial<Record<Backend, number>> = { tensorflow: 40, wasm: 180 }

/** Milliseconds: the median and the best of some steps, and processor time, which other programs disturb less. */
export async function stepTimes(only?: Backend, repeats = 20) {
  const rows = []
  for (const backend of only ? [only] : backends) {
    for (const tracks of [32, 64]) {
      const { detail } = await useBackend(backend)
      const times = await measureSteps(tracks, backend === 'cpu' ? 2 : repeats)
      const limit = tracks === 64 ? limits[backend] : undefined
      const ratio = limit ? (Number(times['median ms']) / limit).toFixed(2) : ''
      rows.push({ backend: detail, tracks, ...times, 'ratio to limit': ratio, MB: megabytes() })
    }
  }
  return rows
}

const megabytes = () => Math.round(process.resourceUsage().maxRSS / 2 ** 10)

async function measureSteps(tracks: number, repeats: number) {
  const random = createRandom(1)
  const pipeline = buildPipeline(Recipe.parse({}))
  const weights = pipeline.start(random)
  const adam = new Adam(pipeline.size)
  const { inputDim } = pipeline.parts.features
  const inputs = () => Float32Array.from({ length: steps * inputDim }, () => random.normal())
  const batch = pack(
    Array.from({ length: tracks }, () => ({ boxes: steps, inputs: inputs(), track: new Float32Array() })),
    inputDim,
  )
  const real = Array.from({ length: tracks }, (_, i) => i % 2 === 0)
  const dropout = new Dropout(0.1, 1, random)
  const step = async () =>
    adam.step(weights, (await pipeline.gradient(weights, batch, { real }, dropout)).gradient, 1e-3)
  // The first dozen are slower, while the engine still compiles; a training has hundreds.
  const warmUp = repeats < 10 ? 1 : 15
  for (let i = 0; i < warmUp; i += 1) await step()
  const [wall, processor]: [number[], number[]] = [[], []]
  for (let i = 0; i < repeats; i += 1) {
    const [before, used] = [performance.now(), process.cpuUsage()]
    await step()
    const { user, system } = process.cpuUsage(used)
    wall.push(performance.now() - before)
    processor.push((user + system) / 1000)
  }
  const sorted = wall.sort((a, b) => a - b)
  return {
    'median ms': sorted[Math.floor(repeats / 2)]!.toFixed(1),
    'best ms': sorted[0]!.toFixed(1),
    'processor ms': Math.min(...processor).toFixed(1),
  }
}
