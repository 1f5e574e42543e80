/** Ctrl+P: every command that can run now, tracks by number, catalogues by name. */
import { Database, Search, Terminal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { ClassChip } from '../../components/ClassChip.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Keys } from '../../components/Keys.tsx'
import { openCatalogue } from '../../state/catalogue.ts'
import { keysOf, runCommand } from '../../state/commands.ts'
import { closeDialog, useDialog } from '../../state/dialogs.ts'
import { alternatives } from '../../state/keys.ts'
import { go } from '../../state/route.ts'
import { useSettings } from '../../state/settings.ts'
import type { Entry } from './paletteEntries.ts'
import { usePaletteEntries } from './usePaletteEntries.ts'
import './palette.css'

function choose(entry: Entry): void {
  closeDialog()
  // The palette has to be gone first: what runs may open a dialog of its own or move the focus.
  setTimeout(() => {
    if (useDialog.getState().open) return
    if (entry.command) runCommand(entry.command.id)
    else if (entry.track) go('review', { track: entry.track.id })
    else if (entry.catalogue) void openCatalogue(entry.catalogue.folder)
  })
}

export function CommandPalette() {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const entries = usePaletteEntries(typed)
  const list = useRef<HTMLUListElement>(null)
  const current = Math.min(at, entries.length - 1)
  useEffect(() => setAt(0), [typed])
  useEffect(() => {
    void list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  function byKey(event: KeyboardEvent): void {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1 }[event.key]
    const chosen = entries[current]
    if (to !== undefined) setAt((to + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter' && chosen) choose(chosen)
    else return
    event.preventDefault()
  }

  return (
    <Dialog title="Search or run a command" className="pal" bare onClose={closeDialog}>
      <div className="pin">
        <Icon of={Search} size={16} />
        <input
          type="text"
          role="combobox"
          aria-label="Search or run a command"
          aria-expanded={entries.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={entries[current] ? `palette-${current}` : undefined}
          placeholder="What do you want to do?"
          spellCheck={false}
          data-first
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={byKey}
        />
        <span className="muted">Esc closes</span>
      </div>
      <ul id="palette-list" role="listbox" aria-label="Results" ref={list}>
        {entries.map((entry, index) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            index={index}
            selected={index === current}
            first={entries[index - 1]?.group !== entry.group}
          />
        ))}
      </ul>
      {entries.length === 0 && (
        <p className="pal-none muted">Nothing fits. A number finds a track, words find a command.</p>
      )}
      <footer>
        <span className="ks">
          <Keys keys="ArrowUp" />
          <Keys keys="ArrowDown" /> choose
        </span>
        <span className="ks">
          <Keys keys="Enter" /> run
        </span>
        <span className="sp" />
        <span className="ks">
          <Keys keys=">" /> commands only
        </span>
        <span className="ks">
          <Keys keys="#" /> a track
        </span>
      </footer>
    </Dialog>
  )
}

function EntryRow({
  entry,
  index,
  selected,
  first,
}: {
  entry: Entry
  index: number
  selected: boolean
  first: boolean
}) {
  const { command, track } = entry
  const label = command?.label ?? track?.label
  const own = useSettings((state) => state.settings.keys)
  const shownKeys = command ? alternatives(keysOf(command, own))[0] : undefined
  return (
    <>
      {first && (
        <li role="presentation" className="gh">
          {entry.group}
        </li>
      )}
      <li
        id={`palette-${index}`}
        role="option"
        aria-selected={selected}
        className={selected ? 'sel' : ''}
        onClick={() => choose(entry)}
      >
        {label ? (
          <ClassChip kind={label} silent />
        ) : (
          <Icon of={command?.icon ?? (entry.catalogue ? Database : Terminal)} size={16} />
        )}
        <span className="ell">
          <Marked text={entry.title} hits={entry.hits} />
        </span>
        {entry.detail && <span className="muted ell">{entry.detail}</span>}
        <span className="sp" />
        {shownKeys && <Keys keys={shownKeys} />}
      </li>
    </>
  )
}

/** What matched stands out by weight and line, not by colour. */
function Marked({ text, hits }: { text: string; hits: number[] }) {
  const marked = new Set(hits)
  const parts: { text: string; hit: boolean }[] = []
  for (const [index, letter] of [...text].entries()) {
    const last = parts.at(-1)
    if (last && last.hit === marked.has(index)) last.text += letter
    else parts.push({ text: letter, hit: marked.has(index) })
  }
  return parts.map((part, index) =>
    part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
  )
}
