/** How many tracks, by which filters, in which order; and the way to Review. */
import { ArrowDown, ArrowUp, ImageIcon, LayoutGrid, Rows3, X } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Menu } from '../../components/Menu.tsx'
import { sortKeys } from '../../../shared/contract/tracks.ts'
import { count, plural } from '../../state/format.ts'
import { helpfulOrders, isHelpful, openHelpful } from '../../state/helpsMost.ts'
import { useSources, useVideosOf } from '../../state/queries.ts'
import { setFilter, setSort, useListFacets, useTrackList } from '../../state/trackList.ts'
import { chipsOf, sortTitles } from './filters.ts'
import type { Layout } from './layout.ts'
import { Outdated, ScoreNew } from './WhatIsNew.tsx'
import { review } from './useLibraryHandlers.ts'

interface ListToolbarProps {
  layout: Layout
  setLayout(layout: Layout): void
  cardSize: number
  setCardSize(size: number): void
}

export function ListToolbar({ layout, setLayout, cardSize, setCardSize }: ListToolbarProps) {
  const list = useTrackList((state) => state.list)
  const all = useListFacets().data?.all
  const nothing = list === null || list.total === 0
  return (
    <div className="ph tool">
      <h2>{list ? plural(list.total, 'track') : 'Tracks'}</h2>
      {list && all !== undefined && all !== list.total && <span className="muted">of {count(all)}</span>}
      <Chips />
      <Trackless />
      <Outdated />
      <ScoreNew />
      <span className="sp" />
      <SortMenu />
      {layout === 'grid' && (
        <label className="size wide">
          <Icon of={ImageIcon} />
          <input
            type="range"
            className="slider"
            aria-label="Size of the pictures"
            min={96}
            max={256}
            step={16}
            value={cardSize}
            onChange={(event) => setCardSize(Number(event.target.value))}
          />
        </label>
      )}
      <span className="seg">
        <Button
          icon={LayoutGrid}
          label="Grid"
          command="library.layout"
          pressed={layout === 'grid'}
          onClick={() => setLayout('grid')}
        />
        <Button
          icon={Rows3}
          label="Rows"
          command="library.layout"
          pressed={layout === 'rows'}
          onClick={() => setLayout('rows')}
        />
      </span>
      <Button
        variant="primary"
        command="library.review"
        disabledReason={nothing ? 'There is no track to review' : null}
        onClick={review}
      >
        Review these
      </Button>
    </div>
  )
}

function Chips() {
  const filter = useTrackList((state) => state.filter)
  const sources = useSources().data ?? []
  const videos = useVideosOf(filter.videos ?? [])
  const chips = chipsOf(filter, sources, videos)
  if (chips.length === 0) return null
  return (
    <>
      <span className="vr" />
      {chips.map((chip) => (
        <span key={chip.id} className="fchip">
          {chip.text}
          <Button
            variant="quiet"
            className="xx"
            icon={X}
            label={`Remove the filter ${chip.text}`}
            onClick={() => void setFilter(chip.rest)}
          />
        </span>
      ))}
    </>
  )
}

/** Sets of clips that came without tracks have no row in any list: here is the way to them. */
function Trackless() {
  const filter = useTrackList((state) => state.filter)
  const empty = useTrackList((state) => state.list?.total === 0)
  const sources = (useSources().data ?? []).filter(
    ({ clips, tracks, videos }) => clips && tracks === 0 && videos > 0,
  )
  if (sources.length === 0 || empty || Object.keys(filter).length > 0) return null
  const clips = sources.reduce((sum, { videos }) => sum + videos, 0)
  return (
    <Button
      tip="Clips in which no track is named: look at them"
      onClick={() => void setFilter({ sources: sources.map(({ id }) => id) })}
    >
      {plural(clips, 'clip')} without tracks
    </Button>
  )
}

function SortMenu() {
  const { sort, filter } = useTrackList()
  const other = sort.descending ? 'Ascending' : 'Descending'
  return (
    <Menu
      label={`Order, ${sort.descending ? 'descending' : 'ascending'}`}
      align="right"
      items={[
        ...[...sortKeys].map((by) => ({
          title: sortTitles[by].title,
          checked: by === sort.by,
          run: () => void setSort({ by, descending: sortTitles[by].descending }),
        })),
        'line',
        { title: other, run: () => void setSort({ by: sort.by, descending: !sort.descending }) },
        'line',
        ...helpfulOrders.map((order) => ({
          title: order.title,
          detail: order.detail,
          checked: isHelpful(order, { filter, sort }),
          run: () => void openHelpful(order),
        })),
      ]}
    >
      <span className="muted">Sort</span>
      <span>{sortTitles[sort.by].title}</span>
      <Icon of={sort.descending ? ArrowDown : ArrowUp} size={12} />
    </Menu>
  )
}
