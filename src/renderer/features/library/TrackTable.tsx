/** The list as rows of figures. */
import { type RefObject, useCallback, useEffect, useState } from 'react'
import type { TrackSort } from '../../../shared/contract/tracks.ts'
import { type RowScroller, VirtualRows } from '../../components/VirtualRows.tsx'
import { useSettings } from '../../state/settings.ts'
import { setSort, trackRows, useRowsVersion, useTrackList } from '../../state/trackList.ts'
import { sortTitles } from './filters.ts'
import { IndexScroller } from './IndexScroller.tsx'
import { useSelection } from './selection.ts'
import { TrackTableRow } from './TrackTableRow.tsx'
import './rows.css'

interface TrackTableProps {
  place: RefObject<RowScroller | null>
  columns: RefObject<number>
}

const heads: { title: string; by?: TrackSort['by']; right?: boolean; wide?: boolean }[] = [
  { title: 'Track', by: 'number', right: true },
  { title: 'Label' },
  { title: 'Prediction' },
  { title: 'Score', by: 'score', right: true },
  { title: 'Uncertainty', by: 'uncertainty' },
  { title: 'Loss', by: 'loss', right: true },
  { title: 'Score by frame' },
  { title: 'In the video', by: 'first' },
  { title: 'Boxes', by: 'boxes', right: true },
  { title: 'Gaps', right: true },
  { title: 'Frames', right: true },
  { title: 'Detector', by: 'detector', right: true },
  { title: 'Box, px', right: true, wide: true },
]

export function TrackTable({ place, columns }: TrackTableProps) {
  const { list, filter, opened, position } = useTrackList()
  const ranges = useSelection((state) => state.ranges)
  const comfortable = useSettings((state) => state.settings.density === 'comfortable')
  useRowsVersion()
  useEffect(() => {
    columns.current = 1
    place.current?.show(useTrackList.getState().position)
  }, [columns, place])
  const want = useCallback((first: number, last: number) => trackRows.want(first, last), [])
  const [scrolled, setScrolled] = useState(0)
  return (
    <div className="gw">
      <VirtualRows
        label="Tracks"
        id="track-list"
        busy={filter !== opened}
        className="track-rows"
        scroller={place}
        multiselectable
        total={list?.total ?? 0}
        rowHeight={comfortable ? 32 : 28}
        activeId={`track-at-${position}`}
        onRange={want}
        onScroll={() => setScrolled((times) => times + 1)}
        head={<Heads />}
        headHeight={28}
        row={(at) => (
          <TrackTableRow
            key={at}
            position={at}
            row={trackRows.at(at)}
            filter={opened}
            current={at === position}
            ranges={ranges}
          />
        )}
      />
      <IndexScroller place={place} columns={1} scrolled={scrolled} />
    </div>
  )
}

function Heads() {
  const sort = useTrackList((state) => state.sort)
  return (
    <div className="track-heads" role="row">
      <span role="columnheader" className="vh">
        Selected
      </span>
      <span role="columnheader" className="track-heads-im">
        <span className="vh">Picture</span>
      </span>
      {heads.map((head) => {
        const sorted = head.by === sort.by
        const direction = sort.descending ? 'descending' : 'ascending'
        return (
          <span
            key={head.title}
            role="columnheader"
            className={[head.right && 'r', head.wide && 'wide'].filter(Boolean).join(' ')}
            aria-sort={sorted ? direction : undefined}
          >
            {head.by ? (
              <button
                type="button"
                tabIndex={-1}
                onClick={() => void setSort(nextSort(sort, head.by ?? 'number'))}
              >
                {head.title}
                {sorted && (sort.descending ? ' ↓' : ' ↑')}
              </button>
            ) : (
              head.title
            )}
          </span>
        )
      })}
    </div>
  )
}

const nextSort = (sort: TrackSort, by: TrackSort['by']): TrackSort => ({
  by,
  descending: sort.by === by ? !sort.descending : sortTitles[by].descending,
})
