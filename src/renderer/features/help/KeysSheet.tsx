/** All keys, of this view or of all, to be found by what they do. */
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Keys } from '../../components/Keys.tsx'
import { allCommands, type Command, keysOf } from '../../state/commands.ts'
import { closeDialog, openDialog } from '../../state/dialogs.ts'
import { plural } from '../../state/format.ts'
import { alternatives } from '../../state/keys.ts'
import { useRoute } from '../../state/route.ts'
import { useSettings } from '../../state/settings.ts'
import { groupCommands } from './groupCommands.ts'
import './help.css'

const upper = (word: string): string => (word[0]?.toUpperCase() ?? '') + word.slice(1)

export function KeysSheet() {
  const view = useRoute((route) => route.view)
  const own = useSettings((state) => state.settings.keys)
  const [everywhere, setEverywhere] = useState(false)
  const [wanted, setWanted] = useState('')
  const shown = allCommands().filter(
    (command) =>
      keysOf(command, own) !== '' &&
      (everywhere || command.scope === view || command.scope === 'window') &&
      command.title.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const changed = Object.keys(own).length
  return (
    <Dialog
      title={everywhere ? 'All keys' : `Keys in ${upper(view)}`}
      className="help"
      onClose={closeDialog}
      tools={
        <>
          <label className="in help-find">
            <Icon of={Search} />
            <input
              type="text"
              placeholder="Find a key or a command"
              aria-label="Find a key or a command"
              value={wanted}
              data-first
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
          <span className="seg">
            <Button pressed={!everywhere} onClick={() => setEverywhere(false)}>
              This view
            </Button>
            <Button pressed={everywhere} onClick={() => setEverywhere(true)}>
              All
            </Button>
          </span>
          <Button onClick={() => openDialog({ name: 'settings', page: 'keys' })}>Change keys…</Button>
        </>
      }
      footer={
        <span className="muted">
          Single keys rest while you type.{changed > 0 && ` ${plural(changed, 'key')} changed by you.`}
        </span>
      }
    >
      <div className="hc" tabIndex={0} role="region" aria-label="Keys">
        {groupCommands(shown, everywhere).map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.commands.map((command) => (
                <KeyRow key={command.id} command={command} keys={keysOf(command, own)} />
              ))}
            </dl>
          </section>
        ))}
        {shown.length === 0 && <p className="muted">No key does that.</p>}
      </div>
    </Dialog>
  )
}

function KeyRow({ command, keys }: { command: Command; keys: string }) {
  return (
    <div className="key-row">
      <dt>
        {command.label && <ClassChip kind={command.label} silent />}
        {command.title}
      </dt>
      <dd>
        <span className="vh">{alternatives(keys).join(' or ')}</span>
        {alternatives(keys).map((one) => (
          <Keys key={one} keys={one} />
        ))}
      </dd>
    </div>
  )
}
