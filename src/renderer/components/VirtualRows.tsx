/** A long list of rows of one height, of which only those in view exist. One stop for Tab; the current row is told apart. */
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createOffsetWatch } from './offsetWatch.ts'
import './VirtualRows.css'

export interface RowScroller {
  /**
   * Brings a position into view, moving as little as possible; from a layout effect: in the same frame.
   * `fromTop`: as if the list stood at its beginning.
   */
  show(position: number, fromTop?: boolean): void
  toTop(position: number): void
  /** Positions in view now, first..last. */
  inView(): [number, number]
  focus(): void
}

interface VirtualRowsProps {
  total: number
  rowHeight: number
  label: string
  /** Draws the row at a position; give its outermost element `aria-rowindex={position + 1}` and an id. */
  row(position: number): ReactNode
  /** Column heads; they stay while rows scroll. `headHeight` in pixels. */
  head?: ReactNode
  headHeight?: number
  /** Id of the current row's element. */
  activeId?: string
  /** Positions first..last (inclusive) that are about to be drawn. Must not change between draws. */
  onRange?(first: number, last: number): void
  onScroll?(): void
  onKeyDown?(event: KeyboardEvent): void
  scroller?: Ref<RowScroller>
  /** Rows drawn before they come into view. */
  overscan?: number
  /** Rows that come into view with one that was out of it. */
  lookAhead?: number
  className?: string
  id?: string
  role?: 'grid' | 'listbox'
  multiselectable?: boolean
  /** Another list is on its way; what is shown is the former one. */
  busy?: boolean
}

interface Place {
  position: number
  rowHeight: number
  total: number
  /** What is in view now, in pixels. */
  offset: number
  seen: number
  ahead: number
}

/** Where to scroll so that a row is in view with some of what follows in its direction; null = it is in view. */
export function offsetToShow({ position, rowHeight, total, offset, seen, ahead }: Place): number | null {
  const top = position * rowHeight
  if (top < offset) return Math.max(0, top - ahead * rowHeight)
  if (top + rowHeight <= offset + seen) return null
  return Math.min(top + rowHeight + ahead * rowHeight, total * rowHeight) - seen
}

export function VirtualRows(props: VirtualRowsProps) {
  const { total, rowHeight, label, row, onRange, scroller, className, role = 'grid', headHeight = 0 } = props
  const area = useRef<HTMLDivElement>(null)
  const [offsets] = useState(createOffsetWatch)
  const [target, setTarget] = useState<{ offset: number } | null>(null)
  const rows = useVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    getScrollElement: () => area.current,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: props.overscan ?? 6,
    observeElementOffset: offsets.observe,
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (total > 0) onRange?.(first, last)
  }, [first, last, total, onRange])
  useEffect(() => rows.measure(), [rowHeight, rows])
  useLayoutEffect(() => {
    if (area.current && target) area.current.scrollTop = target.offset
  }, [target])
  useImperativeHandle(scroller, () => ({
    show(position, fromTop = false) {
      const now = offsets.untold() ?? rows.scrollOffset ?? 0
      const offset = fromTop ? 0 : now
      const seen = (rows.scrollRect?.height ?? 0) - headHeight
      const ahead = props.lookAhead ?? 0
      const to = offsetToShow({ position, rowHeight, total, offset, seen, ahead }) ?? offset
      if (to === now) return
      const drawn = first * rowHeight <= to && to + seen <= (last + 1) * rowHeight
      if (drawn && !fromTop) return offsets.moveOver(to)
      // The rows that come into view are drawn first, then it is scrolled: one layout, one frame.
      offsets.tell(to)
      setTarget({ offset: to })
    },
    // Scrolling answers with a promise in newer engines: nobody here waits for it.
    toTop: (position) => void rows.scrollToIndex(position, { align: 'start' }),
    inView: () => {
      const { scrollTop = 0, clientHeight = 0 } = area.current ?? {}
      const end = Math.ceil((scrollTop + clientHeight - headHeight) / rowHeight) - 1
      return [Math.floor(scrollTop / rowHeight), Math.min(total - 1, end)]
    },
    focus: () => area.current?.focus(),
  }))

  return (
    <div
      ref={area}
      id={props.id}
      className={`vrows ${className ?? ''}`}
      role={role}
      tabIndex={0}
      aria-label={label}
      aria-rowcount={role === 'grid' ? total : undefined}
      aria-multiselectable={props.multiselectable}
      aria-busy={props.busy}
      aria-activedescendant={props.activeId}
      onKeyDown={props.onKeyDown}
      onScroll={props.onScroll}
    >
      {props.head}
      <div className="vrows-in" role="presentation" style={{ height: rows.getTotalSize() }}>
        <div
          role={role === 'grid' ? 'rowgroup' : 'presentation'}
          className="vrows-at"
          style={{ paddingTop: (items[0]?.start ?? headHeight) - headHeight }}
        >
          {items.map((item) => row(item.index))}
        </div>
      </div>
    </div>
  )
}
