/** Clips that came without tracks: they can be looked at, but there is nothing in them to judge. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Source } from '../../../shared/contract/catalogue.ts'
import { clipStripId } from '../../../shared/media.ts'
import { Button } from '../../components/Button.tsx'
import { MovingStrip } from '../../components/TrackThumb.tsx'
import { engine } from '../../state/engine.ts'
import { count, plural } from '../../state/format.ts'
import { keys } from '../../state/queries.ts'
import './clips.css'

const atOnce = 60
const pictureSize = 128

export function ClipsWithoutTracks({ sources }: { sources: Source[] }) {
  return (
    <div className="clips" tabIndex={0} role="region" aria-label="Clips without tracks">
      {sources.map((source) => (
        <ClipsOf key={source.id} source={source} />
      ))}
    </div>
  )
}

function ClipsOf({ source }: { source: Source }) {
  const clips = useInfiniteQuery({
    queryKey: [...keys.videos, 'of', source.id, source.videos],
    queryFn: ({ pageParam: after }) => engine.videos.ofSource({ source: source.id, after, count: atOnce }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < atOnce ? undefined : page.at(-1)?.id),
  })
  const shown = clips.data?.pages.flat() ?? []
  return (
    <section>
      <div className="clips-head">
        <h3>{source.name}</h3>
        <p className="muted">
          {plural(source.videos, 'clip')} without tracks: there is nothing to label in them. Import a set
          whose metadata.json names the tracks, or look at what is here.
        </p>
      </div>
      <ul className="clips-in">
        {shown.map(({ id, name, width, height, frames, clipKind }) => (
          <li key={id}>
            <MovingStrip id={clipStripId(id, pictureSize)} aspect={width / height} />
            <span className="clips-foot">
              <span className="ell" title={name}>
                {name}
              </span>
              <span className="faint">{clipKind ?? plural(frames, 'frame')}</span>
            </span>
          </li>
        ))}
      </ul>
      {clips.hasNextPage && (
        <Button onClick={() => void clips.fetchNextPage()}>
          Show more: {count(shown.length)} of {count(source.videos)}
        </Button>
      )}
    </section>
  )
}
