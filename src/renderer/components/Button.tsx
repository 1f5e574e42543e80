/** The one button. A button that can't act now says why instead of being silent. */
import type { LucideIcon } from 'lucide-react'
import type { MouseEvent, ReactNode, Ref } from 'react'
import { say } from '../state/messages.ts'
import { Icon } from './Icon.tsx'
import { Keys, useKeysOf } from './Keys.tsx'
import './Button.css'

export interface ButtonProps {
  children?: ReactNode
  variant?: 'primary' | 'plain' | 'quiet'
  /** 32 px, for the one act of a view or dialog. */
  big?: boolean
  icon?: LucideIcon
  /** Name of a button without words; also its tip. */
  label?: string
  tip?: string
  /** Key cap to show; or the command whose keys in force are shown. */
  keys?: string
  command?: string
  pressed?: boolean
  expanded?: boolean
  hasMenu?: boolean
  /** Why it can't act now; null or undefined = it can. */
  disabledReason?: string | null
  type?: 'button' | 'submit'
  className?: string
  ref?: Ref<HTMLButtonElement>
  onClick?(event: MouseEvent<HTMLButtonElement>): void
}

const variants = { primary: 'act', plain: '', quiet: 'ghost' }

export function Button(props: ButtonProps) {
  const { variant = 'plain', disabledReason, label, children, icon } = props
  const ofCommand = useKeysOf(props.command)
  const keys = props.keys ?? ofCommand
  const alone = children === undefined
  const tip =
    disabledReason ?? props.tip ?? (alone && label ? label + (keys === '' ? '' : ` (${keys})`) : undefined)
  const names = ['b', variants[variant], props.big && 'big', alone && 'sq', props.className]
  return (
    <button
      ref={props.ref}
      type={props.type ?? 'button'}
      className={names.filter(Boolean).join(' ')}
      aria-label={label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-haspopup={props.hasMenu ? 'menu' : undefined}
      aria-disabled={disabledReason ? true : undefined}
      aria-description={disabledReason ?? undefined}
      title={tip}
      onClick={(event) => {
        if (!disabledReason) return props.onClick?.(event)
        event.preventDefault()
        say(disabledReason)
      }}
    >
      {icon && <Icon of={icon} size={14} />}
      {!alone && <span className="bt">{children}</span>}
      {!alone && keys !== '' && <Keys keys={keys} />}
    </button>
  )
}
