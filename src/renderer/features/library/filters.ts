/** Filters as words: what a chip says, and what taking it away means. */
import type { Source } from '../../../shared/contract/catalogue.ts'
import type { TrackFilter, TrackSort } from '../../../shared/contract/tracks.ts'
import type { Video } from '../../../shared/contract/videos.ts'

/** The parts of a filter that are lists of values to choose among. */
export type ListPart = 'sources' | 'labels' | 'predictions' | 'clipKinds' | 'splits' | 'lengths' | 'videos'

/** With the value when it was not there, without it when it was; a part with no value left is gone. */
export function toggleValue(filter: TrackFilter, part: ListPart, value: string | number): TrackFilter {
  const now = (filter[part] ?? []) as (string | number)[]
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value]
  const { [part]: _gone, ...rest } = filter
  return (next.length > 0 ? { ...rest, [part]: next } : rest) as TrackFilter
}

export function without(filter: TrackFilter, part: keyof TrackFilter): TrackFilter {
  const { [part]: _gone, ...rest } = filter
  return rest
}

export interface FilterChip {
  id: string
  text: string
  rest: TrackFilter
}

const words: Record<string, string> = { none: 'no label', '31-': '31 boxes and more' }

function nameOf(part: ListPart, value: string | number, sources: Source[], videos: Video[]): string {
  if (part === 'sources') return sources.find((source) => source.id === value)?.name ?? `source ${value}`
  if (part === 'videos') return videos.find((video) => video.id === value)?.name ?? `video ${value}`
  if (part === 'lengths')
    return value === '1' ? '1 box' : (words[value] ?? `${String(value).replace('-', '–')} boxes`)
  if (part === 'predictions') return value === 'none' ? 'not predicted' : `predicted ${value}`
  if (part === 'clipKinds') return `${value} clips`
  return words[value] ?? String(value)
}

const listParts: ListPart[] = ['sources', 'videos', 'labels', 'predictions', 'clipKinds', 'splits', 'lengths']

/** One chip for every value that is filtered by. */
export function chipsOf(filter: TrackFilter, sources: Source[], videos: Video[]): FilterChip[] {
  const chips = listParts.flatMap((part) =>
    ((filter[part] ?? []) as (string | number)[]).map((value) => ({
      id: `${part} ${value}`,
      text: nameOf(part, value, sources, videos),
      rest: toggleValue(filter, part, value),
    })),
  )
  if (filter.disagreement !== undefined) {
    const text = filter.disagreement ? 'label ≠ prediction' : 'label = prediction'
    chips.push({ id: 'disagreement', text, rest: without(filter, 'disagreement') })
  }
  if (filter.score) {
    const [low, high] = filter.score
    chips.push({
      id: 'score',
      text: `score ${low.toFixed(2)}–${high.toFixed(2)}`,
      rest: without(filter, 'score'),
    })
  }
  if (filter.search) chips.push({ id: 'search', text: `“${filter.search}”`, rest: without(filter, 'search') })
  return chips
}

/** Sort keys in the order of the menu; `descending`: what is most worth a look comes first. */
export const sortTitles: Record<TrackSort['by'], { title: string; descending: boolean }> = {
  uncertainty: { title: 'Uncertainty', descending: true },
  disagreement: { title: 'Disagreement of models', descending: true },
  loss: { title: 'Loss', descending: true },
  suspicion: { title: 'Suspected wrong label', descending: true },
  score: { title: 'Score', descending: true },
  number: { title: 'Track', descending: false },
  first: { title: 'First frame', descending: false },
  boxes: { title: 'Boxes', descending: false },
  detector: { title: 'Detector score', descending: false },
}

/** How a value of the sort key is written at the index scroller. */
export function tickText(by: TrackSort['by'], value: number | null): string {
  if (value === null) return '–'
  return by === 'number' || by === 'boxes' || by === 'first' ? String(Math.round(value)) : value.toFixed(2)
}
