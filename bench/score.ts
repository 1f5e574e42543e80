/** Scoring with preset phase1: many tracks in one batch, and one track alone, on each backend. node bench/score.ts [backend] */
import { createRandom } from '../src/main/engine/base/random.ts'
import { quietWork } from '../src/main/engine/base/work.ts'
import { availableBackends, useBackend } from '../src/main/engine/learning/backends/backends.ts'
import type { Sequence } from '../src/main/engine/learning/model/batch.ts'
import { buildPipeline } from '../src/main/engine/learning/model/presets.ts'
import { scoreSequences } from '../src/main/engine/learning/scoring/score.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'

const steps = 25
const random = createRandom(1)
const pipeline = buildPipeline(Recipe.parse({}))
const weights = pipeline.start(random)
const tracks = (count: number): Sequence[] =>
  Array.from({ length: count }, () => ({
    boxes: steps,
    track: new Float32Array(),
    inputs: Float32Array.from({ length: steps * 9 }, () => random.normal()),
  }))

const only = process.argv[2] as Backend | undefined
const here = (await availableBackends()).filter(
  ({ id, state }) => state === 'found' && (!only || id === only),
)
const rows = []
for (const { id, detail } of here) {
  await useBackend(id)
  const slow = id === 'cpu'
  const many = await best(slow ? 100 : 1000, slow ? 1 : 5)
  const one = await best(1, 20)
  rows.push({
    backend: detail,
    tracks: slow ? 100 : 1000,
    'ms (best)': many.ms.toFixed(0),
    'processor ms': many.processor.toFixed(0),
    'tracks/s': Math.round((slow ? 100 : 1000) / (many.ms / 1000)),
    'ratio to 100 ms': (many.ms / (slow ? 10 : 100)).toFixed(2),
    'one alone ms': one.ms.toFixed(2),
    'ratio to 2 ms': (one.ms / 2).toFixed(2),
    'MB at most': Math.round(process.resourceUsage().maxRSS / 1024),
  })
}
console.table(rows)

async function best(count: number, rounds: number) {
  const sequences = tracks(count)
  await scoreSequences(pipeline, weights, sequences, quietWork())
  let found = { ms: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY }
  for (let i = 0; i < rounds; i += 1) {
    const [before, used] = [performance.now(), process.cpuUsage()]
    await scoreSequences(pipeline, weights, sequences, quietWork())
    const { user, system } = process.cpuUsage(used)
    const ms = performance.now() - before
    if (ms < found.ms) found = { ms, processor: (user + system) / 1000 }
  }
  return found
}
