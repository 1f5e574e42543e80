/** All tracks: filters at the left, the list as grid or rows, what can be done with a selection below. */
import { LayoutGrid, SearchX, Sparkles } from 'lucide-react'
import { useRef } from 'react'
import type { Source } from '../../../shared/contract/catalogue.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import type { RowScroller } from '../../components/VirtualRows.tsx'
import { Splitter } from '../../components/Splitter.tsx'
import { openDialog } from '../../state/dialogs.ts'
import { isNumber, useRemembered } from '../../state/memory.ts'
import { useCatalogue, useSources } from '../../state/queries.ts'
import { openList, setFilter, useTrackList } from '../../state/trackList.ts'
import { BulkBar } from './BulkBar.tsx'
import { ClipsWithoutTracks } from './ClipsWithoutTracks.tsx'
import { Facets } from './Facets.tsx'
import { GoToDialog } from './GoToDialog.tsx'
import type { Layout } from './layout.ts'
import { ListToolbar } from './ListToolbar.tsx'
import { TrackGrid } from './TrackGrid.tsx'
import { TrackTable } from './TrackTable.tsx'
import { useLibraryHandlers } from './useLibraryHandlers.ts'
import './libraryCommands.ts'
import './library.css'

const isLayout = (value: unknown): value is Layout => value === 'grid' || value === 'rows'

export function LibraryView() {
  const [width, setWidth] = useRemembered('facets width', 224, isNumber)
  const [layout, setLayout] = useRemembered<Layout>('library layout', 'grid', isLayout)
  const [cardSize, setCardSize] = useRemembered('card size', 128, isNumber)
  const problem = useTrackList((state) => state.problem)
  const empty = useTrackList((state) => state.list?.total === 0)
  const place = useRef<RowScroller>(null)
  const columns = useRef(1)
  const { goingTo, endGoTo } = useLibraryHandlers({ place, columns, layout, setLayout })
  const shown = { place, columns }
  return (
    <div className="view lib" style={{ gridTemplateColumns: `${width}px 8px minmax(0, 1fr)` }}>
      <Facets />
      <Splitter label="Width of the filters" value={width} min={168} max={400} onChange={setWidth} />
      <section className="panel" aria-label="Tracks">
        <ListToolbar layout={layout} setLayout={setLayout} cardSize={cardSize} setCardSize={setCardSize} />
        {problem ? (
          <EmptyView
            icon={SearchX}
            title="The list could not be opened"
            action={<Button onClick={() => void openList()}>Try again</Button>}
          >
            {problem}
          </EmptyView>
        ) : empty ? (
          <NothingFits />
        ) : layout === 'grid' ? (
          <TrackGrid {...shown} cardSize={cardSize} />
        ) : (
          <TrackTable {...shown} />
        )}
        <BulkBar />
      </section>
      {goingTo && <GoToDialog onClose={endGoTo} />}
    </div>
  )
}

/** Sources that hold clips and no track, among those that the filter lets through. */
function useTrackless(): Source[] {
  const filter = useTrackList((state) => state.filter)
  const { sources: chosen, ...others } = filter
  const all = useSources().data ?? []
  if (Object.keys(others).length > 0) return []
  return all.filter(
    ({ id, tracks, videos, clips }) => clips && tracks === 0 && videos > 0 && (chosen?.includes(id) ?? true),
  )
}

function NothingFits() {
  const trackless = useTrackless()
  const tracks = useCatalogue().data?.tracks ?? 0
  if (trackless.length > 0) return <ClipsWithoutTracks sources={trackless} />
  if (tracks > 0) {
    return (
      <EmptyView
        icon={SearchX}
        title="No track fits these filters"
        action={
          <Button variant="primary" big onClick={() => void setFilter({})}>
            Drop all filters
          </Button>
        }
      >
        The catalogue holds tracks, but none with all that is chosen at the left.
      </EmptyView>
    )
  }
  return (
    <EmptyView
      icon={LayoutGrid}
      title="No tracks yet"
      action={
        <span className="ks">
          <Button variant="primary" big onClick={() => openDialog({ name: 'import', files: [] })}>
            Import tracks…
          </Button>
          <Button big icon={Sparkles} onClick={() => openDialog({ name: 'generate' })}>
            Generate clips…
          </Button>
        </span>
      }
    >
      Here all tracks of the catalogue are looked through, sorted and labelled. It is empty: bring in what
      your tracker wrote, or generate clips.
    </EmptyView>
  )
}
