/** Labels written durably, in a catalogue of a hundred thousand tracks. `bench/labels.ts [TRACKS] [FOLDER]`. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createCatalogue } from '../src/main/engine/catalogue/open.ts'
import { createLibraryFace } from '../src/main/engine/library/library.ts'
import { labels } from '../src/shared/words.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { measure, printTable, type Row, timed } from './support/table.ts'

const tracks = Number(process.argv[2] ?? 100_000)
const folder = path.join(
  fs.mkdtempSync(path.join(process.argv[3] ?? os.tmpdir(), 'tracksieve-bench-')),
  'bench.tracksieve',
)

/** What the disk itself needs to keep 4 KB: no label can be written faster. */
function bareSync(): Row {
  const handle = fs.openSync(`${folder}.sync`, 'w')
  const page = Buffer.alloc(4096)
  const row = measure('a bare write of 4 KB and its sync', 500, () => {
    fs.writeSync(handle, page)
    fs.fdatasyncSync(handle)
  })
  fs.closeSync(handle)
  return row
}

try {
  const catalogue = createCatalogue(folder, { holder: 'bench/labels' })
  fillCatalogue(catalogue, tracks)
  const face = createLibraryFace({ catalogue: () => catalogue, author: () => 'bench' })
  const { list, total } = face.tracks.open({ filter: {}, sort: { by: 'uncertainty', descending: true } })
  const ids = face.tracks.page({ list, start: 0, count: 1000 }).map(({ id }) => id)
  const next = (i: number) => labels[i % labels.length]!
  const all: [number, number][] = [[0, total - 1]]
  const rows = [
    bareSync(),
    measure('label one track', 2000, (i) =>
      face.labels.set({ tracks: [ids[(i * 7) % 1000]!], label: next(i + Math.floor(i / 1000)) }),
    ),
    measure('undo one', 500, () => face.labels.undo()),
    measure('redo one', 500, () => face.labels.redo()),
    measure('what undo would do', 500, () => face.labels.undoState()),
    measure('label 1,000 tracks', 30, (i) =>
      face.labels.setInList({ list, ranges: [[i * 10, i * 10 + 999]], label: next(i) }),
    ),
    timed('label all tracks', () => face.labels.setInList({ list, ranges: all, label: 'noise' })),
    timed('what undo would do then', () => face.labels.undoState()),
    timed('undo that', () => face.labels.undo()),
    measure('label one, then list and facets', 30, (i) => {
      face.labels.set({ tracks: [ids[i]!], label: next(i) })
      face.tracks.open({ filter: { labels: ['none'] }, sort: { by: 'disagreement', descending: true } })
      face.tracks.facets({ filter: { labels: ['none'] } })
    }),
  ]
  printTable(`${tracks.toLocaleString('en')} tracks on ${path.dirname(folder)}`, rows, 10)
  catalogue.close()
} finally {
  fs.rmSync(path.dirname(folder), { recursive: true, force: true })
}
