/** A filter in words, a chip each. */
import type { TrackFilter } from '../../../../shared/contract/tracks.ts'

interface Names {
  source(id: number): string
  video(id: number): string
}

const list = (words: readonly string[], many: string): string =>
  words.length <= 2 ? words.join(', ') : `${words.length} ${many}`

export function filterWords(filter: TrackFilter, names: Names): string[] {
  const words: string[] = []
  if (filter.sources) words.push(list(filter.sources.map(names.source), 'sources'))
  if (filter.videos) words.push(list(filter.videos.map(names.video), 'videos'))
  if (filter.labels)
    words.push(
      list(
        filter.labels.map((label) => (label === 'none' ? 'unlabelled' : label)),
        'labels',
      ),
    )
  if (filter.predictions) {
    words.push(
      list(
        filter.predictions.map((one) => (one === 'none' ? 'not scored' : `predicted ${one}`)),
        'predictions',
      ),
    )
  }
  if (filter.disagreement !== undefined) words.push(filter.disagreement ? 'disagreeing' : 'agreeing')
  if (filter.clipKinds) words.push(`${list(filter.clipKinds, 'kinds')} clips`)
  if (filter.splits) words.push(list(filter.splits, 'splits'))
  if (filter.lengths)
    words.push(
      `${list(
        filter.lengths.map((one) => one.replace(/-$/, '+')),
        'lengths',
      )} boxes`,
    )
  if (filter.score) words.push(`score ${filter.score[0].toFixed(2)}–${filter.score[1].toFixed(2)}`)
  if (filter.search) words.push(`“${filter.search}”`)
  return words.map((word) => (word === '' ? 'nothing' : word))
}
