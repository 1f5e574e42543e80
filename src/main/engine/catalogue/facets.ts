/** Counts beside the filters: each facet with all filters but its own, in one pass over the columns. */
import type { FacetCounts } from '../../../shared/contract/tracks.ts'
import type { Words } from './codes.ts'
import { kindWords, labelWords, predictionWords, splitWords, type TrackColumns } from './columns.ts'
import { type Facet, lengthCode, lengthWords, rowDisagrees, type RowTest } from './filter.ts'

const bins = 20

export function countFacets(columns: TrackColumns, tests: readonly RowTest[]): FacetCounts {
  const { boxes, kindOfVideo, labels, length, predictions, scores, sources, splitOfVideo, videos } = columns
  const bySource = new Map<number, number>()
  const counts = {
    labels: new Uint32Array(labelWords.names.length),
    predictions: new Uint32Array(predictionWords.names.length),
    clipKinds: new Uint32Array(kindWords.names.length),
    splits: new Uint32Array(splitWords.names.length),
    lengths: new Uint32Array(lengthWords.names.length),
    scores: new Uint32Array(bins),
  }
  let total = 0
  let disagreement = 0
  for (let row = 0; row < length; row += 1) {
    const failed = onlyFailure(tests, row)
    if (failed === 'several') continue
    const counted = (facet: Facet) => failed === 'none' || failed === facet
    if (failed === 'none') total += 1
    if (counted('sources')) bySource.set(sources[row]!, (bySource.get(sources[row]!) ?? 0) + 1)
    if (counted('labels')) counts.labels[labels[row]!]! += 1
    if (counted('predictions')) counts.predictions[predictions[row]!]! += 1
    if (counted('disagreement') && rowDisagrees(columns, row)) disagreement += 1
    if (counted('clipKinds')) counts.clipKinds[kindOfVideo[videos[row]!]!]! += 1
    if (counted('splits')) counts.splits[splitOfVideo[videos[row]!]!]! += 1
    if (counted('lengths')) counts.lengths[lengthCode(boxes[row]!)]! += 1
    if (counted('score')) {
      const score = scores[row]!
      if (!Number.isNaN(score)) counts.scores[Math.min(bins - 1, Math.max(0, Math.floor(score * bins)))]! += 1
    }
  }
  return {
    total,
    all: length,
    sources: Object.fromEntries(bySource),
    labels: named(labelWords, counts.labels),
    predictions: named(predictionWords, counts.predictions),
    disagreement,
    clipKinds: named(kindWords, counts.clipKinds, false),
    splits: named(splitWords, counts.splits, false),
    lengths: named(lengthWords, counts.lengths, false),
    scores: [...counts.scores],
  }
}

/** The one facet whose test a row fails; a row that fails two, or one of no facet, counts nowhere. */
function onlyFailure(tests: readonly RowTest[], row: number): Facet | 'none' | 'several' {
  let failed: Facet | 'none' = 'none'
  for (const { facet, passes } of tests) {
    if (passes(row)) continue
    if (facet === null || failed !== 'none') return 'several'
    failed = facet
  }
  return failed
}

function named(words: Words, counts: Uint32Array, withNone = true): Record<string, number> {
  const shown = withNone ? words.names : words.names.slice(0, -1)
  return Object.fromEntries(shown.map((name, code) => [name, counts[code]!]))
}
