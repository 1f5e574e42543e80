/** Scoring in halves, by two threads, is scoring. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { fitEnsemble } from '../../../src/main/engine/learning/ensemble/ensemble.ts'
import type { Model } from '../../../src/main/engine/learning/files/modelFile.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import {
  prepareTracks,
  scorePrepared,
  scoreTracks,
} from '../../../src/main/engine/learning/scoring/filter.ts'
import { packTracks, unpackTracks } from '../../../src/main/engine/learning/training/prepared.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'

const random = createRandom(4)

/** Tracks of 1 to 9 boxes in two videos. */
const table = tableOf(
  Array.from({ length: 40 }, (_, i) => ({
    id: i + 1,
    video: i % 2,
    frame: { width: 640, height: 480 },
    label: null,
    detections: Float32Array.from({ length: (1 + (i % 9)) * 6 }, (_, k) =>
      k % 6 === 0 ? k / 6 : 20 + random.between(0, 100) / (k % 6 === 5 ? 1000 : 1),
    ),
  })),
)

async function modelOf(preset: 'phase1' | 'track'): Promise<Model> {
  const recipe = Recipe.parse({ preset, survival: false })
  const pipeline = buildPipeline(recipe)
  const { inputDim, trackInputDim } = pipeline.parts.features
  const even = (size: number) => ({
    mean: new Array<number>(size).fill(0),
    deviation: new Array<number>(size).fill(1),
  })
  const normalisation = { ...even(inputDim), track: even(trackInputDim) }
  const description = { recipe, normalisation, survivalPrior: null }
  const model = { description, pipeline, weights: pipeline.start(random), ensemble: null } as unknown as Model
  if (preset === 'phase1') return model
  const { sequences } = prepareTracks(model, table, null, true)
  const real = sequences.map((_, i) => i % 3 === 0)
  return { ...model, ensemble: await fitEnsemble('track', { sequences, real }, 1, quietWork()) }
}

describe.each(['phase1', 'track'] as const)('tracks prepared for preset %s', (preset) => {
  it('score the same after their way between threads', async () => {
    await useBackend('cpu')
    const model = await modelOf(preset)
    const wanted = await scoreTracks(model, table, quietWork())
    const sent = structuredClone(packTracks(prepareTracks(model, table, null, true)))
    const got = await scorePrepared(model, unpackTracks(sent), table.offsets, quietWork())
    expect(got).toEqual(wanted)
    expect(new Set(got.scores).size).toBeGreaterThan(20)
  })

  it('may be none', async () => {
    await useBackend('cpu')
    const model = await modelOf(preset)
    const sent = packTracks(prepareTracks(model, tableOf([]), null, true))
    const got = await scorePrepared(model, unpackTracks(sent), Int32Array.of(0), quietWork())
    expect(got.scores).toHaveLength(0)
  })
})
