/**
 * Scoring a whole catalogue with preset track without survival, its regressions and trees: read, describe, compute, write.
 * node bench/scoreCatalogue.ts [tracks] [backend]
 */
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { createWorkers } from '../src/main/engine/jobs/workers.ts'
import { createRandom } from '../src/main/engine/base/random.ts'
import { columnsOf } from '../src/main/engine/learning/ensemble/columns.ts'
import type { Ensemble } from '../src/main/engine/learning/ensemble/ensemble.ts'
import { summedWidth } from '../src/main/engine/learning/ensemble/summed.ts'
import { stepWidth } from '../src/main/engine/learning/features/track/steps.ts'
import { trackWidth } from '../src/main/engine/learning/features/track/whole.ts'
import type { ModelDescription } from '../src/main/engine/learning/files/modelDescription.ts'
import { writeModel } from '../src/main/engine/learning/files/modelFile.ts'
import { buildPipeline } from '../src/main/engine/learning/model/presets.ts'
import { scoreCatalogue } from '../src/main/engine/learning/scoring/scoring.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'
import { temporaryCatalogue } from '../tests/support/catalogue.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { noPixels } from '../tests/support/pixels.ts'

const count = Number(process.argv[2] ?? 100_000)
const backend = (process.argv[3] ?? 'tensorflow') as Backend
const { catalogue, remove } = temporaryCatalogue()
const workers = createWorkers()
try {
  fillCatalogue(catalogue, count)
  const known = catalogue.runs.list()[0]!
  const run = catalogue.runs.add({ ...known, job: null })
  const modelFile = await aModel(path.join(catalogue.folder, 'bench.tracksieve-model'))
  const megabytes: number[] = []
  const watch = setInterval(() => megabytes.push(process.memoryUsage.rss() / 2 ** 20), 200)
  const [started, used] = [performance.now(), process.cpuUsage()]
  const scored = await scoreCatalogue(
    catalogue,
    { workers, crops: noPixels },
    { run, modelFile, backend },
    quietWork(),
  )
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(used)
  clearInterval(watch)
  const late = (from: number, to: number) =>
    Math.max(...megabytes.slice(Math.floor(from * megabytes.length), Math.ceil(to * megabytes.length)))
  const million = (seconds / scored) * 1e6
  console.table([
    {
      backend,
      tracks: scored,
      seconds: seconds.toFixed(1),
      'tracks/s': Math.round(scored / seconds),
      's for a million': million.toFixed(0),
      'processor s for a million': ((user + system) / scored).toFixed(0),
      'ratio to 60 s': (million / 60).toFixed(2),
      'MB first half': Math.round(late(0, 0.5)),
      'MB second half': Math.round(late(0.5, 1)),
    },
  ])
} finally {
  await workers.close()
  remove()
}

/** Fresh weights: how fast it scores does not depend on what it has learned. */
async function aModel(file: string): Promise<string> {
  const recipe = Recipe.parse({ preset: 'track', survival: false })
  const pipeline = buildPipeline(recipe)
  const even = (size: number) => ({
    mean: Array<number>(size).fill(0),
    deviation: Array<number>(size).fill(1),
  })
  const { inputDim, trackInputDim } = pipeline.parts.features
  const none = { videos: 0, labels: { persistent: 0, brief: 0, noise: 0, unsure: 0 } }
  const description: ModelDescription = {
    recipe,
    parameters: pipeline.size,
    normalisation: { ...even(inputDim), track: even(trackInputDim) },
    survivalPrior: null,
    threshold: 0.5,
    keep95: null,
    keep99: null,
    kindRule: { '1': 'noise', '2-3': 'noise', '4-10': 'noise', '11-30': 'brief', '31-': 'brief' },
    metrics: null,
    data: { fingerprint: '', labels: 0, counts: { train: none, validation: none, test: none }, sources: [] },
    bestEpoch: 1,
    trainedAt: '',
  }
  await writeModel(file, {
    description,
    pipeline,
    weights: pipeline.start(createRandom(1)),
    ensemble: anEnsemble(),
  })
  return file
}

/** As large as a fitted one. */
function anEnsemble(): Ensemble {
  const random = createRandom(2)
  const { all, own } = columnsOf('track')
  const weights = (inputs: number) => Float32Array.from({ length: 2 * inputs + 1 }, () => random.normal())
  const [trees, depth] = [100, 4]
  const width = summedWidth(stepWidth, trackWidth)
  return {
    all: weights(all.length),
    own: weights(own.length),
    trees: {
      depth,
      inputs: Int32Array.from({ length: trees * (2 ** depth - 1) }, () => random.integer(width)),
      thresholds: Float32Array.from({ length: trees * (2 ** depth - 1) }, () => random.normal()),
      leaves: Float32Array.from({ length: trees * 2 ** depth }, () => random.normal() / trees),
      start: 0,
    },
  }
}
