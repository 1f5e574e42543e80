/**
 * Does looking at all tracks of a video at once pay? Preset `object` beside `track`, leave one group of scenes out, three
 * seeds: generated scenes of the presets `tracker` and `realistic`, and the real sequences where they are (hard: the hard
 * set; all: every sequence). The networks alone, unless the changes say { "ensemble": true }.
 * node bench/object.ts [tracker|realistic|hard|all] [BACKEND] [CHANGES OF BOTH as JSON] [SCENES] [CHANGES OF object as JSON]
 */
import type { TableTrack } from '../src/main/engine/learning/data/trackTable.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { type LabelledScene, realScenes } from './support/labelledScenes.ts'
import {
  type Judged,
  judgeAll,
  leaveOneOut,
  type Method,
  modelMethods,
  rivalMethod,
} from './support/leaveOneOut.ts'
import { figuresOf } from './support/realFigures.ts'

const [what = 'tracker', backend = 'wasm', change = '{}', scenes = '150', own = '{}'] = process.argv.slice(2)
const seeds = [1, 2, 3]
const settings = { ensemble: false, ...(JSON.parse(change) as RecipeInput) }

const methods = (preset: 'track' | 'object', changes: RecipeInput = {}): Method[] =>
  seeds.flatMap((seed) =>
    modelMethods(preset, Recipe.parse({ preset, seed, ...settings, ...changes }), backend as Backend),
  )

const groups = groupsOf(what)
if (groups.length === 0) console.log('The real sequences are not here: nothing to measure on.')
const all = [rivalMethod, ...methods('track'), ...methods('object', JSON.parse(own) as RecipeInput)]
const folds = leaveOneOut(groups)
for (const hidden of [false, true]) {
  console.log(`\n${what}: ${hidden ? 'scores hidden' : 'with scores'}; ${companyOf(groups)}`)
  const judged: Judged[] = []
  for (const method of all) {
    const started = performance.now()
    judged.push(...(await judgeAll(folds, [method], { hidden, first: null })))
    console.log(`${method.name}: ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  console.table(figuresOf(judged))
}

function groupsOf(set: string): LabelledScene[] {
  if (set === 'hard' || set === 'all') return realScenes(set)
  const tracks = generatedTracks(Number(scenes), 42, undefined, set as 'tracker' | 'realistic')
  return [0, 1, 2, 3].map((group) => ({
    name: `group ${group + 1}`,
    tracks: tracks.filter(({ video }) => video % 4 === group),
  }))
}

function companyOf(all: readonly LabelledScene[]): string {
  const counts = new Map<number, number>()
  for (const { video } of all.flatMap(({ tracks }): TableTrack[] => tracks))
    counts.set(video, (counts.get(video) ?? 0) + 1)
  const sorted = [...counts.values()].sort((a, b) => a - b)
  return `${sorted.length} videos of ${sorted[0]}–${sorted.at(-1)} tracks, median ${sorted[sorted.length >> 1]}`
}
