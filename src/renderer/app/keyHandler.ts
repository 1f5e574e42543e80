/** One listener for all keys: finds the command of the view, then of the window. */
import { isModifier, keyForms } from '../state/keys.ts'
import { commandFor, handlerOf } from '../state/commands.ts'
import { useRoute } from '../state/route.ts'
import { useSettings } from '../state/settings.ts'

const editing = /^Ctrl\+(Shift\+)?([ZYACVX]|Arrow\w+|Home|End|Backspace|Delete)$/
const moving = /^(Arrow\w+|Home|End|PageUp|PageDown)$/

const isTyping = (target: Element): boolean =>
  target.matches(
    'textarea, select, [contenteditable="true"], input:not([type="checkbox"]):not([type="radio"]):not([type="range"])',
  )

/** Does the element under the focus make something of this press itself? */
function belongsToFocus(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body
  const forms = keyForms(event)
  if (isTyping(target)) {
    const types = !event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key)
    return types || forms.some((form) => editing.test(form))
  }
  if (event.key === 'Enter' || event.key === ' ') {
    return target.matches('button, a[href], summary, input') && !event.ctrlKey
  }
  return (
    moving.test(event.key) &&
    target.matches('input:not([type="checkbox"]), [role="slider"], [role="separator"], [role="menu"] *')
  )
}

export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
  // A dialog keeps its keys to itself; the browser closes it on Esc.
  if (document.querySelector('dialog[open]') || belongsToFocus(event)) return
  const command = commandFor(keyForms(event), useRoute.getState().view, useSettings.getState().settings.keys)
  if (!command) return
  event.preventDefault()
  if (event.repeat && !command.repeats) return
  handlerOf(command.id)?.run()
}
