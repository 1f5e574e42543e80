/** All tracks of the video over time. One list box: the bars are too low to be targets; the queue is their equal. */
import { memo, type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import type { TrackRow } from '../../../../shared/contract/tracks.ts'
import type { Lane } from '../../../../shared/contract/videos.ts'
import { useLanes } from '../reviewQueries.ts'
import { useReviewSettings } from '../reviewSettings.ts'
import { useSize } from '../useSize.ts'
import { selectTrack } from '../verdict/verdict.ts'
import { type Axis, columnsOf, frameAt, leftOf } from './axis.ts'
import { type Lanes, nearestLane, packLanes } from './lanes.ts'

const laneHeight = 14
const none: readonly Lane[] = []

interface LanesBandProps {
  axis: Axis
  row: TrackRow | undefined
}

export const LanesBand = memo(function LanesBand({ axis, row }: LanesBandProps) {
  const { ref, height } = useSize()
  const found = useLanes(row?.video, axis).data
  const others = useReviewSettings((state) => state.otherSources)
  const lanes = useMemo(() => {
    const all = withOwn(found?.lanes ?? none, row)
    return others ? all : all.filter(({ source }) => source === row?.source)
  }, [found, row, others])
  const crowded = found !== undefined && found !== null && found.here > found.lanes.length
  const rows = Math.max(1, Math.floor((height - 4) / laneHeight))
  const packed = useMemo(() => packLanes(lanes, axis, rows, row?.id ?? null), [lanes, axis, rows, row?.id])
  const [active, setActive] = useState<number | null>(null)
  const pressedAt = useRef({ x: 0, y: 0 })
  const byTime = useMemo(
    () => packed.placed.toSorted((a, b) => a.lane.first - b.lane.first || a.row - b.row),
    [packed],
  )

  function select(track: number | null): void {
    const lane = packed.placed.find((one) => one.lane.track === track)?.lane
    if (lane && lane.track !== row?.id) void selectTrack(lane.track, lane.number)
  }

  function byPointer(event: PointerEvent<HTMLElement>): void {
    const from = pressedAt.current
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 3) return
    const area = event.currentTarget.getBoundingClientRect()
    const lane = Math.floor((event.clientY - area.top - 4) / laneHeight)
    select(nearestLane(packed, lane, frameAt(axis, (event.clientX - area.left) / area.width)))
  }

  function byKey(event: KeyboardEvent): void {
    const at = byTime.findIndex(({ lane }) => lane.track === (active ?? row?.id))
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (next !== undefined)
      setActive(byTime[Math.max(0, Math.min(byTime.length - 1, next))]?.lane.track ?? null)
    else if (event.key === 'Enter' && active !== null) select(active)
    else return
    event.preventDefault()
  }

  const marked = active ?? row?.id ?? null
  return (
    <div className="rv-band">
      <div className="cap">
        Tracks
        <span>
          {packed.here}
          {crowded && '+'} here
        </span>
        {packed.more > 0 && (
          <span>
            {packed.more}
            {crowded && '+'} more
          </span>
        )}
      </div>
      <div
        className="rv-bd rv-lanes"
        ref={ref}
        role="listbox"
        tabIndex={0}
        aria-label="Tracks of this video over time"
        aria-activedescendant={
          byTime.some(({ lane }) => lane.track === marked) ? `lane-${marked}` : undefined
        }
        onKeyDown={byKey}
        onBlur={() => setActive(null)}
        onPointerDownCapture={(event) => {
          pressedAt.current = { x: event.clientX, y: event.clientY }
        }}
        onClick={(event) => byPointer(event as unknown as PointerEvent<HTMLElement>)}
      >
        <Bars packed={packed} axis={axis} selected={row} active={active} />
      </div>
    </div>
  )
})

/** The track in hand has its bar also where only the longest of many came. */
function withOwn(lanes: readonly Lane[], row: TrackRow | undefined): readonly Lane[] {
  if (row === undefined || lanes.some(({ track }) => track === row.id)) return lanes
  const { id: track, source, number, first, last, label, prediction } = row
  return [...lanes, { track, source, number, first, last, label, prediction }]
}

interface BarsProps {
  packed: Lanes
  axis: Axis
  selected: TrackRow | undefined
  active: number | null
}

function Bars({ packed, axis, selected, active }: BarsProps) {
  return packed.placed.map(({ lane, row }) => {
    const own = lane.track === selected?.id
    const foreign = selected !== undefined && lane.source !== selected.source
    const { label, prediction } = own && selected ? selected : lane
    const from = Math.max(lane.first, axis.from)
    const to = Math.min(lane.last, axis.to)
    const look = [
      `lane c-${label ?? prediction ?? 'none'}`,
      label ? '' : 'pred',
      own ? 'sel' : '',
      lane.track === active ? 'active' : '',
      foreign ? 'foreign' : '',
    ]
    return (
      <i
        key={lane.track}
        id={`lane-${lane.track}`}
        role="option"
        aria-selected={own}
        aria-label={`Track ${lane.number}, ${label ? `label ${label}` : prediction ? `predicted ${prediction}` : 'no label'}, frames ${lane.first} to ${lane.last}${foreign ? ', of another source' : ''}`}
        title={`Track ${lane.number}: ${label ?? (prediction ? `predicted ${prediction}` : 'no label')}`}
        className={look.join(' ')}
        style={{
          left: `${leftOf(axis, from) * 100}%`,
          width: `max(4px, ${((to - from + 1) / columnsOf(axis)) * 100}%)`,
          top: `${4 + row * laneHeight}px`,
        }}
      />
    )
  })
}
