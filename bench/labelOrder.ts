/**
 * Labels that the model so far is least sure of, against single ones drawn at random: preset `track` on scenes that none of
 * them are of, by number of labels, three seeds. tracker: 60 generated scenes to label, 100 to judge; all: real scenes,
 * each left out in turn, judged together.
 * node bench/labelOrder.ts [tracker|all]
 */
import { askedFor, labellingOrder } from '../src/main/engine/learning/several/efficiency.ts'
import { measure } from '../src/main/engine/learning/judging/metrics.ts'
import { spreadOf } from '../src/main/engine/learning/several/sweepFigures.ts'
import type { TableTrack } from '../src/main/engine/learning/data/trackTable.ts'
import { Recipe } from '../src/shared/contract/learning.ts'
import { generatedTracks } from './support/generatedTracks.ts'
import { realScenes } from './support/labelledScenes.ts'
import { type Fold, leaveOneOut } from './support/leaveOneOut.ts'
import { trainOn } from './support/trainOn.ts'

const [what = 'tracker'] = process.argv.slice(2)
const sizes = what === 'all' ? [20, 50, 100, 200] : [20, 50, 100, 200, 400]
const orders = ['random', 'asked'] as const
const folds = what === 'all' ? leaveOneOut(realScenes('all')) : [generatedFold()]

interface Judged {
  scores: number[]
  real: boolean[]
}
const found = new Map<string, ReturnType<typeof measure>[]>()
for (const seed of [1, 2, 3]) {
  const judged = new Map<string, Judged>()
  for (const fold of folds) for (const order of orders) await growLabels(fold, order, seed, judged)
  for (const [key, one] of judged) found.set(key, [...(found.get(key) ?? []), measure(one, 0.5)])
}
console.table(
  sizes.flatMap((size) =>
    orders.map((order) => {
      const own = found.get(`${order} ${size}`) ?? []
      const of = (metric: 'auroc' | 'averagePrecision' | 'removedAt95') => {
        const { mean, deviation } = spreadOf(own.map((one) => one[metric]!))!
        return `${mean.toFixed(3)} ± ${deviation?.toFixed(3)}`
      }
      return {
        labels: size,
        order,
        auroc: of('auroc'),
        'average precision': of('averagePrecision'),
        'removed at 95': of('removedAt95'),
      }
    }),
  ),
)

function generatedFold(): Fold {
  const all = generatedTracks(160)
  const [train, test] = [all.filter(({ video }) => video < 60), all.filter(({ video }) => video >= 60)]
  return { name: 'generated', train, test }
}

async function growLabels(
  { train, test }: Fold,
  order: (typeof orders)[number],
  seed: number,
  judged: Map<string, Judged>,
): Promise<void> {
  const rows = train.flatMap(({ label }, i) => (label === null ? [] : [i]))
  const drawn = labellingOrder(rows, [], seed, 'uncertainty')
  const answered = test.filter(({ label }) => label !== null)
  let known = drawn.slice(0, sizes[0])
  for (const [i, size] of sizes.entries()) {
    const labelled = new Set(known)
    const tracks = train.map(
      (track, row): TableTrack => (labelled.has(row) ? track : { ...track, label: null }),
    )
    const score = await trainOn(Recipe.parse({ preset: 'track', seed }), { tracks, validates: () => false })
    const one = judged.get(`${order} ${size}`) ?? { scores: [], real: [] }
    one.scores.push(...(await score(answered, test)))
    one.real.push(...answered.map(({ label }) => label === 'persistent'))
    judged.set(`${order} ${size}`, one)
    const next = sizes[i + 1] ?? 0
    const open = rows.filter((row) => !labelled.has(row))
    known =
      order === 'random' || next === 0
        ? drawn.slice(0, next)
        : askedFor(
            known,
            open,
            await score(
              open.map((row) => train[row]!),
              train,
            ),
            next,
          )
  }
}
