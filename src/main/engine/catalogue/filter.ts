/** A filter as tests on rows of the columns. Each test belongs to a facet, or to none (search, videos). */
import type { TrackFilter } from '../../../shared/contract/tracks.ts'
import { codesOf, type Words } from './codes.ts'
import { kindWords, labelWords, predictionWords, splitWords, type TrackColumns } from './columns.ts'
import { disagrees } from './derived.ts'
import { searchTest } from './search.ts'
import type { Database } from './sqlite.ts'

export type Facet =
  | 'sources'
  | 'labels'
  | 'predictions'
  | 'disagreement'
  | 'clipKinds'
  | 'splits'
  | 'lengths'
  | 'score'
export interface RowTest {
  facet: Facet | null
  passes(row: number): boolean
}

export const lengthWords = codesOf(['1', '2-3', '4-10', '11-30', '31-'] as const)
export const lengthCode = (boxes: number): number =>
  boxes <= 1 ? 0 : boxes <= 3 ? 1 : boxes <= 10 ? 2 : boxes <= 30 ? 3 : 4

/** [label code][prediction code] → 1 where they disagree. */
const disagreements = labelWords.names.map((_, label) =>
  predictionWords.names.map((__, prediction) =>
    disagrees(labelWords.wordOf(label), predictionWords.wordOf(prediction)),
  ),
)
export const rowDisagrees = (columns: TrackColumns, row: number): boolean =>
  disagreements[columns.labels[row]!]![columns.predictions[row]!]!

/** Only parts that filter give a test, so an empty filter costs nothing. */
export function compileFilter(filter: TrackFilter, columns: TrackColumns, db: Database): RowTest[] {
  const { boxes, kindOfVideo, labels, predictions, scores, sources, splitOfVideo, videos } = columns
  const tests: RowTest[] = []
  const add = (facet: Facet | null, passes: (row: number) => boolean) => tests.push({ facet, passes })
  if (filter.sources) add('sources', oneOf(sources, filter.sources))
  if (filter.videos) add(null, oneOf(videos, filter.videos))
  if (filter.labels) {
    const wanted = wantedCodes(labelWords, filter.labels)
    add('labels', (row) => wanted[labels[row]!] === 1)
  }
  if (filter.predictions) {
    const wanted = wantedCodes(predictionWords, filter.predictions)
    add('predictions', (row) => wanted[predictions[row]!] === 1)
  }
  if (filter.disagreement !== undefined) {
    const { disagreement } = filter
    add('disagreement', (row) => rowDisagrees(columns, row) === disagreement)
  }
  if (filter.clipKinds) {
    const wanted = wantedCodes(kindWords, filter.clipKinds)
    add('clipKinds', (row) => wanted[kindOfVideo[videos[row]!]!] === 1)
  }
  if (filter.splits) {
    const wanted = wantedCodes(splitWords, filter.splits)
    add('splits', (row) => wanted[splitOfVideo[videos[row]!]!] === 1)
  }
  if (filter.lengths) {
    const wanted = wantedCodes(lengthWords, filter.lengths)
    add('lengths', (row) => wanted[lengthCode(boxes[row]!)] === 1)
  }
  if (filter.score) {
    const [low, high] = filter.score
    add('score', (row) => scores[row]! >= low && scores[row]! <= high)
  }
  const search = filter.search?.trim()
  if (search) add(null, searchTest(search, columns, db))
  return tests
}

function wantedCodes<Word extends string>(
  words: Words<Word>,
  wanted: readonly (Word | 'none')[],
): Uint8Array {
  const marks = new Uint8Array(words.names.length)
  for (const word of wanted) marks[words.codeOf(word)] = 1
  return marks
}

function oneOf(column: Int32Array, wanted: readonly number[]): (row: number) => boolean {
  const set = new Set(wanted)
  return (row) => set.has(column[row]!)
}

/** Rows that pass all tests, ascending. */
export function matchingRows(length: number, tests: readonly RowTest[]): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(length)
  let count = 0
  next: for (let row = 0; row < length; row += 1) {
    for (const test of tests) if (!test.passes(row)) continue next
    rows[count] = row
    count += 1
  }
  return rows.subarray(0, count)
}
