import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import { sortKeys, type TrackFilter, type TrackSort } from '../../../src/shared/contract/tracks.ts'
import { classes, clipKinds, labels, splits, type Split } from '../../../src/shared/words.ts'
import { addSource, aRun, aTrack, aVideo, detectionsOf, temporaryCatalogue } from '../../support/catalogue.ts'
import { facetsOf, listOf, type PlainTrack, readPlain } from '../../support/plainLists.ts'

const lengths = ['1', '2-3', '4-10', '11-30', '31-'] as const
const orNone = <T extends string>(words: readonly T[]) => fc.subarray([...words, 'none' as const])
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })

/** Random catalogues: a few sources, videos with and without kind and split, tracks with and without label and score. */
function fill(catalogue: OpenCatalogue): Map<number, Split> {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
  const pick = <T>(words: readonly T[]): T => words[Math.floor(next() * words.length)]!
  const splitOf = new Map<number, Split>()
  const tracks: { id: number; boxes: number }[] = []
  for (const name of ['Vtest', 'PETS 09', 'Quick ÄB']) {
    const source = addSource(catalogue, name)
    for (let v = 0; v < 8; v += 1) {
      const video = catalogue.videos.add(
        aVideo(source, { name: `clip ${v}`, clipKind: pick([...clipKinds, null]) }),
      )
      if (next() < 0.8) splitOf.set(video, pick(splits))
      const boxes = Array.from({ length: 15 }, () => 1 + Math.floor(next() ** 3 * 60))
      const added = boxes.map((count, i) =>
        aTrack(video, source, i * 3, {
          detections: detectionsOf(
            count,
            Math.floor(next() * 20),
            next() < 0.3 ? Number.NaN : Math.round(next() * 8) / 8,
          ),
          label: next() < 0.6 ? pick(labels) : null,
        }),
      )
      for (const [i, id] of catalogue.tracks.addMany(added, 'x', 'import').entries())
        tracks.push({ id, boxes: boxes[i]! })
    }
  }
  const run = catalogue.runs.add(aRun({ split: Object.fromEntries(splitOf) }))
  const scored = tracks.filter(() => next() < 0.8)
  catalogue.predictions.write(
    run,
    scored.map(({ id, boxes }) => ({
      track: id,
      // Some exact ones, some that differ only behind single precision.
      score: next() < 0.5 ? Math.round(next() * 10) / 10 : 0.7 + Math.floor(next() * 8) * 1e-12,
      prediction: pick(classes),
      loss: null,
      stepScores: new Float32Array(boxes),
      attention: new Float32Array(boxes),
    })),
  )
  catalogue.predictions.writeOpinions(
    run,
    tracks.filter(() => next() < 0.6).map(({ id }) => ({ track: id, score: Math.round(next() * 20) / 20 })),
  )
  catalogue.predictions.writeDisagreements(
    run,
    tracks.filter(() => next() < 0.6).map(({ id }) => ({ track: id, spread: Math.round(next() * 20) / 40 })),
    { replace: true },
  )
  catalogue.predictions.show(run)
  return splitOf
}

const filters: fc.Arbitrary<TrackFilter> = fc.record({
  sources: maybe(fc.subarray([1, 2, 3])),
  videos: maybe(fc.subarray([1, 2, 3, 9, 10, 17, 18, 19, 20])),
  labels: maybe(orNone(labels)),
  predictions: maybe(orNone(classes)),
  disagreement: maybe(fc.boolean()),
  clipKinds: maybe(fc.subarray([...clipKinds])),
  splits: maybe(fc.subarray([...splits])),
  lengths: maybe(fc.subarray([...lengths])),
  score: maybe(fc.constantFrom<[number, number]>([0, 1], [0.5, 1], [0.7, 0.7], [0.2, 0.6], [0.9, 0.1])),
  search: maybe(fc.constantFrom('', '  ', '3', 'clip 3', 'VTEST', 'pets', 'äb', '%', '_', 'nothing like it')),
})

describe('lists and facets', () => {
  let catalogue: OpenCatalogue
  let remove: () => void
  let splitOf: Map<number, Split>
  let plain: PlainTrack[]
  beforeAll(() => {
    ;({ catalogue, remove } = temporaryCatalogue())
    splitOf = fill(catalogue)
    plain = readPlain(catalogue, splitOf)
  })
  afterAll(() => remove())

  it('are of data that puts them to the test', () => {
    expect(plain).toHaveLength(360)
    const all = catalogue.tracks.facets({})
    for (const counts of [all.labels, all.predictions, all.clipKinds, all.splits, all.lengths, all.sources])
      for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0)
    expect(all.disagreement).toBeGreaterThan(20)
  })

  it('list what fits, in order, as computed one by one', () => {
    const sorts: fc.Arbitrary<TrackSort> = fc.record({
      by: fc.constantFrom(...sortKeys),
      descending: fc.boolean(),
    })
    fc.assert(
      fc.property(filters, sorts, (filter, sort) => {
        expect([...catalogue.tracks.ids(filter, sort)]).toEqual(
          listOf(plain, filter, sort).map(({ id }) => id),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('count each facet with all filters but its own, as computed one by one', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const counted = catalogue.tracks.facets(filter)
        expect({ ...counted, sources: undefined }).toEqual({ ...facetsOf(plain, filter), sources: undefined })
        expect(Object.entries(counted.sources).filter(([, n]) => n > 0)).toEqual(
          Object.entries(facetsOf(plain, filter).sources),
        )
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  it('are counted by video', () => {
    const bare = plain.filter(({ label, source }) => label === 'none' && source === 1)
    const counts = new Map<number, number>()
    for (const { video } of bare) counts.set(video, (counts.get(video) ?? 0) + 1)
    expect(counts.size).toBeGreaterThan(1)
    expect(catalogue.tracks.countByVideo({ labels: ['none'], sources: [1] })).toEqual(counts)
  })

  it('name the sort values of places', () => {
    for (const by of sortKeys) {
      const list = listOf(plain, {}, { by, descending: true })
      const values = catalogue.tracks.sortValues(
        list.map(({ id }) => id),
        { by, descending: true },
      )
      expect(values).toEqual(list.map((track) => track.keys[by]))
      expect(new Set(values).size).toBeGreaterThan(3)
    }
  })

  it('stay right when labels, scores, runs and tracks change', () => {
    const compare = () => {
      plain = readPlain(catalogue, splitOf)
      expect(catalogue.tracks.facets({ labels: ['noise'] })).toMatchObject({
        ...facetsOf(plain, { labels: ['noise'] }),
        sources: {},
      })
      const sort = { by: 'loss', descending: true } as const
      expect([...catalogue.tracks.ids({}, sort)]).toEqual(listOf(plain, {}, sort).map(({ id }) => id))
    }
    compare()
    catalogue.labels.set(
      plain.slice(0, 50).map(({ id }) => id),
      'noise',
      'ada',
      'bulk',
    )
    compare()
    catalogue.labels.undo('ada')
    compare()
    catalogue.tracks.addMany([aTrack(1, 1, 1000, { label: 'noise' })], 'x', 'import')
    compare()
    const run = catalogue.runs.current()!
    const added = plain.at(-1)!.id
    const steps = { stepScores: new Float32Array(5), attention: new Float32Array(5), loss: null }
    catalogue.predictions.write(run, [{ track: added, score: 0.99, prediction: 'persistent', ...steps }])
    compare()
    expect(() =>
      catalogue.transaction(() => {
        catalogue.labels.set([added], 'brief', 'ada', 'verdict')
        catalogue.predictions.write(run, [{ track: added, score: 0.01, prediction: 'noise', ...steps }])
        throw new Error('taken back')
      }),
    ).toThrow('taken back')
    compare()
    catalogue.predictions.show(null)
    splitOf = new Map()
    compare()
    catalogue.sources.remove(2)
    compare()
  })
})
