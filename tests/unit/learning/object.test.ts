/** Tracks that look at the other tracks of their video, and of no other. */
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { crowdsOf, crowdWords, withCompany } from '../../../src/main/engine/learning/data/crowds.ts'
import { dealer } from '../../../src/main/engine/learning/data/deal.ts'
import { countTracks, tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { readModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import { pack, type Sequence } from '../../../src/main/engine/learning/model/batch.ts'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { scoreTracks } from '../../../src/main/engine/learning/scoring/filter.ts'
import { scoreSequences } from '../../../src/main/engine/learning/scoring/score.ts'
import { trainRun } from '../../../src/main/engine/learning/training/run.ts'
import { modelFileOf } from '../../../src/main/engine/learning/training/runFolder.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { aTrack, someSequences, someTracks } from '../../support/tracks.ts'
import { anInput, removeRunFolders } from '../../support/trainingRun.ts'

afterEach(removeRunFolders)

const recipe = Recipe.parse({ preset: 'object', width: 16, feedForward: 32, layers: 2 })
const pipeline = buildPipeline(recipe)
const weights = pipeline.start(createRandom(3)).map((value) => 2 * value)
const groups = [0, 1, 0, 2, 1, 0]
const sequences = (change = 0): Sequence[] =>
  someSequences([4, 1, 7, 3, 2, 1], 12).map((sequence, i) => ({
    ...sequence,
    group: groups[i]!,
    track: Float32Array.from({ length: 20 }, (_, k) => Math.sin(i + k + (i === 2 ? change : 0))),
  }))
const score = async (some: Sequence[]) => {
  await useBackend('cpu')
  return scoreSequences(pipeline, weights, some, quietWork())
}
const sum = (values: Float32Array) => values.reduce((all, value) => all + value, 0)

describe('attention among the tracks of a video', () => {
  it('lets a track change the scores of its video, and of none else', async () => {
    const [before, after] = [await score(sequences()), await score(sequences(1))]
    groups.forEach((group, i) => {
      const change = Math.abs(after[i]!.scores[0]! - before[i]!.scores[0]!)
      if (group === 0) expect(change).toBeGreaterThan(1e-5)
      else expect(change).toBe(0)
    })
  })

  it('gives each track its share of its video’s attention: 1 together, and not the same for all', async () => {
    const results = await score(sequences())
    for (const group of [0, 1, 2]) {
      const own = results.filter((_, i) => groups[i] === group).map(({ attention }) => sum(attention))
      expect(own.reduce((all, share) => all + share, 0)).toBeCloseTo(1, 5)
      if (own.length > 1) expect(Math.max(...own) * own.length).toBeGreaterThan(1.01)
    }
  })

  it('arrives as rows that sum to 1, and is exactly 0 across videos', async () => {
    await useBackend('cpu')
    const attention = tf.tidy(() => {
      pipeline.load(weights)
      return pipeline.forward(pack(sequences(), 12), { details: true }).attention!
    })
    expect(attention).toHaveLength(2)
    const layer = attention[0]!
    const [rows, heads, places] = layer.shape
    expect([rows, heads, places]).toEqual([2, 4, 3])
    const values = await layer.data<'float32'>()
    // The second row holds the pair and, behind the wall, the one that is alone.
    for (let head = 0; head < 4; head += 1)
      for (let from = 0; from < 3; from += 1) {
        const row = values.slice(((4 + head) * 3 + from) * 3, ((4 + head) * 3 + from + 1) * 3)
        expect(sum(row)).toBeCloseTo(1, 5)
        expect(row.filter((_, to) => from < 2 === to < 2).every((weight) => weight > 0)).toBe(true)
        expect(row.filter((_, to) => from < 2 !== to < 2).every((weight) => weight === 0)).toBe(true)
      }
    tf.dispose(attention)
  })

  it('takes no gradient from tracks without a label, but lets them be looked at', async () => {
    await useBackend('cpu')
    const batch = pack(sequences(), 12)
    const [judged, real] = [groups.map((group) => group === 0), groups.map((_, i) => i % 2 === 0)]
    const loss = async (labels: boolean[]) =>
      (await pipeline.gradient(weights, batch, { real: labels, judged })).loss
    expect(await loss(real)).toBe(await loss(real.map((is, i) => (groups[i] === 0 ? is : !is))))
    expect(await loss(real)).not.toBe(await loss(real.map((is) => !is)))
  })
})

describe('crowds', () => {
  const table = tableOf(
    Array.from({ length: 10 }, (_, i) =>
      aTrack({ boxes: 2, first: (i * 7) % 10 }, { id: i + 1, video: i < 7 ? 1 : 2 }),
    ),
  )

  it('are cut where tracks begin, and told of', () => {
    const { groups: found, crowded } = crowdsOf(table, 3)
    const starts = (group: number) =>
      [...found].flatMap((own, i) => (own === group ? [(i * 7) % 10] : [])).sort((a, b) => a - b)
    // Video 1: tracks begin at 0 7 4 1 8 5 2.
    expect([starts(0), starts(1), starts(2)]).toEqual([
      [0, 1, 2],
      [4, 5],
      [7, 8],
    ])
    expect(new Set([...found].slice(7))).toEqual(new Set([3]))
    expect(crowded).toEqual([{ video: 1, tracks: 7, parts: 3 }])
    expect(crowdWords(crowded[0]!)).toContain('7 tracks: they look at each other in 3 groups')
    expect(crowdsOf(table, 10).crowded).toEqual([])
  })

  it('keep their videos whole in every batch', () => {
    const some = someSequences(new Array<number>(40).fill(2)).map((one, i) => ({ ...one, group: i % 9 }))
    const deal = dealer(some, { batch: 10, stepsAnEpoch: 4 })
    const batches = deal(createRandom(1))
    expect(batches).toHaveLength(4)
    expect(batches.flat().sort((a, b) => a - b)).toEqual([...some.keys()])
    for (let group = 0; group < 9; group += 1)
      expect(batches.filter((batch) => batch.some((i) => i % 9 === group))).toHaveLength(1)
    expect(deal(createRandom(1))).toEqual(batches)
  })

  it('are completed by the tracks of the same videos only', () => {
    const some = tableOf([aTrack({ boxes: 1 }, { id: 3, video: 1 })])
    const whole = withCompany(some, table)
    expect([...whole.ids]).toEqual([3, 1, 2, 4, 5, 6, 7])
    expect(countTracks(withCompany(some, null))).toBe(1)
  })
})

it('a training counts labelled tracks alone, and its model scores a track by its whole video', async () => {
  const tracks = someTracks(24)
  const hidden = tracks.map((track, i) => (i % 5 === 0 ? { ...track, label: null } : track))
  const labelled = hidden.filter(({ label }) => label !== null)
  const change = {
    preset: 'object',
    width: 8,
    feedForward: 8,
    epochs: 2,
    ensemble: false,
    survival: false,
  } as const
  const input = { ...anInput({ ...change, crowd: 2 }, labelled), context: tableOf(hidden) }
  await trainRun(input, quietWork())
  const model = await readModel(modelFileOf(input.folder))
  const whole = await scoreTracks(model, tableOf(hidden), quietWork())
  const asked = await scoreTracks(model, tableOf([hidden[7]!]), quietWork(), tableOf(hidden))
  const alone = await scoreTracks(model, tableOf([hidden[7]!]), quietWork())
  expect(asked.scores).toHaveLength(1)
  expect(asked.scores[0]).toBeCloseTo(whole.scores[7]!, 5)
  expect(Math.abs(alone.scores[0]! - whole.scores[7]!)).toBeGreaterThan(1e-5)
  expect(sum(alone.attention)).toBeCloseTo(1, 5)
})
