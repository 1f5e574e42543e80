/** Key caps: of one binding, or of the keys in force for a command. */
import { commandOf, keysOf } from '../state/commands.ts'
import { alternatives, keyCaps } from '../state/keys.ts'
import { useSettings } from '../state/settings.ts'
import './Keys.css'

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}

/** The first of a command's keys as text, '' where it has none; follows remapping. */
export function useKeysOf(command: string | undefined): string {
  const own = useSettings((state) => state.settings.keys)
  const known = command === undefined ? undefined : commandOf(command)
  return known ? (alternatives(keysOf(known, own))[0] ?? '') : ''
}
