/** What the queue was filtered by, in a few words. */
import type { TrackFilter } from '../../../../shared/contract/tracks.ts'
import { useSources, useVideosOf } from '../../../state/queries.ts'
import { useTrackList } from '../../../state/trackList.ts'
import { filterWords } from './filterWords.ts'

export function FilterChips() {
  const filter = useTrackList((state) => state.filter)
  const words = useFilterWords(filter)
  if (words.length === 0) return <span className="muted">all tracks</span>
  const shown = words.length > 2 ? [words[0]!, `${words.length - 1} more`] : words
  return (
    <span className="rv-chips" title={words.join(', ')}>
      {shown.map((word) => (
        <span key={word} className="rv-chip ell">
          {word}
        </span>
      ))}
    </span>
  )
}

function useFilterWords(filter: TrackFilter): string[] {
  const { data: sources } = useSources()
  const videos = useVideosOf(filter.videos ?? [])
  return filterWords(filter, {
    source: (id) => sources?.find((one) => one.id === id)?.name ?? `source ${id}`,
    video: (id) => videos.find((one) => one.id === id)?.name ?? `video ${id}`,
  })
}
