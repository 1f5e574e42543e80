/** What lists and facets must give, computed one track after the other in the plainest way. */
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import type { FacetCounts, TrackFilter, TrackSort } from '../../src/shared/contract/tracks.ts'
import type { Split } from '../../src/shared/words.ts'

export interface PlainTrack {
  id: number
  number: number
  source: number
  video: number
  label: string
  prediction: string
  score: number | null
  kind: string | null
  split: string | null
  length: string
  disagrees: boolean
  names: string[]
  keys: Record<TrackSort['by'], number | null>
}

export function readPlain(catalogue: OpenCatalogue, splitOf: ReadonlyMap<number, Split>): PlainTrack[] {
  const sourceNames = new Map(catalogue.sources.list().map(({ id, name }) => [id, name]))
  const run = catalogue.runs.current()
  const opinions = new Map(
    run === null ? [] : [...catalogue.predictions.opinions(run)].map(({ track, score }) => [track, score]),
  )
  return [...catalogue.tracks.each({ labelled: false })].map(({ id }) => {
    const row = catalogue.tracks.row(id)!
    const video = catalogue.videos.get(row.video)!
    const side = row.label === null || row.label === 'unsure' ? null : row.label === 'persistent' ? 1 : 0
    const { boxes, detector, first, number, score } = row
    const unseen = opinions.get(id)
    const doubt = side === null || unseen === undefined ? null : 1 - (side === 1 ? 1 - unseen : unseen)
    return {
      id,
      number,
      source: row.source,
      video: row.video,
      label: row.label ?? 'none',
      prediction: row.prediction ?? 'none',
      score,
      kind: video.clipKind,
      split: splitOf.get(row.video) ?? null,
      length: boxes === 1 ? '1' : boxes < 4 ? '2-3' : boxes < 11 ? '4-10' : boxes < 31 ? '11-30' : '31-',
      disagrees:
        side !== null && row.prediction !== null && (row.prediction === 'persistent') !== (side === 1),
      names: [video.name.toLowerCase(), sourceNames.get(row.source)!.toLowerCase()],
      keys: {
        number,
        boxes,
        detector,
        first,
        score,
        uncertainty: row.uncertainty,
        loss: row.loss,
        disagreement: row.disagreement ?? null,
        suspicion: doubt === null ? null : -Math.log(Math.max(doubt, Number.EPSILON)),
      },
    }
  })
}

type Part = Exclude<keyof TrackFilter, 'videos' | 'search'>

function fits(track: PlainTrack, filter: TrackFilter, leftOut?: Part): boolean {
  const asked: TrackFilter = leftOut ? { ...filter, [leftOut]: undefined } : filter
  const { clipKinds, disagreement, labels, lengths, predictions, score, search, sources, splits, videos } =
    asked
  const has = (words: readonly unknown[] | undefined, word: unknown) =>
    words === undefined || words.includes(word)
  const text = (search ?? '').trim().toLowerCase()
  return (
    has(sources, track.source) &&
    has(videos, track.video) &&
    has(labels, track.label) &&
    has(predictions, track.prediction) &&
    (disagreement === undefined || disagreement === track.disagrees) &&
    has(clipKinds, track.kind) &&
    has(splits, track.split) &&
    has(lengths, track.length) &&
    (score === undefined || (track.score !== null && track.score >= score[0] && track.score <= score[1])) &&
    (text === '' || String(track.number) === text || track.names.some((name) => name.includes(text)))
  )
}

export function listOf(
  tracks: readonly PlainTrack[],
  filter: TrackFilter,
  { by, descending }: TrackSort,
): PlainTrack[] {
  const direction = descending ? -1 : 1
  return tracks
    .filter((track) => fits(track, filter))
    .sort((one, other) => {
      const [a, b] = [one.keys[by], other.keys[by]]
      if (a === null || b === null) return Number(a === null) - Number(b === null) || one.id - other.id
      return direction * (a - b) || one.id - other.id
    })
}

export function facetsOf(tracks: readonly PlainTrack[], filter: TrackFilter): FacetCounts {
  const without = (part: Part) => tracks.filter((track) => fits(track, filter, part))
  const tally = (part: Part, words: readonly string[], wordOf: (track: PlainTrack) => string | null) => {
    const counted = without(part)
    return Object.fromEntries(
      words.map((word) => [word, counted.filter((track) => wordOf(track) === word).length]),
    )
  }
  const sources = without('sources')
  const scores = new Array<number>(20).fill(0)
  for (const { score } of without('score'))
    if (score !== null) scores[Math.min(19, Math.floor(score * 20))]! += 1
  const ids = [...new Set(sources.map(({ source }) => source))].sort((a, b) => a - b)
  return {
    total: tracks.filter((track) => fits(track, filter)).length,
    all: tracks.length,
    sources: Object.fromEntries(
      ids.map((id) => [String(id), sources.filter(({ source }) => source === id).length]),
    ),
    labels: tally('labels', ['persistent', 'brief', 'noise', 'unsure', 'none'], ({ label }) => label),
    predictions: tally(
      'predictions',
      ['persistent', 'brief', 'noise', 'none'],
      ({ prediction }) => prediction,
    ),
    disagreement: without('disagreement').filter(({ disagrees }) => disagrees).length,
    clipKinds: tally('clipKinds', ['persistent', 'brief', 'noise', 'mixed'], ({ kind }) => kind),
    splits: tally('splits', ['train', 'validation', 'test'], ({ split }) => split),
    lengths: tally('lengths', ['1', '2-3', '4-10', '11-30', '31-'], ({ length }) => length),
    scores,
  }
}
