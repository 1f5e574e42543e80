/** Everything that can be done by key or palette: one registry for handler, help sheet, palette and Settings. */
import type { LucideIcon } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Label } from '../../shared/words.ts'
import { alternatives } from './keys.ts'

export const scopes = ['window', 'start', 'library', 'review', 'train', 'evaluate', 'export'] as const
/** Where a command acts; `window` = everywhere. */
export type Scope = (typeof scopes)[number]

export interface Command {
  id: string
  /** In sentence case, with `…` when a dialog follows. */
  title: string
  scope: Scope
  /** Its heading in the help sheet. */
  group: string
  /** As given with the product; alternatives separated by spaces; '' = none. */
  keys: string
  label?: Label
  icon?: LucideIcon
  /** Does holding the key down repeat it? */
  repeats?: boolean
}

export interface Handler {
  run(): void
  /** false = not now; the key does nothing and the palette leaves it out. */
  when?(): boolean
}

const commands = new Map<string, Command>()
const handlers = new Map<string, Handler[]>()

export function declareCommands(list: Command[]): void {
  for (const command of list) commands.set(command.id, command)
}

export const allCommands = (): Command[] => [...commands.values()]
export const commandOf = (id: string): Command | undefined => commands.get(id)

/** The keys in force: the person's own, else the given ones. */
export const keysOf = (command: Command, own: Record<string, string>): string =>
  own[command.id] ?? command.keys

/** The handler of a mounted view, or undefined where the command can't run now. */
export function handlerOf(id: string): Handler | undefined {
  const handler = handlers.get(id)?.at(-1)
  return handler && (handler.when?.() ?? true) ? handler : undefined
}

export function runCommand(id: string): boolean {
  const handler = handlerOf(id)
  handler?.run()
  return handler !== undefined
}

function register(id: string, handler: Handler): () => void {
  if (!commands.has(id)) throw new Error(`The command ${id} is not declared.`)
  handlers.set(id, [...(handlers.get(id) ?? []), handler])
  return () =>
    handlers.set(
      id,
      (handlers.get(id) ?? []).filter((other) => other !== handler),
    )
}

/** Gives declared commands something to do as long as the component is mounted. The ids must not change. */
export function useHandlers(given: Record<string, Handler | (() => void)>): void {
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const ids = Object.keys(given).join(' ')
  // Before it is painted: what can be seen can be pressed.
  useLayoutEffect(() => {
    const asHandler = (id: string): Handler => {
      const now = latest.current[id]
      return typeof now === 'function' ? { run: now } : (now ?? { run: () => undefined })
    }
    const undo = ids
      .split(' ')
      .map((id) =>
        register(id, { run: () => asHandler(id).run(), when: () => asHandler(id).when?.() ?? true }),
      )
    return () => undo.forEach((done) => done())
  }, [ids])
}

const scopesOverlap = (one: Scope, other: Scope): boolean =>
  one === other || one === 'window' || other === 'window'

/** Commands that a binding would collide with, other than the command itself. */
export function conflictsOf(command: Command, binding: string, own: Record<string, string>): Command[] {
  const wanted = new Set(alternatives(binding))
  return allCommands().filter(
    (other) =>
      other.id !== command.id &&
      scopesOverlap(other.scope, command.scope) &&
      alternatives(keysOf(other, own)).some((keys) => wanted.has(keys)),
  )
}

/**
 * The command that a press means in a view, among those that `canRun`; the view's own before the window's. The place
 * of a digit goes before what it types: Shift+2 is never taken for 2 where a keyboard types digits with Shift.
 */
export function commandFor(
  forms: string[],
  view: Scope,
  own: Record<string, string>,
  canRun: (id: string) => boolean = (id) => handlerOf(id) !== undefined,
): Command | undefined {
  const here = allCommands().filter((command) => command.scope === view || command.scope === 'window')
  const bound = (form: string): Command[] =>
    here.filter((command) => alternatives(keysOf(command, own)).includes(form) && canRun(command.id))
  const found = forms.toReversed().flatMap(bound)
  return found.find((command) => command.scope === view) ?? found[0]
}
