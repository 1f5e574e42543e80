/** Lists, facets and pages of large catalogues. `bench/lists.ts [TRACKS…]`, default 100,000. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createCatalogue, openCatalogue } from '../src/main/engine/catalogue/open.ts'
import { createLibraryFace } from '../src/main/engine/library/library.ts'
import { type TrackFilter, sortKeys } from '../src/shared/contract/tracks.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { measure, printTable, timed, type Row } from './support/table.ts'

const holder = { holder: 'bench/lists' }
const rounds = 15

const filters: Record<string, TrackFilter> = {
  'no filter': {},
  'one label': { labels: ['none'] },
  disagreement: { disagreement: true },
  'six filters': {
    labels: ['none', 'noise'],
    predictions: ['persistent', 'noise'],
    lengths: ['4-10', '11-30'],
    score: [0.2, 0.9],
    splits: ['train', 'test'],
    clipKinds: ['mixed', 'persistent'],
  },
  search: { search: 'clip 12' },
}

function benchCatalogue(tracks: number): Row[] {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-bench-')), 'bench.tracksieve')
  const rows: Row[] = []
  try {
    const filling = createCatalogue(folder, holder)
    rows.push(timed('write tracks and one run', () => fillCatalogue(filling, tracks)))
    filling.close()
    let catalogue = filling
    rows.push(timed('open (with quick_check)', () => (catalogue = openCatalogue(folder, holder))))
    const face = createLibraryFace({ catalogue: () => catalogue, author: () => 'bench' })
    const sort = { by: 'uncertainty', descending: true } as const
    rows.push(timed('first list (reads the columns)', () => face.tracks.open({ filter: {}, sort })))
    for (const by of sortKeys)
      rows.push(
        measure(`open list, by ${by}`, rounds, () =>
          face.tracks.open({ filter: {}, sort: { by, descending: true } }),
        ),
      )
    for (const [name, filter] of Object.entries(filters)) {
      rows.push(measure(`open list, ${name}`, rounds, () => face.tracks.open({ filter, sort })))
      rows.push(measure(`facets, ${name}`, rounds, () => face.tracks.facets({ filter })))
    }
    const { list, total } = face.tracks.open({ filter: {}, sort })
    const somewhere = (i: number) => Math.floor(((i * 0.618) % 1) * (total - 100))
    rows.push(measure('page of 100', 100, (i) => face.tracks.page({ list, start: somewhere(i), count: 100 })))
    const ids = face.tracks.page({ list, start: 0, count: 100 }).map(({ id }) => id)
    rows.push(measure('one track in full', 100, (i) => face.tracks.get({ track: ids[i]! })))
    rows.push(measure('find in list', 100, (i) => face.tracks.find({ list, track: ids[i]! })))
    rows.push(
      measure('catalogue counts', rounds, () => [
        catalogue.tracks.count(),
        catalogue.labels.counts(),
        catalogue.sources.list(),
      ]),
    )
    const [run] = catalogue.runs.list()
    rows.push(
      measure(
        'show a run, then facets',
        5,
        () => (catalogue.predictions.show(run!.id), face.tracks.facets({ filter: {} })),
      ),
    )
    catalogue.close()
  } finally {
    fs.rmSync(path.dirname(folder), { recursive: true, force: true })
  }
  return rows
}

const sizes = process.argv.slice(2).map(Number)
for (const tracks of sizes.length > 0 ? sizes : [100_000])
  printTable(`${tracks.toLocaleString('en')} tracks`, benchCatalogue(tracks), 100)
