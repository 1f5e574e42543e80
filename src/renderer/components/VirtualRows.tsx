/** A long list of rows of one height, of which only those in view exist. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import './VirtualRows.css'

export interface RowScroller {
  /** Brings a position into view, moving as little as possible. */
  show(position: number): void
  toTop(position: number): void
  /** Positions in view now. */
  inView(): [number, number]
  element(): HTMLElement | null
}

interface VirtualRowsProps {
  total: number
  rowHeight: number
  label: string
  /** Draws the row at a position; give its outermost element `aria-rowindex={position + 1}`. */
  row(position: number): ReactNode
  /** Positions first..last (inclusive) that are about to be drawn. */
  onRange?(first: number, last: number): void
  scroller?: Ref<RowScroller>
  className?: string
  role?: 'grid' | 'listbox'
  columns?: number
}

export function VirtualRows(props: VirtualRowsProps) {
  const { total, rowHeight, label, row, onRange, scroller, className, role = 'grid' } = props
  const area = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: total,
    estimateSize: () => rowHeight,
    getScrollElement: () => area.current,
    overscan: 6,
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (total > 0) onRange?.(first, last)
  }, [first, last, total, onRange])
  useEffect(() => rows.measure(), [rowHeight, rows])
  useImperativeHandle(scroller, () => ({
    show: (position) => rows.scrollToIndex(position, { align: 'auto' }),
    toTop: (position) => rows.scrollToIndex(position, { align: 'start' }),
    inView: () => {
      const height = area.current?.clientHeight ?? 0
      const top = area.current?.scrollTop ?? 0
      return [Math.floor(top / rowHeight), Math.min(total - 1, Math.ceil((top + height) / rowHeight) - 1)]
    },
    element: () => area.current,
  }))

  return (
    <div
      className={`vrows ${className ?? ''}`}
      ref={area}
      role={role}
      aria-label={label}
      aria-rowcount={total}
    >
      <div className="vrows-in" role="presentation" style={{ height: rows.getTotalSize() }}>
        <div
          role="rowgroup"
          className="vrows-at"
          style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
        >
          {items.map((item) => row(item.index))}
        </div>
      </div>
    </div>
  )
}
