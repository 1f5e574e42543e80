/**
 * Does the preset `track` hold on real tracks? Leave one scene out, three seeds: with scores, without, and after the first
 * five boxes (the rest of the film known), beside the best simple methods. Then on generated tracks of the preset
 * `tracker`. live: strictly live decisions of the preset `live`; `track` beside it knows the rest of the film.
 * node bench/realTracks.ts [hard|all|tracker|live|live-tracker] [BACKEND] [CHANGES OF THE RECIPE as JSON]
 */
import type { Backend } from '../src/shared/words.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import { type LabelledScene, realScenes, trackerScenes } from './support/labelledScenes.ts'
import { leaveOneOut, type Look, type Method, modelMethod, simpleMethods } from './support/leaveOneOut.ts'
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
const methods = [
  ...simpleMethods(),
  ...model('track', settings),
  ...(what.startsWith('live') ? model('live', settings) : []),
]
const scenes = scenesFor(what)
if (scenes.length === 0) console.log('The real sequences are not here: nothing to measure on.')
const plain: [string, Look][] = [
  ['with scores', { hidden: false, first: null }],
  ['scores hidden', { hidden: true, first: null }],
  ['first 5 boxes of tracks of 5 or more', { hidden: false, first: 5, longOnes: true }],
]
const live = [1, 2, 3, 5].map((first): [string, Look] => [
  `first ${first} boxes of all tracks`,
  { hidden: false, first },
])
for (const [name, look] of what.startsWith('live') ? live : plain) {
  console.log(`\n${what}: ${name}`)
  console.table(figuresOf(await leaveOneOut(scenes, methods, look)))
}

function scenesFor(set: string): LabelledScene[] {
  if (set === 'tracker' || set === 'live-tracker') return trackerScenes()
  return realScenes(set === 'all' ? 'all' : 'hard')
}
