/** Files and folders of the engine's machine: the same in the desktop and in a browser. */
import { useQuery } from '@tanstack/react-query'
import { CornerLeftUp, File, Folder, FolderOpen, Funnel } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { FileEntry } from '../../shared/contract/engine.ts'
import { engine } from '../state/engine.ts'
import { bytes } from '../state/format.ts'
import { errorOf } from '../state/messages.ts'
import { isText, useRemembered } from '../state/memory.ts'
import { Button } from './Button.tsx'
import { CheckBox } from './Check.tsx'
import { TextField } from './Field.tsx'
import { Icon } from './Icon.tsx'
import './FileBrowser.css'

interface FileBrowserProps {
  /** What can be chosen; folders are always entered by Enter or a double click. */
  picks: 'files' | 'folder' | 'catalogue'
  selected: string[]
  onSelect(paths: string[]): void
  /** An entry was chosen for good: Enter or a double click on what can be chosen. */
  onOpen?(path: string): void
  onFolder?(folder: string): void
}

const icons = { folder: Folder, catalogue: Funnel, file: File }

export function FileBrowser({ picks, selected, onSelect, onOpen, onFolder }: FileBrowserProps) {
  const [folder, setFolder] = useRemembered('folder', '', isText)
  const [typed, setTyped] = useState<string | null>(null)
  const asked = folder === '' ? null : folder
  const listing = useQuery({
    queryKey: ['browse', asked],
    queryFn: () => engine.engine.browse({ folder: asked }),
    staleTime: 0,
  })
  const shown = listing.data
  const told = useRef(onFolder)
  told.current = onFolder
  useEffect(() => {
    if (shown) told.current?.(shown.folder)
  }, [shown])

  function enter(next: string): void {
    setTyped(null)
    setFolder(next)
  }

  const choosable = (entry: FileEntry): boolean =>
    picks === 'files'
      ? entry.kind !== 'catalogue'
      : picks === 'catalogue'
        ? entry.kind === 'catalogue'
        : false

  function toggle(entry: FileEntry): void {
    if (!choosable(entry)) return
    if (picks === 'catalogue') onSelect([entry.path])
    else
      onSelect(
        selected.includes(entry.path)
          ? selected.filter((path) => path !== entry.path)
          : [...selected, entry.path],
      )
  }

  function open(entry: FileEntry): void {
    if (entry.kind === 'folder') enter(entry.path)
    else if (choosable(entry)) {
      if (picks === 'catalogue') onSelect([entry.path])
      else toggle(entry)
      onOpen?.(entry.path)
    }
  }

  return (
    <div className="browser">
      <form
        className="browser-bar"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed !== null) enter(typed)
        }}
      >
        <Button
          icon={CornerLeftUp}
          label="Up one folder"
          keys="Backspace"
          disabledReason={shown && shown.parent === null ? 'This is the topmost folder' : null}
          onClick={() => shown?.parent && enter(shown.parent)}
        />
        <TextField
          label="Folder"
          labelHidden
          className="browser-path"
          value={typed ?? shown?.folder ?? folder}
          onChange={setTyped}
          error={listing.error ? errorOf(listing.error).message : null}
        />
        {listing.error && (
          <Button icon={FolderOpen} onClick={() => enter('')}>
            Home
          </Button>
        )}
      </form>
      <Entries
        entries={(shown?.entries ?? []).filter((entry) => picks === 'files' || entry.kind !== 'file')}
        multiple={picks === 'files'}
        isSelected={(entry) => selected.includes(entry.path)}
        choosable={choosable}
        onToggle={toggle}
        onOpen={open}
        onUp={() => shown?.parent && enter(shown.parent)}
        folder={shown?.folder ?? ''}
      />
    </div>
  )
}

interface EntriesProps {
  entries: FileEntry[]
  folder: string
  multiple: boolean
  isSelected(entry: FileEntry): boolean
  choosable(entry: FileEntry): boolean
  onToggle(entry: FileEntry): void
  onOpen(entry: FileEntry): void
  onUp(): void
}

function Entries(props: EntriesProps) {
  const { entries, folder, multiple, isSelected, choosable, onToggle, onOpen, onUp } = props
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => setAt(0), [folder])
  useEffect(() => {
    void list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const current = entries[at]

  function byKey(event: KeyboardEvent): void {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: entries.length - 1,
    }[event.key]
    if (to !== undefined) setAt(Math.max(0, Math.min(entries.length - 1, to)))
    else if (event.key === 'Enter' && current) onOpen(current)
    else if (event.key === ' ' && current) onToggle(current)
    else if (event.key === 'Backspace' || event.key === 'ArrowLeft') onUp()
    else if (/^\p{L}|\d$/u.test(event.key) && event.key.length === 1) {
      const next = entries.findIndex((entry) => entry.name.toLowerCase().startsWith(event.key.toLowerCase()))
      if (next >= 0) setAt(next)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <ul
      ref={list}
      className="browser-list"
      data-first
      role="listbox"
      aria-label="Files"
      aria-multiselectable={multiple}
      aria-activedescendant={current ? `entry-${at}` : undefined}
      tabIndex={0}
      onKeyDown={byKey}
    >
      {entries.map((entry, index) => (
        <li
          key={entry.path}
          id={`entry-${index}`}
          role="option"
          aria-selected={isSelected(entry)}
          className={index === at ? 'at' : ''}
          onClick={() => {
            setAt(index)
            onToggle(entry)
          }}
          onDoubleClick={() => onOpen(entry)}
        >
          {multiple && choosable(entry) ? (
            <CheckBox state={isSelected(entry)} />
          ) : (
            <span className="ck-gap" />
          )}
          <Icon of={icons[entry.kind]} />
          <span className="ell">{entry.name}</span>
          <span className="sp" />
          {entry.kind === 'folder' && (
            <button
              type="button"
              tabIndex={-1}
              className="b ghost browser-enter"
              onClick={() => onOpen(entry)}
            >
              Enter
            </button>
          )}
          {entry.kind === 'file' && <span className="muted">{bytes(entry.bytes)}</span>}
        </li>
      ))}
      {entries.length === 0 && (
        <li className="muted browser-none" role="option" aria-selected="false" aria-disabled="true">
          Nothing to choose here
        </li>
      )}
    </ul>
  )
}
