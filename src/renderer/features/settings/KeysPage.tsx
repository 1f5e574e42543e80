/** Every command's keys, to be changed by pressing others; a clash names the command that has them. */
import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { TextField } from '../../components/Field.tsx'
import { Keys } from '../../components/Keys.tsx'
import { allCommands, type Command, conflictsOf, keysOf } from '../../state/commands.ts'
import { alternatives, isModifier, keyForms } from '../../state/keys.ts'
import { saveSettings, useSettings } from '../../state/settings.ts'

const upper = (word: string): string => (word[0]?.toUpperCase() ?? '') + word.slice(1)

export function KeysPage() {
  const own = useSettings((state) => state.settings.keys)
  const [wanted, setWanted] = useState('')
  const [asking, setAsking] = useState<{ id: string; clash: string | null } | null>(null)
  const shown = allCommands().filter((command) =>
    `${command.title} ${command.scope}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  )

  function take(command: Command, event: KeyboardEvent): void {
    if (isModifier(event.key) || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape' && command.keys !== 'Escape') return setAsking(null)
    const keys = keyForms(event.nativeEvent)[0] ?? ''
    const clash = conflictsOf(command, keys, own)[0]
    if (clash)
      return setAsking({
        id: command.id,
        clash: `${keys} already means “${clash.title}”. Press another, or Esc.`,
      })
    setAsking(null)
    void saveSettings({ keys: { ...own, [command.id]: keys } })
  }

  function giveBack(command: Command): void {
    const { [command.id]: _own, ...rest } = own
    void saveSettings({ keys: rest })
  }

  return (
    <section className="keys-page">
      <div className="settings-line">
        <TextField label="Find a command" value={wanted} onChange={setWanted} />
        <Button
          disabledReason={Object.keys(own).length === 0 ? 'No key was changed' : null}
          onClick={() => void saveSettings({ keys: {} })}
        >
          All as given
        </Button>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Command</th>
            <th scope="col" className="col-where">
              Where
            </th>
            <th scope="col" className="col-keys">
              Keys
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((command) => (
            <tr key={command.id}>
              <td>
                <span className="ks">
                  {command.label && <ClassChip kind={command.label} silent />}
                  {command.title}
                </span>
              </td>
              <td className="muted">{command.scope === 'window' ? 'Everywhere' : upper(command.scope)}</td>
              <td className="col-keys">
                <span className="ks">
                  <button
                    type="button"
                    className="b ghost key-button"
                    onClick={() => setAsking({ id: command.id, clash: null })}
                    onBlur={() => setAsking(null)}
                    onKeyDown={(event) => asking?.id === command.id && take(command, event)}
                  >
                    {asking?.id === command.id ? (
                      <span role="status">{asking.clash ?? 'Press the keys…'}</span>
                    ) : (
                      <KeyCaps title={command.title} keys={keysOf(command, own)} />
                    )}
                  </button>
                  {own[command.id] !== undefined && (
                    <Button
                      variant="quiet"
                      icon={RotateCcw}
                      label={`As given: ${command.keys || 'none'}`}
                      onClick={() => giveBack(command)}
                    />
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function KeyCaps({ title, keys }: { title: string; keys: string }) {
  return (
    <>
      <span className="vh">{`Change the keys of ${title}, now ${keys || 'none'}`}</span>
      {keys === '' && (
        <span className="faint" aria-hidden="true">
          none
        </span>
      )}
      {alternatives(keys).map((one) => (
        <Keys key={one} keys={one} />
      ))}
    </>
  )
}
