/**
 * Does the preset `track` hold on real tracks? Leave one scene out, three seeds: with scores, without, and after the first
 * five boxes (the rest of the film known), beside the best simple methods. Then on generated tracks of the preset
 * `tracker`. live: strictly live decisions of the preset `live`; `track` beside it knows the rest of the film.
 * other-detector: fitted on generated scenes of one detector, judged on those of another; generated-real: on the hard set.
 * node bench/realTracks.ts [hard|all|tracker|live|live-tracker|other-detector|generated-real] [BACKEND] [CHANGES OF THE RECIPE as JSON]
 */
import type { Backend } from '../src/shared/words.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/learning.ts'
import { detectorPairs, generatedToReal, realScenes, trackerScenes } from './support/labelledScenes.ts'
import {
  type Fold,
  judgeAll,
  leaveOneOut,
  type Look,
  type Method,
  modelMethods,
  rivalMethod,
  simpleMethods,
} from './support/leaveOneOut.ts'
import { figuresOf } from './support/realFigures.ts'

const [what = 'hard', backend, change] = process.argv.slice(2)
const seeds = [1, 2, 3]
const model = (preset: Recipe['preset'], settings: RecipeInput): Method[] =>
  seeds.flatMap((seed) =>
    modelMethods(
      preset,
      Recipe.parse({ preset, seed, ...settings }),
      (backend as Backend | undefined) ?? 'wasm',
    ),
  )

const settings = change === undefined ? {} : (JSON.parse(change) as RecipeInput)
const isLive = what.startsWith('live')
const methods = [
  ...simpleMethods(),
  rivalMethod,
  ...model('track', settings),
  ...(isLive ? model('live', settings) : []),
]
const folds = foldsFor(what)
if (folds.length === 0) console.log('The real sequences are not here: nothing to measure on.')
const plain: [string, Look][] = [
  ['with scores', { hidden: false, first: null }],
  ['scores hidden', { hidden: true, first: null }],
  ['first 5 boxes of tracks of 5 or more', { hidden: false, first: 5, longOnes: true }],
]
const live = [1, 2, 3, 5, 10].map((first): [string, Look] => [
  `first ${first} boxes of all tracks`,
  { hidden: false, first, live: true },
])
for (const [name, look] of isLive ? live : plain) {
  console.log(`\n${what}: ${name}`)
  console.table(figuresOf(await judgeAll(folds, methods, look)))
}

function foldsFor(set: string): Fold[] {
  if (set === 'other-detector') return detectorPairs()
  if (set === 'generated-real') return generatedToReal()
  if (set === 'tracker' || set === 'live-tracker') return leaveOneOut(trackerScenes())
  return leaveOneOut(realScenes(set === 'all' ? 'all' : 'hard'))
}
