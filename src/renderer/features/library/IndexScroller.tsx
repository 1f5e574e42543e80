/** The whole list in one strip: values of the sort key, what is in view; drag, click or keys jump anywhere. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { RowScroller } from '../../components/VirtualRows.tsx'
import { count } from '../../state/format.ts'
import { setPosition, useTrackList } from '../../state/trackList.ts'
import { sortTitles, tickText } from './filters.ts'

interface IndexScrollerProps {
  place: RefObject<RowScroller | null>
  columns: number
  /** Changes whenever the list has scrolled. */
  scrolled: number
}

/** Ticks that have room: not nearer than this many pixels. */
const leastDistance = 18

export function IndexScroller({ place, columns, scrolled }: IndexScrollerProps) {
  const { list, sort } = useTrackList()
  const [seen, setSeen] = useState<[number, number]>([0, 0])
  const strip = useRef<HTMLDivElement>(null)
  const total = list?.total ?? 0
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const [first, last] = place.current?.inView() ?? [0, 0]
      setSeen([first * columns, Math.min(total - 1, last * columns + columns - 1)])
    })
    return () => cancelAnimationFrame(frame)
  }, [scrolled, columns, total, place])
  if (total === 0) return <div className="jump" />

  const [first, last] = seen
  const jump = (position: number): void => {
    const to = Math.max(0, Math.min(total - 1, Math.round(position)))
    place.current?.toTop(Math.floor(to / columns))
    setPosition(to)
  }
  const byPointer = (event: PointerEvent): void => {
    const box = strip.current?.getBoundingClientRect()
    if (box && (event.buttons & 1) === 1) jump(((event.clientY - box.top) / box.height) * (total - 1))
  }
  function byKey(event: KeyboardEvent): void {
    const step = Math.max(columns, last - first)
    const to = {
      ArrowDown: first + step,
      ArrowUp: first - step,
      PageDown: first + total / 10,
      PageUp: first - total / 10,
      Home: 0,
      End: total - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    jump(to)
  }

  const height = strip.current?.clientHeight ?? 600
  let above = -leastDistance
  let said = ''
  const ticks = (list?.ticks ?? []).filter((tick) => {
    const place = (height * tick.position) / total
    const text = tickText(sort.by, tick.value)
    // A value that is written once holds until another one is.
    if (place - above < leastDistance || text === said) return false
    above = place
    said = text
    return true
  })
  return (
    <div
      ref={strip}
      className="jump"
      role="slider"
      tabIndex={0}
      aria-label="Position in the list"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={first + 1}
      aria-valuetext={`${count(first + 1)} to ${count(last + 1)} of ${count(total)}, by ${sortTitles[sort.by].title.toLowerCase()}`}
      onKeyDown={byKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        byPointer(event)
      }}
      onPointerMove={byPointer}
    >
      {ticks.map((tick) => (
        <span key={tick.position} style={{ top: `${3 + (94 * tick.position) / total}%` }}>
          {tickText(sort.by, tick.value)}
        </span>
      ))}
      <i
        className="jump-seen"
        style={{ top: `${(100 * first) / total}%`, height: `${(100 * (last - first + 1)) / total}%` }}
      />
    </div>
  )
}
