/**
 * Exported models run by onnxruntime: one track alone and 64 in one batch, 25 boxes each, beside the product's own backends,
 * features included on both sides where they are in the graph (phase1). node bench/onnx.ts [PRESET …]
 */
import type { InferenceSession } from 'onnxruntime-node'
import { quietWork } from '../src/main/engine/base/work.ts'
import { availableBackends, useBackend } from '../src/main/engine/learning/backends/backends.ts'
import { describeTable, normalise } from '../src/main/engine/learning/data/dataset.ts'
import { together } from '../src/main/engine/learning/ensemble/ensemble.ts'
import { meanOf, scoreSequences } from '../src/main/engine/learning/scoring/score.ts'
import { tableOf } from '../src/main/engine/learning/data/trackTable.ts'
import { onnxInputs, onnxModel, type OnnxModel } from '../tests/support/onnxModels.ts'
import { openOnnx, toFeeds } from '../tests/support/onnxRuntime.ts'
import { aTrack } from '../tests/support/tracks.ts'

const tracks = Array.from({ length: 64 }, (_, i) =>
  aTrack({ boxes: 25, x: i, y: 2 * i, vx: (i % 9) / 4, vy: (i % 5) / 4 }, { id: i + 1 }),
)
const presets = ['phase1', 'attention', 'track', 'live'] as const
const asked: string[] = process.argv.slice(2)
const described = new Map<OnnxModel, ReturnType<typeof describeTable>>()
const backends = (await availableBackends()).filter(({ id, state }) => state === 'found' && id !== 'cpu')
const rows = []
for (const preset of presets.filter((name) => asked.length === 0 || asked.includes(name))) {
  const made = await onnxModel({ preset }, tracks)
  const threads = [1, 2]
  const sessions = await Promise.all(threads.map((n) => openOnnx(made.file, n)))
  for (const count of [1, 64]) {
    const chosen = [...tracks.keys()].slice(0, count)
    const feeds = toFeeds(onnxInputs(made.model, tracks, chosen))
    const rounds = count === 1 ? 100 : 10
    const row: Record<string, string | number> = { preset, tracks: count }
    const times: number[] = []
    for (const [i, session] of sessions.entries()) {
      times.push(await median(() => run(session, feeds), rounds))
      row[`onnxruntime, ${threads[i]} thread(s), ms`] = times.at(-1)!.toFixed(3)
    }
    for (const { id } of backends) {
      await useBackend(id)
      const engine = await median(() => score(made, chosen), rounds)
      row[`${id} ms`] = engine.toFixed(3)
      row[`${id} ÷ onnxruntime`] = (engine / Math.min(...times)).toFixed(1)
    }
    rows.push(row)
  }
}
console.table(rows)

type Feeds = ReturnType<typeof toFeeds>

function run(session: InferenceSession, feeds: Feeds): Promise<unknown> {
  return session.run(feeds)
}

/** As scoreTracks does it; of presets that compare tracks what comes after the inputs, as in their ONNX file. */
async function score(made: OnnxModel, chosen: readonly number[]): Promise<number[]> {
  const { pipeline, description, weights, ensemble } = made.model
  const { features } = pipeline.parts
  const describe = () => {
    const all = describeTable(tableOf(features.needsScene ? tracks : chosen.map((i) => tracks[i]!)), features)
    normalise(all, description.normalisation)
    return all
  }
  const known = described.get(made) ?? describe()
  if (features.needsScene) described.set(made, known)
  const sequences = known.slice(0, chosen.length)
  const alone = await scoreSequences(pipeline, weights, sequences, quietWork())
  const steps = together(ensemble, description.recipe.features, sequences, alone)
  return steps.map(({ scores }) => meanOf(scores))
}

async function median(work: () => Promise<unknown>, rounds: number): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < rounds + 5; i += 1) {
    const from = performance.now()
    await work()
    if (i >= 5) times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!
}
