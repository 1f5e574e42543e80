/** The list as moving pictures. Lines of cards are virtual; positions run from left to right. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type RowScroller, VirtualRows } from '../../components/VirtualRows.tsx'
import { trackRows, useRowsVersion, useTrackList } from '../../state/trackList.ts'
import { IndexScroller } from './IndexScroller.tsx'
import { useSelection } from './selection.ts'
import { TrackCard } from './TrackCard.tsx'

const gap = 8
const foot = 28
const sidePadding = 14

interface TrackGridProps {
  place: RefObject<RowScroller | null>
  columns: RefObject<number>
  cardSize: number
}

/** How many cards of at least `least` pixels stand beside each other, and how wide each is. */
function gridOf(width: number, least: number): { columns: number; card: number } {
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)))
  return { columns, card: Math.floor((width - gap * (columns - 1)) / columns) }
}

export function TrackGrid({ place, columns: shared, cardSize }: TrackGridProps) {
  const area = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = area.current
    if (!element) return
    const watch = new ResizeObserver(() => setWidth(element.clientWidth - sidePadding))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const { columns, card } = gridOf(width, cardSize)
  const { list, filter, opened, position } = useTrackList()
  const ranges = useSelection((state) => state.ranges)
  useRowsVersion()
  const total = list?.total ?? 0
  const lines = Math.ceil(total / columns)
  useEffect(() => {
    shared.current = columns
    place.current?.show(Math.floor(useTrackList.getState().position / columns))
  }, [columns, shared, place])
  const want = useCallback(
    (first: number, last: number) => trackRows.want(first * columns, last * columns + columns - 1),
    [columns],
  )
  const [scrolled, setScrolled] = useState(0)

  return (
    <div className="gw">
      <div className="grid-area" ref={area}>
        {width > 0 && (
          <VirtualRows
            role="listbox"
            multiselectable
            label="Tracks"
            id="track-list"
            busy={filter !== opened}
            className="grid"
            scroller={place}
            overscan={1}
            total={lines}
            rowHeight={card + foot + gap}
            activeId={`track-at-${position}`}
            onRange={want}
            onScroll={() => setScrolled((times) => times + 1)}
            row={(line) => (
              <div key={line} className="grid-line" role="presentation">
                {Array.from({ length: Math.min(columns, total - line * columns) }, (_, column) => (
                  <TrackCard
                    key={line * columns + column}
                    position={line * columns + column}
                    total={total}
                    width={card}
                    row={trackRows.at(line * columns + column)}
                    filter={opened}
                    current={line * columns + column === position}
                    ranges={ranges}
                  />
                ))}
              </div>
            )}
          />
        )}
      </div>
      <IndexScroller place={place} columns={columns} scrolled={scrolled} />
    </div>
  )
}
