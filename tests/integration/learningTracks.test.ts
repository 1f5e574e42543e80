/** Preset `track` on a catalogue: tracks are judged among all tracks of their video, labelled or not. */
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { scoreCatalogue } from '../../src/main/engine/learning/scoring/scoring.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { noPixels } from '../support/pixels.ts'
import { type Closing, clipLearning } from '../support/training.ts'

vi.setConfig({ testTimeout: 300_000 })

const closing: Closing = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const close = (found: number, wanted: number) => expect(found).toBeCloseTo(wanted, 4)

it('gives the same scores in the catalogue, anew after some were lost, and from its model file', async () => {
  const engine = await clipLearning(closing, 'wasm')
  const { catalogue } = engine
  await engine.generate({ preset: 'tracker', count: 12, frames: 40 }, 'scenes')
  const scenes = catalogue.sources.list().find(({ name }) => name === 'scenes')!.id
  // Half of the tracks lose their label; they still are what the others are compared with.
  const all = [...catalogue.tracks.each({ labelled: false, sources: [scenes] })]
  catalogue.labels.set(
    all.filter((_, i) => i % 2 === 0).map(({ id }) => id),
    null,
    'tester',
    'bulk',
  )
  const recipe = Recipe.parse({ preset: 'track', epochs: 4, sources: [scenes] })
  const { job, run } = await engine.learning.train({ recipe, backend: null })
  expect((await engine.jobs.finished(job)).state).toBe('done')
  expect(engine.learning.run({ run })).toMatchObject({ parameters: 16_577, bestEpoch: 4 })
  const scoreOf = (id: number) => catalogue.predictions.get(run, id)!.score
  const before = new Map(all.map(({ id }) => [id, scoreOf(id)]))
  expect(new Set(before.values()).size).toBeGreaterThan(all.length / 2)

  const file = path.join(catalogue.folder, 'models', `run-${run}`, 'model.tracksieve-model')
  const placed = all.map(({ id, video, detections }) => {
    const { width, height } = catalogue.videos.get(video)!
    return { id, video, detections, frame: { width, height } }
  })
  const scores = await engine.learning.scoreTracks(file, placed, quietWork())
  placed.forEach(({ id }, i) => close(scores[i]!, before.get(id)!))

  // A second run of the same model has scores of a few tracks only: the others come out as before.
  const { id: _, ...record } = catalogue.runs.get(run)!
  const again = catalogue.runs.add(record)
  const known = all.filter((_, i) => i % 3 === 0).map(({ id }) => catalogue.predictions.get(run, id)!)
  catalogue.predictions.write(again, known)
  const input = { run: again, modelFile: file, backend: 'wasm' as const }
  await scoreCatalogue(catalogue, { workers: engine.workers, crops: noPixels }, input, quietWork())
  for (const { id } of all) close(catalogue.predictions.get(again, id)!.score, before.get(id)!)
})
