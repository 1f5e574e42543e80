/** Commands under their headings, the view's own first. */
import type { Command } from '../../state/commands.ts'

export interface CommandGroup {
  title: string
  commands: Command[]
}

const upper = (word: string): string => (word[0]?.toUpperCase() ?? '') + word.slice(1)

/** `named`: headings say which view they belong to, since several views are shown. */
export function groupCommands(commands: Command[], named: boolean): CommandGroup[] {
  const groups = new Map<string, Command[]>()
  const sorted = [...commands].sort((a, b) => Number(a.scope === 'window') - Number(b.scope === 'window'))
  for (const command of sorted) {
    const title =
      named && command.scope !== 'window'
        ? `${upper(command.scope)}: ${command.group.toLowerCase()}`
        : command.group
    groups.set(title, [...(groups.get(title) ?? []), command])
  }
  return [...groups].map(([title, list]) => ({ title, commands: list }))
}
