/**
 * Preset `track` at size: a fit on 6,000 generated tracks with everything; scores of a catalogue of so many tracks (100 a
 * video, 12 boxes each) without survival, with real threads; one track alone.
 * node bench/trackScale.ts [TRACKS] [BACKEND]
 */
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { createWorkers } from '../src/main/engine/jobs/workers.ts'
import { scoreTracks } from '../src/main/engine/learning/scoring/filter.ts'
import { readModel } from '../src/main/engine/learning/files/modelFile.ts'
import { planTraining } from '../src/main/engine/learning/data/plan.ts'
import { trainRun } from '../src/main/engine/learning/training/run.ts'
import { modelFileOf } from '../src/main/engine/learning/training/runFolder.ts'
import { scoreCatalogue } from '../src/main/engine/learning/scoring/scoring.ts'
import { tableOf, type TableTrack } from '../src/main/engine/learning/data/trackTable.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'
import { temporaryCatalogue } from '../tests/support/catalogue.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { noPixels } from '../tests/support/pixels.ts'

const [tracks = '100000', backend = 'wasm'] = process.argv.slice(2)
const { catalogue, remove } = temporaryCatalogue()
const learned = generatedTracks(160).slice(0, 6000)

const fit = await timed(() => fitOn(learned, 'whole', {}))
const model = await readModel(modelFileOf(path.join(catalogue.folder, 'models', 'whole')))
const alone = tableOf([learned.find(({ detections }) => detections.length === 25 * 6) ?? learned[0]!])
for (let i = 0; i < 50; i += 1) await scoreTracks(model, alone, quietWork())
const one = await timed(async () => {
  for (let i = 0; i < 200; i += 1) await scoreTracks(model, alone, quietWork())
})

await fitOn(learned.slice(0, 1500), 'plain', { survival: false, epochs: 3 })
fillCatalogue(catalogue, Number(tracks))
const first = catalogue.runs.list()[0]!
const { id: _, ...record } = first
const run = catalogue.runs.add(record)
const workers = createWorkers()
const modelFile = modelFileOf(path.join(catalogue.folder, 'models', 'plain'))
const before = process.memoryUsage().rss
let most = before
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 200)
const scored = await timed(() =>
  scoreCatalogue(
    catalogue,
    { workers, crops: noPixels },
    { run, modelFile, backend: backend as Backend },
    quietWork(),
  ),
)
clearInterval(watching)
await workers.close()
remove()
console.table([
  { what: `fit on ${learned.length} tracks, survival included`, found: `${fit.toFixed(1)} s`, limit: '30 s' },
  {
    what: `scores of ${tracks} tracks of a catalogue, no survival`,
    found: `${scored.toFixed(1)} s`,
    limit: `${(60 * Number(tracks)) / 1e6} s`,
  },
  { what: 'memory added by it', found: `${Math.round((most - before) / 2 ** 20)} MB`, limit: '' },
  {
    what: 'one track of 25 boxes alone, with its inputs',
    found: `${(one * 5).toFixed(2)} ms`,
    limit: '2 ms',
  },
])

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function fitOn(some: TableTrack[], name: string, settings: RecipeInput): Promise<void> {
  const recipe = Recipe.parse({ preset: 'track', ...settings })
  const { split, counts } = planTraining(
    some.map(({ id, video, label }) => ({ id, video, source: 1, label: label! })),
    recipe.seed,
  )
  await trainRun(
    {
      folder: path.join(catalogue.folder, 'models', name),
      recipe,
      backend: backend as Backend,
      table: tableOf(some),
      context: null,
      parts: some.map(({ video }) => split.get(video)!),
      counts,
      sources: ['tracker'],
    },
    quietWork(),
  )
}
