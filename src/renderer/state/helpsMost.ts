/** Orders in which labelling teaches a model most: filter and sort in one. */
import type { TrackFilter, TrackSort } from '../../shared/contract/tracks.ts'
import { openList, useTrackList } from './trackList.ts'

export interface HelpfulOrder {
  readonly title: string
  readonly detail: string
  readonly filter: TrackFilter
  readonly sort: TrackSort
}

export const helpfulOrders: readonly HelpfulOrder[] = [
  {
    title: 'No label, least certain first',
    detail: 'the model cannot tell',
    filter: { labels: ['none'] },
    sort: { by: 'uncertainty', descending: true },
  },
  {
    title: 'No label, models disagree most',
    detail: 'model and five rules are apart',
    filter: { labels: ['none'] },
    sort: { by: 'disagreement', descending: true },
  },
  {
    title: 'Suspected wrong labels',
    detail: 'models that did not see them disagree',
    filter: { labels: ['persistent', 'brief', 'noise'] },
    sort: { by: 'suspicion', descending: true },
  },
]

/** Sources and videos that were chosen stay chosen. */
export function openHelpful({ filter, sort }: HelpfulOrder): Promise<void> {
  const { sources, videos } = useTrackList.getState().filter
  const kept = { ...(sources ? { sources } : {}), ...(videos ? { videos } : {}) }
  useTrackList.setState({ filter: { ...kept, ...filter }, sort })
  return openList({ fromTop: true })
}

export const isHelpful = (
  { filter, sort }: HelpfulOrder,
  now: { filter: TrackFilter; sort: TrackSort },
): boolean =>
  sort.by === now.sort.by &&
  sort.descending === now.sort.descending &&
  JSON.stringify(filter.labels) === JSON.stringify(now.filter.labels)
