/** Search by words: a track's number, or a part of its video's or its source's name, in any case. */
import type { TrackColumns } from './columns.ts'
import type { Database } from './sqlite.ts'

/** How names are stored for searching: composed alike and without case, in every script. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

export function searchTest(text: string, columns: TrackColumns, db: Database): (row: number) => boolean {
  const { numbers, sources, videos } = columns
  const wanted = fold(text)
  const number = /^\d+$/.test(wanted) ? Number(wanted) : Number.NaN
  const inVideos = marked(db, 'videos', wanted)
  const inSources = marked(db, 'sources', wanted)
  return (row) => numbers[row] === number || inVideos[videos[row]!] === 1 || inSources[sources[row]!] === 1
}

function marked(db: Database, table: 'videos' | 'sources', wanted: string): Uint8Array {
  const largest = (db.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0
  const marks = new Uint8Array(largest + 1)
  const ids = db.prepare(`SELECT id FROM ${table} WHERE instr(folded, ?) > 0`).pluck().iterate(wanted)
  for (const id of ids as IterableIterator<number>) marks[id] = 1
  return marks
}
