/** A check box with its words; `some` = partly on. */
import { Check as Tick } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import './Check.css'

interface CheckProps {
  checked: boolean | 'some'
  onChange(checked: boolean): void
  children?: ReactNode
  /** Its name where no words stand beside it. */
  label?: string
  disabled?: boolean
  className?: string
}

export function Check({ checked, onChange, children, label, disabled, className }: CheckProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === 'some'
  }, [checked])
  return (
    <label className={`check ${className ?? ''}`}>
      <input
        ref={box}
        type="checkbox"
        className="ck-in"
        checked={checked === true}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => onChange(event.target.checked)}
      />
      <CheckBox state={checked} />
      {children}
    </label>
  )
}

/** Only the drawing, for rows and cards that are selected as a whole. */
export function CheckBox({ state }: { state: boolean | 'some' }) {
  const look = state === 'some' ? 'some' : state ? 'on' : ''
  return (
    <span className={`ck ${look}`} aria-hidden="true">
      {state === true && <Tick size={10} strokeWidth={3} />}
    </span>
  )
}
