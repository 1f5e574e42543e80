/** What the keys of the Library do. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RowScroller } from '../../components/VirtualRows.tsx'
import type { Label } from '../../../shared/words.ts'
import { useHandlers } from '../../state/commands.ts'
import { count } from '../../state/format.ts'
import { labelRanges, labelTrack } from '../../state/labelling.ts'
import { say } from '../../state/messages.ts'
import { go } from '../../state/route.ts'
import { useSettings } from '../../state/settings.ts'
import { useCatalogue } from '../../state/queries.ts'
import { openList, setFilter, setPosition, trackRows, useTrackList } from '../../state/trackList.ts'
import type { Layout } from './layout.ts'
import { scoreNew, unscoredOf } from './scoreNew.ts'
import { clearSelection, extendTo, selectAll, selectedCount, toggle, useSelection } from './selection.ts'

interface LibraryPlace {
  place: RefObject<RowScroller | null>
  /** Cards in one line; 1 in rows. */
  columns: RefObject<number>
  layout: Layout
  setLayout(layout: Layout): void
}

/** With a selection all of it, else the track in hand; then on to the next, unless that is switched off. */
export async function label(kind: Label | null): Promise<void> {
  if (selectedCount() > 0) {
    const { ranges } = useSelection.getState()
    clearSelection()
    return labelRanges(ranges, kind)
  }
  const { position } = useTrackList.getState()
  const row = trackRows.at(position)
  if (!row) return
  if (useSettings.getState().settings.thenNext) setPosition(position + 1)
  await labelTrack(row.id, kind)
}

/** Says so: the count of the selection must not stay in the status bar. */
export function selectNone(): void {
  clearSelection()
  say('Nothing is selected')
}

export function review(): void {
  const row = trackRows.at(useTrackList.getState().position)
  go('review', row ? { track: row.id } : {})
}

export function useLibraryHandlers({ place, columns, layout, setLayout }: LibraryPlace) {
  const [goingTo, setGoingTo] = useState(false)
  const position = useTrackList((state) => state.position)
  const list = useTrackList((state) => state.list?.list)
  const ranges = useSelection((state) => state.ranges)
  const catalogue = useCatalogue().data

  const shown = useRef(list)
  // Another list or another layout of the same position is another place as well.
  useLayoutEffect(() => {
    place.current?.show(Math.floor(position / columns.current), list !== shown.current)
    shown.current = list
  }, [place, columns, position, list, layout])
  useEffect(() => {
    place.current?.focus()
  }, [place, layout])
  useEffect(() => {
    if (ranges.length > 0)
      say(`${count(selectedCount())} of ${count(useTrackList.getState().list?.total ?? 0)} selected`)
  }, [ranges])

  const page = (): number => {
    const [first, last] = place.current?.inView() ?? [0, 10]
    return Math.max(1, last - first) * columns.current
  }
  const by = (step: number) => () => setPosition(useTrackList.getState().position + step)
  const moreBy = (step: number) => () => {
    const { position: from, list: now } = useTrackList.getState()
    extendTo(Math.max(0, Math.min((now?.total ?? 1) - 1, from + step)))
  }
  const lines = (count: number) => () => by(count * columns.current)()
  const moreLines = (count: number) => () => moreBy(count * columns.current)()

  useHandlers({
    'library.label-persistent': () => void label('persistent'),
    'library.label-brief': () => void label('brief'),
    'library.label-noise': () => void label('noise'),
    'library.label-unsure': () => void label('unsure'),
    'library.label-none': () => void label(null),
    'library.left': by(-1),
    'library.right': by(1),
    'library.up': lines(-1),
    'library.down': lines(1),
    'library.page-up': () => by(-page())(),
    'library.page-down': () => by(page())(),
    'library.first': () => setPosition(0),
    'library.last': () => setPosition(Number.MAX_SAFE_INTEGER),
    'library.more-left': moreBy(-1),
    'library.more-right': moreBy(1),
    'library.more-up': moreLines(-1),
    'library.more-down': moreLines(1),
    'library.go-to': () => setGoingTo(true),
    'library.refresh': () => void openList(),
    'library.review': review,
    'library.score': { run: () => void scoreNew(), when: () => unscoredOf(catalogue) > 0 },
    'library.mark': () => toggle(useTrackList.getState().position),
    'library.all': () => say(`All ${count(selectAll())} that fit are selected`),
    'library.clear': { run: selectNone, when: () => selectedCount() > 0 },
    'library.search': () => document.getElementById('library-search')?.focus(),
    'library.filter': () => document.querySelector<HTMLElement>('#facets input')?.focus(),
    'library.clear-filter': () => void setFilter({}),
    'library.layout': () => setLayout(layout === 'grid' ? 'rows' : 'grid'),
  })
  return { goingTo, endGoTo: () => setGoingTo(false) }
}
