/**
 * Is the preset `tracker` hard, and does it teach what real tracks need? Simple rules on 5,000 generated tracks, split by
 * scene; then what was fitted on generated tracks alone, on the real labelled sequences, where they are.
 * node bench/tracker.ts [EPOCHS of phase1, 0 = none] [SCENES to train on]
 */
import { fitLogistic, logisticScore } from '../src/main/engine/learning/judging/logistic.ts'
import { areaUnderCurve } from '../src/main/engine/learning/judging/metrics.ts'
import { summaryInputs } from '../src/main/engine/learning/judging/summaryInputs.ts'
import type { TableTrack } from '../src/main/engine/learning/data/trackTable.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import { realSequences } from '../tests/support/realSequences.ts'
import { type Known, rules } from './support/trackRules.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { trainOn } from './support/trainOn.ts'

const [epochs = 4, scenes = 150] = process.argv.slice(2).map(Number)
const goal = { tracks: 5000, duration: 0.72, 'mean score': 0.85, logistic: 0.9 }

const isReal = ({ label }: TableTrack) => label === 'persistent'
const all = generatedTracks(scenes)
const set = all.slice(0, goal.tracks)
const half = set[Math.floor(set.length / 2)]!.video
const [first, second] = [set.filter(({ video }) => video < half), set.filter(({ video }) => video >= half)]

console.log(
  `${set.length} generated tracks of ${new Set(set.map(({ video }) => video)).size} scenes, ${set.filter(isReal).length} real`,
)
const trained = fitLogistic(first.map(summaryInputs), first.map(isReal))
const known = (value: (track: TableTrack) => number, tracks = set): Known[] =>
  tracks.map((track) => ({ value: value(track), real: isReal(track) }))
const found = {
  duration: rules.bestBalanced(known(rules.duration)),
  'mean score': rules.bestBalanced(known(rules.meanScore)),
  logistic: rules.balancedAt(
    known((track) => logisticScore(trained, summaryInputs(track)), second),
    0.5,
  ),
}
console.table(
  Object.entries(found).map(([rule, accuracy]) => ({
    rule,
    'balanced accuracy': accuracy.toFixed(3),
    'must be below': goal[rule as keyof typeof found],
    met: accuracy < goal[rule as keyof typeof found],
  })),
)

const sequences = realSequences().filter(({ labelled }) => labelled)
if (sequences.length === 0) console.log('The real sequences are not here: nothing to compare on.')
else {
  const whole = fitLogistic(all.map(summaryInputs), all.map(isReal))
  const scorers: Record<string, (tracks: TableTrack[]) => Promise<ArrayLike<number>>> = {
    duration: async (tracks) => tracks.map(rules.duration),
    'mean score': async (tracks) => tracks.map(rules.meanScore),
    'logistic, generated': async (tracks) =>
      tracks.map((track) => logisticScore(whole, summaryInputs(track))),
  }
  if (epochs > 0) scorers['phase1, generated'] = await fitted(all, Recipe.parse({ epochs }))
  scorers['track, generated'] = await fitted(all, Recipe.parse({ preset: 'track' }))
  const sets = sequences.map(({ name, tracks }) => ({ name, tracks }))
  const hard = sequences
    .filter(({ name }) => /^(KITTI|TUD).*FRCNN$/.test(name))
    .flatMap(({ tracks }) => tracks)
  sets.push({ name: 'hard set together', tracks: hard })
  const scored = sequences.filter(({ tracks }) => tracks.some((track) => rules.meanScore(track) > 0))
  sets.push({ name: 'all with scores together', tracks: scored.flatMap(({ tracks }) => tracks) })
  sets.push({ name: 'all together', tracks: sequences.flatMap(({ tracks }) => tracks) })
  const rows = []
  for (const { name, tracks } of sets) {
    const real = tracks.map(isReal)
    const row: Record<string, string | number> = {
      sequence: name,
      real: real.filter(Boolean).length,
      false: real.filter((is) => !is).length,
    }
    for (const [rule, score] of Object.entries(scorers))
      row[rule] = areaUnderCurve({ scores: await score(tracks), real })?.toFixed(3) ?? '–'
    rows.push(row)
  }
  console.log('AUROC on real tracks')
  console.table(rows)
}

function fitted(tracks: TableTrack[], recipe: Recipe) {
  const started = performance.now()
  return trainOn(recipe, {
    tracks,
    validates: ({ video }) => video % 6 === 5,
    said: (epoch, auroc) =>
      console.log(
        `${recipe.preset}, epoch ${epoch}: AUROC on other generated scenes ${auroc?.toFixed(3)}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      ),
  })
}
