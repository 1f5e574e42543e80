/**
 * Does the preset `track` hold on real tracks? Leave one scene out, three seeds: with scores, without, and after the first
 * five boxes (the rest of the film known), beside the best simple methods. Then on generated tracks of the preset
 * `tracker`. Choices were made by `choose`, which leaves scenes out of the training scenes only.
 * node bench/realTracks.ts [hard|all|tracker|live] [BACKEND]
 */
import type { Backend } from '../src/shared/words.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import { type LabelledScene, realScenes, trackerScenes } from './support/labelledScenes.ts'
import { leaveOneOut, type Method, modelMethod, simpleMethods } from './support/leaveOneOut.ts'
import { figuresOf } from './support/realFigures.ts'

const [what = 'hard', backend, change] = process.argv.slice(2)
const seeds = [1, 2, 3]
const model = (preset: Recipe['preset'], settings: RecipeInput = {}): Method[] =>
  seeds.map((seed) =>
    modelMethod(
      preset,
      Recipe.parse({ preset, seed, ...settings }),
      (backend as Backend | undefined) ?? 'wasm',
    ),
  )

const settings = change === undefined ? {} : (JSON.parse(change) as RecipeInput)
const methods = [...simpleMethods(), ...model(what === 'live' ? 'live' : 'track', settings)]
const scenes: LabelledScene[] =
  what === 'tracker' ? trackerScenes() : realScenes(what === 'all' ? 'all' : 'hard')
if (scenes.length === 0) console.log('The real sequences are not here: nothing to measure on.')
for (const [name, view] of [
  ['with scores', { hidden: false, first: null }],
  ['scores hidden', { hidden: true, first: null }],
  ['first 5 boxes of tracks of 5 or more', { hidden: false, first: 5 }],
] as const) {
  console.log(`\n${what}: ${name}`)
  console.table(figuresOf(await leaveOneOut(scenes, methods, view)))
}
