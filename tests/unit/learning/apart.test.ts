/** Batches in parts that are computed beside each other: nothing of them is lost, and together they say what the whole says. */
import { describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { goalsOf } from '../../../src/main/engine/learning/data/aims.ts'
import { partsBeside } from '../../../src/main/engine/learning/graphs/settle.ts'
import { inParts } from '../../../src/main/engine/learning/model/apart.ts'
import { pack, type Sequence } from '../../../src/main/engine/learning/model/batch.ts'
import { Dropout } from '../../../src/main/engine/learning/model/dropout.ts'
import type { ModularTrackingPipeline } from '../../../src/main/engine/learning/model/pipeline.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import type { Backend } from '../../../src/shared/words.ts'
import { backendsHere } from '../../support/backends.ts'

vi.setConfig({ testTimeout: 60_000 })

const here = await backendsHere()
const models = {
  phase1: { preset: 'phase1', layers: 1 },
  multitask: { preset: 'multitask' },
  recurrent: { preset: 'track', sequence: 'recurrent', width: 8 },
} as const
type Name = keyof typeof models

// Long and short ones: some rows hold several tracks.
const lengths = Array.from({ length: 40 }, (_, i) => [25, 25, 12, 7, 3][i % 5]!)
const real = lengths.map((_, i) => i % 3 === 0)

function tracksFor(
  { parts: { features } }: ModularTrackingPipeline,
  seed: number,
  boxes = lengths,
): Sequence[] {
  const random = createRandom(seed, 'tracks')
  const some = (size: number) => Float32Array.from({ length: size }, () => random.normal())
  return boxes.map((n) => ({
    boxes: n,
    inputs: some(n * features.inputDim),
    track: some(features.trackInputDim),
    aims: { kind: Float32Array.of(n % 3), next: some(10) },
  }))
}

async function learn(pipeline: ModularTrackingPipeline, seed: number, dropout?: Dropout) {
  const sequences = tracksFor(pipeline, seed)
  const goal = { real, smoothing: 0.1, tasks: goalsOf(pipeline.parts.head.tasks, sequences) }
  const weights = pipeline.start(createRandom(2, 'weights'))
  const batch = pack(sequences, pipeline.parts.features.inputDim)
  return { ...(await pipeline.gradient(weights, batch, goal, dropout)), owner: batch.owner }
}

async function compute(name: Name, backend: Backend) {
  await useBackend(backend)
  const pipeline = buildPipeline(Recipe.parse(models[name]))
  const forward = vi.spyOn(pipeline, 'forward')
  const learned = await learn(pipeline, 1)
  return { ...learned, parts: forward.mock.calls.length }
}

describe.runIf(here.includes('tensorflow'))('on tensorflow', () => {
  it('every step and every track is in one part, where it was', async () => {
    await useBackend('tensorflow')
    const pipeline = buildPipeline(Recipe.parse(models.multitask))
    const { inputDim } = pipeline.parts.features
    const batch = pack(tracksFor(pipeline, 1), inputDim)
    const parts = inParts(batch)
    expect(parts).toHaveLength(partsBeside())
    const joined = <K extends 'inputs' | 'order'>(key: K) => parts.flatMap(({ batch: own }) => [...own[key]])
    expect(joined('inputs')).toEqual([...batch.inputs])
    expect(joined('order')).toEqual([...batch.order])
    expect(parts.flatMap(({ tracks }) => tracks).sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i))
    const owners = parts.flatMap(({ batch: own, tracks }) =>
      Array.from(own.owner, (owner) => (owner === 0 ? 0 : tracks[owner - 1]! + 1)),
    )
    expect(owners).toEqual([...batch.owner])
    const width = batch.tracks.length / lengths.length
    for (const { batch: own, tracks } of parts)
      tracks.forEach((track, i) => {
        expect(own.spans[i]!.boxes).toBe(lengths[track])
        expect(own.owner[own.spans[i]!.start]).toBe(i + 1)
        expect(own.tracks.slice(i * width, (i + 1) * width)).toEqual(
          batch.tracks.slice(track * width, (track + 1) * width),
        )
      })
  })

  it.each(Object.keys(models) as Name[])('the parts of %s say together what the whole says', async (name) => {
    const [whole, parts] = [await compute(name, 'wasm'), await compute(name, 'tensorflow')]
    expect([whole.parts, parts.parts]).toEqual([1, partsBeside()])
    parts.losses.forEach((loss, i) => expect(loss).toBeCloseTo(whole.losses[i]!, 5))
    // In padding a logit is that of any track.
    parts.logits.forEach((logit, i) => {
      if (whole.owner[i]! > 0) expect(Math.abs(logit - whole.logits[i]!)).toBeLessThan(1e-4)
    })
    const largest = whole.gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    expect(largest).toBeGreaterThan(1e-3)
    parts.gradient.forEach((one, i) =>
      expect(Math.abs(one - whole.gradient[i]!) / largest).toBeLessThan(1e-4),
    )
  })

  it('parts that are fed again give the bits of parts that are recorded', async () => {
    await useBackend('tensorflow')
    const compute = async (fresh: boolean) => {
      const dropout = new Dropout(0.2, 1, createRandom(3, 'places'))
      let pipeline = buildPipeline(Recipe.parse(models.phase1))
      const forward = vi.spyOn(pipeline, 'forward')
      const results = []
      for (const seed of [1, 2]) {
        if (fresh) pipeline = buildPipeline(Recipe.parse(models.phase1))
        results.push(await learn(pipeline, seed, dropout))
      }
      return { results, recorded: forward.mock.calls.length }
    }
    const [wanted, got] = [await compute(true), await compute(false)]
    expect(got.results).toEqual(wanted.results)
    expect(got.recorded).toBe(partsBeside())
    expect(got.results[0]!.loss).not.toBe(got.results[1]!.loss)
  })
})

// Both have 24 rows of 25 steps with a track each; in the second part the longest has 20 boxes, or 18.
it.each(here)('on %s parts with another longest track are no pass that was met before', async (backend) => {
  await useBackend(backend)
  const pipeline = buildPipeline(Recipe.parse({ preset: 'track' }))
  const weights = pipeline.start(createRandom(2, 'weights'))
  const losses = []
  for (const shorter of [20, 18, 20]) {
    const boxes = Array.from({ length: 24 }, (_, i) => (i < 12 ? 25 : shorter))
    const batch = pack(tracksFor(pipeline, 1, boxes), pipeline.parts.features.inputDim)
    losses.push((await pipeline.gradient(weights, batch, { real: boxes.map((_, i) => i % 2 === 0) })).loss)
  }
  expect(losses[2]).toBe(losses[0])
  expect(losses[1]).not.toBe(losses[0])
})

it.each(here.filter((backend) => backend !== 'tensorflow'))('on %s a batch stays whole', async (backend) => {
  await useBackend(backend)
  const pipeline = buildPipeline(Recipe.parse(models.phase1))
  const batch = pack(tracksFor(pipeline, 1), pipeline.parts.features.inputDim)
  expect(inParts(batch)).toEqual([{ batch, tracks: lengths.map((_, i) => i) }])
})
