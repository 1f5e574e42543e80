/** On or off, at once. */
import type { ReactNode } from 'react'
import './Switch.css'

interface SwitchProps {
  on: boolean
  onChange(on: boolean): void
  children: ReactNode
}

export function Switch({ on, onChange, children }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} className="switch" onClick={() => onChange(!on)}>
      <span className={`sw ${on ? 'on' : ''}`} aria-hidden="true" />
      {children}
    </button>
  )
}
