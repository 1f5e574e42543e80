/**
 * Does pretraining pay? AUROC on held-out scenes by number of labels: preset `pretrained` from a pretraining on other scenes
 * without their labels, the same from fresh weights, and preset `track`; three seeds, mean ± deviation. On generated scenes of
 * `tracker` and `realistic`, and on real tracks: one labelled scene left out, pretrained on the unlabelled sequences.
 * node bench/pretraining.ts [tracker|realistic|real|all] [FOLDER OF REAL TRACKS] [BACKEND] [SEEDS]
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createRandom, shuffle } from '../src/main/engine/base/random.ts'
import { quietWork } from '../src/main/engine/base/work.ts'
import { areaUnderCurve } from '../src/main/engine/learning/judging/metrics.ts'
import { pretrainedFile } from '../src/main/engine/learning/pretraining/pretrainedFile.ts'
import { pretrainRun } from '../src/main/engine/learning/pretraining/task.ts'
import { type TableTrack, tableOf } from '../src/main/engine/learning/data/trackTable.ts'
import { PretrainRecipe } from '../src/shared/contract/pretraining.ts'
import { Recipe } from '../src/shared/contract/recipe.ts'
import type { Backend } from '../src/shared/words.ts'
import { realSequences } from '../tests/support/realSequences.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { trainOn } from './support/trainOn.ts'

const [what = 'all', realFolder, backend = 'wasm', some = '1,2,3'] = process.argv.slice(2)
const seeds = some.split(',').map(Number)
const sizes = [20, 50, 100, 300]

/** Videos apart from each other: to pretrain on, to label, to judge on. */
interface Fold {
  pool: TableTrack[]
  train: TableTrack[]
  test: TableTrack[]
}

function generated(preset: 'tracker' | 'realistic', seed: number): Fold {
  const tracks = generatedTracks(preset === 'tracker' ? 60 : 200, 100 + seed, undefined, preset)
  const part = (third: number) => tracks.filter(({ video }) => video % 3 === third)
  return { pool: part(0), train: part(1), test: part(2) }
}

/** The three labelled scenes of the plain tracker, one left out; whole sequences without labels are the pool. */
function real(seed: number): Fold | null {
  const all = realSequences(realFolder)
  const hard = all.filter(({ name, labelled }) => labelled && /^(KITTI|TUD).*FRCNN$/.test(name))
  const pool = all.filter(({ labelled }) => !labelled)
  if (hard.length < 3 || pool.length < 2) return null
  const left = hard[(seed - 1) % hard.length]!
  const tracks = (some: typeof all) =>
    some.flatMap((one) =>
      [...one.tracks, ...one.ignored].map((track) => ({
        ...track,
        id: track.id + one.tracks[0]!.video * 1e6,
      })),
    )
  return { pool: tracks(pool), train: tracks(hard.filter((one) => one !== left)), test: tracks([left]) }
}

async function pretrainOn(pool: readonly TableTrack[], seed: number, folder: string): Promise<string> {
  const videos = shuffle([...new Set(pool.map(({ video }) => video))], createRandom(seed, 'held out'))
  const held = new Set(videos.slice(0, Math.ceil(videos.length * 0.15)))
  const unlabelled = pool.map((track) => ({ ...track, label: null }))
  const part = (is: boolean) => tableOf(unlabelled.filter(({ video }) => held.has(video) === is))
  const recipe = PretrainRecipe.parse({ seed })
  const input = { id: seed, folder, recipe, backend: backend as Backend, context: tableOf(unlabelled) }
  const made = await pretrainRun({ ...input, train: part(false), heldOut: part(true) }, quietWork())
  const [first, last] = [made.epochs[0]!, made.epochs.at(-1)!]
  console.log(
    `seed ${seed}: pretrained on ${made.tracks.train} tracks, held-out loss ${first.heldOut.toFixed(3)} → ${last.heldOut.toFixed(3)}; the mean of all ${made.rules.mean.toFixed(3)}, of the track's other steps ${made.rules.ownMean.toFixed(3)}`,
  )
  return pretrainedFile(folder)
}

/** The first labels, video after video, both sides among them. */
function labelledOf(train: readonly TableTrack[], seed: number, size: number): TableTrack[] | null {
  const labelled = shuffle(
    train.filter(({ label }) => label !== null),
    createRandom(seed, 'labels'),
  )
  if (labelled.length < size) return null
  const known = new Set(labelled.slice(0, size).map(({ id }) => id))
  return train.map((track) => (known.has(track.id) ? track : { ...track, label: null }))
}

async function judge(
  fold: Fold,
  seed: number,
  size: number,
  file: string,
): Promise<Record<string, number> | null> {
  const tracks = labelledOf(fold.train, seed, size)
  if (!tracks) return null
  const judged = fold.test.filter(({ label }) => label !== null)
  const isReal = judged.map(({ label }) => label === 'persistent')
  const auroc = async (recipe: Recipe, pretrained: string | null) => {
    const on = { tracks, validates: () => false, backend: backend as Backend, pretrained }
    const scores = await (await trainOn(recipe, on))(judged, fold.test)
    return areaUnderCurve({ scores, real: isReal }) ?? Number.NaN
  }
  const encoder = Recipe.parse({ preset: 'pretrained', seed, pretrained: null })
  return {
    pretrained: await auroc(encoder, file),
    'from fresh weights': await auroc(encoder, null),
    'preset track': await auroc(Recipe.parse({ preset: 'track', seed }), null),
  }
}

const meanAndSpread = (values: readonly number[]): string => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return `${mean.toFixed(3)} ± ${spread.toFixed(3)}`
}

async function measure(name: string, foldOf: (seed: number) => Fold | null): Promise<void> {
  console.log(`\n${name}`)
  const found = new Map<number, Record<string, number>[]>()
  for (const seed of seeds) {
    const fold = foldOf(seed)
    if (!fold) {
      console.log('The sequences are not here: nothing to measure on.')
      return
    }
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-pretraining-'))
    const file = await pretrainOn(fold.pool, seed, folder)
    for (const size of sizes) {
      const figures = await judge(fold, seed, size, file)
      if (!figures) continue
      found.set(size, [...(found.get(size) ?? []), figures])
      console.log(`seed ${seed}, ${size} labels: ${JSON.stringify(figures)}`)
    }
    fs.rmSync(folder, { recursive: true, force: true })
  }
  console.table(
    [...found].map(([labels, runs]) => ({
      labels,
      ...Object.fromEntries(
        Object.keys(runs[0]!).map((key) => [key, meanAndSpread(runs.map((run) => run[key]!))]),
      ),
      seeds: runs.length,
    })),
  )
}

for (const preset of ['tracker', 'realistic'] as const)
  if (what === preset || what === 'all') await measure(preset, (seed) => generated(preset, seed))
if (what === 'real' || what === 'all') await measure('real', real)
