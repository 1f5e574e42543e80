/** The queue: the list as Library sorted it, worked through from top to bottom. */
import { ArrowDownWideNarrow, Filter, RefreshCw } from 'lucide-react'
import { memo, useCallback, useLayoutEffect, useRef } from 'react'
import type { TrackSort } from '../../../../shared/contract/tracks.ts'
import { Button } from '../../../components/Button.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { Menu } from '../../../components/Menu.tsx'
import { Meter } from '../../../components/Meter.tsx'
import { type RowScroller, VirtualRows } from '../../../components/VirtualRows.tsx'
import { count } from '../../../state/format.ts'
import { helpfulOrders, isHelpful, openHelpful } from '../../../state/helpsMost.ts'
import { go } from '../../../state/route.ts'
import { useSettings } from '../../../state/settings.ts'
import { openList, trackRows, useRowsVersion, useTrackList } from '../../../state/trackList.ts'
import { FilterChips } from './FilterChips.tsx'
import { QueueRow } from './QueueRow.tsx'
import { sortCaption } from './sortCaption.ts'
import './queue.css'

const headHeight = 24
const denseRow = 24
const comfortableRow = 32

export const Queue = memo(function Queue() {
  const { list, position, labelled, sort, outdated } = useTrackList()
  const dense = useSettings((state) => state.settings.density === 'dense')
  useRowsVersion()
  const scroller = useRef<RowScroller>(null)
  const total = list?.total ?? 0
  useLayoutEffect(() => scroller.current?.show(position), [position, list])
  const want = useCallback((first: number, last: number) => trackRows.want(first, last), [])

  return (
    <section className="panel rv-queue" aria-label="Queue">
      <div className="ph">
        <h2>Queue</h2>
        <Chosen />
      </div>
      <div className="rv-position">
        <b>
          {count(total === 0 ? 0 : position + 1)} of {count(total)}
        </b>
        <Meter done={labelled.size} total={total} label="Judged" />
        <span className="muted">{count(labelled.size)} judged</span>
        <Button
          variant={outdated ? 'plain' : 'quiet'}
          icon={RefreshCw}
          label={refreshWords(labelled.size, outdated)}
          command="review.refresh"
          onClick={() => void openList()}
        />
      </div>
      <VirtualRows
        total={total}
        rowHeight={dense ? denseRow : comfortableRow}
        label="Queue"
        head={<Heads sort={sort} />}
        headHeight={headHeight}
        lookAhead={4}
        activeId={`queue-${position}`}
        scroller={scroller}
        onRange={want}
        row={(at) => (
          <QueueRow
            key={at}
            position={at}
            row={trackRows.at(at)}
            current={at === position}
            judged={labelled.has(trackRows.at(at)?.id ?? -1)}
            sort={sort}
          />
        )}
      />
    </section>
  )
})

/** How the queue was filtered and sorted; another key press is no reason to draw it again. */
const Chosen = memo(function Chosen() {
  return (
    <>
      <FilterChips />
      <span className="sp" />
      <HelpsMost />
      <Button
        variant="quiet"
        icon={Filter}
        label="Change the filter in Library"
        onClick={() => go('library')}
      />
    </>
  )
})

/** What a label would help most, without the way over Library. */
function HelpsMost() {
  const filter = useTrackList((state) => state.filter)
  const sort = useTrackList((state) => state.sort)
  return (
    <Menu
      label="What helps most"
      align="right"
      className="b ghost sq"
      items={helpfulOrders.map((order) => ({
        title: order.title,
        detail: order.detail,
        checked: isHelpful(order, { filter, sort }),
        run: () => void openHelpful(order),
      }))}
    >
      <Icon of={ArrowDownWideNarrow} />
    </Menu>
  )
}

const Heads = memo(function Heads({ sort }: { sort: TrackSort }) {
  const sorted = sort.descending ? 'descending' : 'ascending'
  const by = (key: TrackSort['by']) => (sort.by === key ? sorted : undefined)
  return (
    <div className="rv-heads" role="row">
      <span role="columnheader">
        <span className="vh">Crop</span>
      </span>
      <span role="columnheader" aria-sort={by('number')}>
        Track
      </span>
      <span role="columnheader">Label</span>
      <span role="columnheader" aria-sort={by('score')}>
        Model
      </span>
      <span role="columnheader" className="r" aria-sort={by('boxes')}>
        Boxes
      </span>
      <span role="columnheader">{sortCaption(sort)}</span>
    </div>
  )
})

function refreshWords(judged: number, outdated: 'scores' | 'tracks' | null): string {
  if (outdated === 'scores') return 'Scores are new: sort and filter by them'
  if (outdated === 'tracks') return 'Tracks were added: list them'
  return judged > 0 ? `Refresh: sort again and drop what no longer fits, ${count(judged)} judged` : 'Refresh'
}
