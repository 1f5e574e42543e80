/** What the window says: one line in the status bar, and toasts for acts that touch many things at once. */
import { create } from 'zustand'
import type { ErrorBody } from '../../shared/errors.ts'
import { toTracksieveError } from '../../shared/errors.ts'
import type { Label } from '../../shared/words.ts'

export interface Message {
  text: string
  /** Draws a chip before the words; null = the empty chip of "no label". */
  label?: Label | null
  /** Offers Undo of the last label. */
  undo?: boolean
  /** Needs attention: an icon, and it stays until something else is said. */
  error?: boolean
}

export interface Toast extends Message {
  id: number
  action?: { title: string; keys?: string; run(): void }
}

interface MessageState {
  line: Message | null
  toast: Toast | null
}

export const useMessages = create<MessageState>(() => ({ line: null, toast: null }))
let lastToast = 0

export const say = (text: string, more: Omit<Message, 'text'> = {}): void =>
  useMessages.setState({ line: { text, ...more } })

/** A toast stands 8 s; the next one takes its place. The status bar says the same without the action. */
export function toast(text: string, more: Omit<Toast, 'text' | 'id'> = {}): void {
  lastToast += 1
  const { action: _action, undo: _undo, ...line } = more
  useMessages.setState({ toast: { id: lastToast, text, ...more }, line: { text, ...line } })
}

export const closeToast = (): void => useMessages.setState({ toast: null })

/** Anything thrown as what a person can read: what is wrong and what to do. */
export const errorOf = (thrown: unknown): ErrorBody => toTracksieveError(thrown).body

/** A lost engine is told by the banner, in view of everything; here only an act that came to nothing is named. */
export function sayError(thrown: unknown, act = ''): void {
  const { code, message, hint } = errorOf(thrown)
  if (code === 'ENGINE_UNAVAILABLE') {
    if (act !== '') say(`${act} Try again when the engine is back.`, { error: true })
  } else if (code !== 'CANCELLED') toast(hint === '' ? message : `${message} ${hint}`, { error: true })
}
