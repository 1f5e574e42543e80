/** Fields with their label above, unit inside and, when wrong, what to enter below. */
import { ChevronDown, CircleAlert } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Icon } from './Icon.tsx'
import './Field.css'

interface FieldProps {
  label: string
  /** The label stands elsewhere; it is still read out. */
  labelHidden?: boolean
  unit?: ReactNode
  error?: string | null
  className?: string
}

interface ShellProps extends FieldProps {
  id: string
  children: ReactNode
}

function Shell({ id, label, labelHidden, unit, error, className, children }: ShellProps) {
  return (
    <div className={`fld ${className ?? ''}`}>
      <label className={labelHidden ? 'vh' : 'fl'} htmlFor={id}>
        {label}
      </label>
      <span className={`in ${error ? 'bad' : ''}`}>
        {children}
        {unit !== undefined && <span className="u">{unit}</span>}
      </span>
      {error && (
        <em id={`${id}-error`} role="alert">
          <Icon of={CircleAlert} size={12} />
          {error}
        </em>
      )}
    </div>
  )
}

const described = (id: string, error: string | null | undefined) => ({
  'aria-invalid': error ? true : undefined,
  'aria-describedby': error ? `${id}-error` : undefined,
})

interface TextFieldProps extends FieldProps {
  value: string
  placeholder?: string
  onChange(value: string): void
  onCommit?(value: string): void
}

export function TextField(props: TextFieldProps) {
  const id = useId()
  return (
    <Shell id={id} {...props}>
      <input
        id={id}
        value={props.value}
        placeholder={props.placeholder}
        spellCheck={false}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={(event) => props.onCommit?.(event.target.value)}
        {...described(id, props.error)}
      />
    </Shell>
  )
}

interface NumberFieldProps extends FieldProps {
  value: number
  min: number
  max: number
  step?: number
  /** Only whole numbers. */
  whole?: boolean
  /** Digits after the point when shown; absent = as short as it is. */
  digits?: number
  onChange(value: number): void
}

/** Takes a number when it fits; until then it says what would. Arrow keys step it. */
export function NumberField(props: NumberFieldProps) {
  const { value, min, max, step = 1, whole = false, digits } = props
  const id = useId()
  const shown = digits === undefined ? String(value) : value.toFixed(digits)
  /** What was typed and not left yet; null = the value stands there. */
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? shown
  const number = Number(text.replace(',', '.'))
  const fits = text.trim() !== '' && number >= min && number <= max && (!whole || Number.isInteger(number))
  const range = whole ? `A whole number from ${min} to ${max}` : `A number from ${min} to ${max}`
  const error = props.error ?? (fits ? null : range)

  function enter(next: string): void {
    setTyped(next)
    const parsed = Number(next.replace(',', '.'))
    if (next.trim() !== '' && parsed >= min && parsed <= max && (!whole || Number.isInteger(parsed)))
      props.onChange(parsed)
  }

  function stepBy(amount: number): void {
    const next = Math.max(min, Math.min(max, Number(((fits ? number : value) + amount).toFixed(6))))
    setTyped(null)
    props.onChange(next)
  }

  return (
    <Shell id={id} {...props} error={error}>
      <input
        id={id}
        inputMode="decimal"
        role="spinbutton"
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={fits ? number : undefined}
        autoComplete="off"
        value={text}
        onBlur={() => setTyped(null)}
        onChange={(event) => enter(event.target.value)}
        onKeyDown={(event) => {
          const amount = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10, PageDown: -step * 10 }[
            event.key
          ]
          if (amount === undefined) return
          event.preventDefault()
          stepBy(amount)
        }}
        {...described(id, error)}
      />
    </Shell>
  )
}

interface SelectFieldProps<T extends string> extends FieldProps {
  value: T
  options: readonly { value: T; title: string }[]
  onChange(value: T): void
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const id = useId()
  return (
    <Shell id={id} {...props} unit={<Icon of={ChevronDown} size={12} />}>
      <select
        id={id}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value as T)}
        {...described(id, props.error)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </Shell>
  )
}
