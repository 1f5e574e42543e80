/**
 * How well do scores of preset `track` hold as probabilities on scenes that were held out? Three seeds; split by scene as the
 * product splits; raw, and as the product calibrates them. Error in ten bins of equal width; `chance` = what drawing other
 * scenes adds to it (bootstrap). tracker: N generated scenes, and 150 further ones; all: real scenes, each left out in turn.
 * node bench/calibration.ts [tracker|all] [N = 150] [generator's seed = 42]
 */
import { quietWork } from '../src/main/engine/base/work.ts'
import { useBackend } from '../src/main/engine/learning/backends/backends.ts'
import { intervalsOf, resample } from '../src/main/engine/learning/judging/bootstrap.ts'
import {
  calibrateAll,
  fitCalibration,
  type ScoredTrack,
} from '../src/main/engine/learning/judging/calibrate.ts'
import { describeTable, normalise } from '../src/main/engine/learning/data/dataset.ts'
import { boldness, fitEnsemble, together } from '../src/main/engine/learning/ensemble/ensemble.ts'
import { measure } from '../src/main/engine/learning/judging/metrics.ts'
import { prepare } from '../src/main/engine/learning/training/prepare.ts'
import { buildPipeline } from '../src/main/engine/learning/model/presets.ts'
import { meanOf, scoreSequences } from '../src/main/engine/learning/scoring/score.ts'
import { splitVideos } from '../src/main/engine/learning/data/split.ts'
import { type TableTrack, tableOf } from '../src/main/engine/learning/data/trackTable.ts'
import { train } from '../src/main/engine/learning/training/train.ts'
import { TrainingState } from '../src/main/engine/learning/training/trainingState.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { realScenes } from './support/labelledScenes.ts'

const [what = 'tracker', count = '150', generator = '42'] = process.argv.slice(2)
const isLabelled = ({ label }: TableTrack) => label !== null && label !== 'unsure'
await useBackend('wasm')
const rows: object[] = []
for (const seed of [1, 2, 3]) await (what === 'all' ? judgeReal(seed) : judgeGenerated(seed, Number(count)))
console.table(rows)

async function judgeGenerated(seed: number, scenes: number): Promise<void> {
  const all = generatedTracks(scenes + 150, Number(generator))
  const known = all.filter(({ video }) => video < scenes)
  const part = partsOf(known, seed)
  const score = await fit(
    known.filter((track) => part(track) !== 'test'),
    seed,
    (track) => part(track) === 'validation',
  )
  const inTest = known.filter((track) => part(track) === 'test')
  tell(`seed ${seed}: test part`, await score(inTest))
  tell(`seed ${seed}: further scenes`, await score(all.filter(({ video }) => video >= scenes)))
}

async function judgeReal(seed: number): Promise<void> {
  const scenes = realScenes('all')
  const together: Scored = { raw: [], calibrated: [] }
  for (const held of scenes) {
    const others = scenes.filter((scene) => scene !== held).flatMap(({ tracks }) => tracks)
    const part = partsOf(others, seed)
    const score = await fit(others, seed, (track) => part(track) === 'validation')
    const { raw, calibrated } = await score(held.tracks)
    together.raw.push(...raw)
    together.calibrated.push(...calibrated)
  }
  tell(`seed ${seed}: scenes left out`, together)
}

function partsOf(tracks: readonly TableTrack[], seed: number) {
  const labelled = tracks.filter(isLabelled).map(({ video, label }) => ({ video, label: label! }))
  const split = splitVideos(labelled, seed)
  return ({ video }: TableTrack) => split.get(video)
}

type Scored = Record<'raw' | 'calibrated', ScoredTrack[]>

/** Returns what scores the labelled ones of whole scenes. */
async function fit(tracks: readonly TableTrack[], seed: number, validates: (track: TableTrack) => boolean) {
  const recipe = Recipe.parse({ preset: 'track', seed })
  const pipeline = buildPipeline(recipe)
  const labelled = tracks.filter(isLabelled)
  const parts = labelled.map((track) => (validates(track) ? 'validation' : 'train'))
  const prepared = prepare({ recipe, table: tableOf(labelled), parts, context: tableOf(tracks) }, pipeline)
  const state = TrainingState.fresh(pipeline, recipe)
  await train(pipeline, recipe, prepared.data, state, { epoch() {}, checkpoint: async () => {} }, quietWork())
  const ensemble = recipe.ensemble
    ? await fitEnsemble(recipe.features, prepared.data.train, seed, quietWork())
    : null
  const score = async (some: readonly TableTrack[]): Promise<ScoredTrack[]> => {
    const own = some.filter(isLabelled)
    const sequences = describeTable(
      tableOf(own),
      pipeline.parts.features,
      prepared.survivalPrior,
      tableOf(some),
    )
    normalise(sequences, prepared.normalisation)
    const alone = await scoreSequences(pipeline, state.best, sequences, quietWork())
    const steps = together(ensemble, recipe.features, sequences, alone)
    return own.map(({ video, label }, i) => ({
      video,
      real: label === 'persistent',
      steps: steps[i]!.scores,
    }))
  }
  const videos = new Set(labelled.filter(validates).map(({ video }) => video))
  const validated = await score(tracks.filter(({ video }) => videos.has(video)))
  const calibration = fitCalibration(validated, ensemble ? boldness : 1)
  return async (some: readonly TableTrack[]): Promise<Scored> => {
    const raw = await score(some)
    return {
      raw,
      calibrated: raw.map((track) => ({ ...track, steps: calibrateAll(calibration, track.steps) })),
    }
  }
}

function tell(name: string, scored: Scored): void {
  const row: Record<string, string | number> = { on: name, tracks: scored.raw.length }
  row.scenes = new Set(scored.raw.map(({ video }) => video)).size
  for (const [how, tracks] of Object.entries(scored)) {
    const judged = { scores: tracks.map(({ steps }) => meanOf(steps)), real: tracks.map(({ real }) => real) }
    const { calibrationError, loss } = measure(judged, 0.5)
    const videos = tracks.map(({ video }) => video)
    const drawn = resample([{ id: 'it', judged, threshold: 0.5, probabilities: true }], videos)!
    const chance = intervalsOf(drawn, 'it', { calibrationError }).calibrationChance ?? 0
    row[how] = calibrationError!.toFixed(4)
    row[`${how}: chance`] = chance.toFixed(4)
    row[`${how}: loss`] = loss!.toFixed(4)
  }
  rows.push(row)
}
