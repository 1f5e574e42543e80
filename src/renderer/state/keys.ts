/** Keys as text: "Ctrl+Shift+Z", "ArrowLeft", "?". What an event means, what a cap shows. */

/** A key press, or what stands for one in a test. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
const caps: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Control: 'Ctrl',
}

/**
 * Every name under which a binding may list this press: by the character it types, and by its place on the
 * keyboard for digits, so that `1` works where digits need Shift and `/` where it stands on a digit's key.
 */
export function keyForms(press: KeyPress): string[] {
  const command = isMac ? press.metaKey : press.ctrlKey
  const start = `${command ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}`
  const shift = press.shiftKey ? 'Shift+' : ''
  const name = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key
  const typesCase = press.key.length !== 1 || press.key === ' ' || /\p{L}/u.test(press.key)
  const forms = [start + (typesCase ? shift : '') + name]
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1]
  if (digit !== undefined) forms.push(start + shift + digit)
  return [...new Set(forms)]
}

/** A binding may hold several alternatives, separated by spaces. */
export const alternatives = (binding: string): string[] => binding.split(' ').filter((part) => part !== '')

/** The caps to draw for one alternative: "Ctrl+Shift+Z" → Ctrl, Shift, Z. */
export function keyCaps(keys: string): string[] {
  const parts = keys === '+' ? ['+'] : keys.replace(/\+\+$/, '+plus').split('+')
  return parts.map((part) => (part === 'plus' ? '+' : (caps[part] ?? part)))
}

export const isModifier = (key: string): boolean =>
  ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(key)
