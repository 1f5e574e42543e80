/** A button that opens a short list of acts or choices. */
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'
import { Keys } from './Keys.tsx'
import './Menu.css'

export interface MenuItem {
  title: string
  detail?: string
  keys?: string
  /** Of a choice: whether it is the one in force. */
  checked?: boolean
  run(): void
}

interface MenuProps {
  label: string
  /** What the button shows. */
  children: ReactNode
  items: (MenuItem | 'line')[]
  className?: string
  align?: 'left' | 'right'
}

/** Pixels between a list and the window's edge. */
const margin = 4

function keepInWindow(list: HTMLElement): void {
  const { left, right } = list.getBoundingClientRect()
  const shift = left < margin ? margin - left : Math.min(0, innerWidth - margin - right)
  if (shift !== 0) list.style.translate = `${shift}px`
}

export function Menu({ label, children, items, className = 'b', align = 'left' }: MenuProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    if (open && list.current) keepInWindow(list.current)
  }, [open])
  useEffect(() => {
    if (!open) return
    const away = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    const items = list.current
    const first =
      items?.querySelector<HTMLElement>('[aria-checked="true"]') ??
      items?.querySelector<HTMLElement>('button')
    first?.focus()
    return () => document.removeEventListener('pointerdown', away)
  }, [open])

  function close(): void {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }

  function byKey(event: KeyboardEvent): void {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined) all[(to + all.length) % all.length]?.focus()
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return setOpen(false)
    else if (event.key !== 'Enter' && event.key !== ' ') return
    if (event.key !== 'Enter' && event.key !== ' ') event.preventDefault()
    event.stopPropagation()
  }

  return (
    <span className="menu" ref={root}>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <span className="vh">{label}: </span>
        {children}
        <Icon of={ChevronDown} size={12} />
      </button>
      {open && (
        <div className={`menu-list ${align}`} role="menu" aria-label={label} ref={list} onKeyDown={byKey}>
          {items.map((item, index) =>
            item === 'line' ? (
              <hr key={`line ${index}`} />
            ) : (
              <button
                key={item.title + (item.detail ?? '')}
                type="button"
                tabIndex={-1}
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                onClick={() => {
                  close()
                  item.run()
                }}
              >
                <span className="menu-mark">{item.checked ? '✓' : ''}</span>
                <span className="ell">{item.title}</span>
                {item.detail && <span className="muted ell">{item.detail}</span>}
                <span className="sp" />
                {item.keys && <Keys keys={item.keys} />}
              </button>
            ),
          )}
        </div>
      )}
    </span>
  )
}
