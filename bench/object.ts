/**
 * Does looking at all tracks of a video at once pay? Preset `object` beside `track`, leave one group of scenes out, three
 * seeds, with the ensemble and the networks alone: generated scenes of the presets `tracker` and `realistic`, and the real
 * sequences where they are (hard: the hard set; all: every sequence).
 * node bench/object.ts [tracker|realistic|hard|all] [BACKEND] [CHANGES OF preset object as JSON] [SCENES]
 */
import type { TableTrack } from '../src/main/engine/learning/trackTable.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import type { Backend } from '../src/shared/words.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { type LabelledScene, realScenes } from './support/labelledScenes.ts'
import { judgeAll, leaveOneOut, type Method, modelMethods, rivalMethod } from './support/leaveOneOut.ts'
import { figuresOf } from './support/realFigures.ts'

const [what = 'tracker', backend = 'wasm', change = '{}', scenes = '150'] = process.argv.slice(2)
const seeds = [1, 2, 3]
const settings = JSON.parse(change) as RecipeInput

const methods = (preset: 'track' | 'object', changes: RecipeInput = {}): Method[] =>
  seeds.flatMap((seed) =>
    modelMethods(preset, Recipe.parse({ preset, seed, ...changes }), backend as Backend),
  )

const groups = groupsOf(what)
if (groups.length === 0) console.log('The real sequences are not here: nothing to measure on.')
for (const hidden of [false, true]) {
  console.log(`\n${what}: ${hidden ? 'scores hidden' : 'with scores'}; ${companyOf(groups)}`)
  const all = [rivalMethod, ...methods('track'), ...methods('object', settings)]
  console.table(figuresOf(await judgeAll(leaveOneOut(groups), all, { hidden, first: null })))
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
