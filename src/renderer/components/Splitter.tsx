/** The line between two panels: dragged, or moved by arrow keys (Shift: faster, Home and End: to the limits). */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import './Splitter.css'

interface SplitterProps {
  label: string
  /** Size in pixels of the panel that it resizes. */
  value: number
  min: number
  max: number
  /** `before`: the panel stands left of or above it. */
  panel?: 'before' | 'after'
  orientation?: 'vertical' | 'horizontal'
  onChange(value: number): void
}

export function Splitter(props: SplitterProps) {
  const { label, value, min, max, panel = 'before', orientation = 'vertical', onChange } = props
  const from = useRef<{ at: number; value: number } | null>(null)
  const sign = panel === 'before' ? 1 : -1
  const set = (next: number): void => onChange(Math.round(Math.max(min, Math.min(max, next))))
  const place = (event: PointerEvent): number => (orientation === 'vertical' ? event.clientX : event.clientY)
  const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']

  function byKey(event: KeyboardEvent): void {
    const step = (event.shiftKey ? 48 : 8) * sign
    if (event.key === less) set(value - step)
    else if (event.key === more) set(value + step)
    else if (event.key === 'Home') set(min)
    else if (event.key === 'End') set(max)
    else return
    event.preventDefault()
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      className={`split ${orientation === 'vertical' ? 'v' : 'h'}`}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={byKey}
      onPointerDown={(event) => {
        from.current = { at: place(event), value }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (from.current) set(from.current.value + (place(event) - from.current.at) * sign)
      }}
      onLostPointerCapture={() => {
        from.current = null
      }}
    />
  )
}
