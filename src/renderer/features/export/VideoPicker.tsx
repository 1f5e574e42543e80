/** One video among very many: typed letters narrow the choice. */
import { Film } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Video } from '../../../shared/contract/videos.ts'
import { Icon } from '../../components/Icon.tsx'
import { count } from '../../state/format.ts'

interface VideoPickerProps {
  videos: Video[]
  value: number | null
  onChange(video: number): void
}

/** More than these nobody reads through. */
const most = 50

export function VideoPicker({ videos, value, onChange }: VideoPickerProps) {
  const id = useId()
  const chosen = videos.find((video) => video.id === value)
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const wanted = (typed ?? '').trim().toLowerCase()
  const fitting = typed === null ? [] : videos.filter((video) => video.name.toLowerCase().includes(wanted))
  const shown = fitting.slice(0, most)

  function take(video: Video | undefined): void {
    if (video) onChange(video.id)
    setTyped(null)
  }

  function byKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (typed === null) setTyped('')
      else setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length))
    } else if (event.key === 'Enter' && typed !== null) take(shown[at])
    else if (event.key === 'Escape' && typed !== null) setTyped(null)
    else return
    event.preventDefault()
  }

  return (
    <div className="fld export-field video-picker">
      <label className="fl" htmlFor={id}>
        Video, of {count(videos.length)}
      </label>
      <span className="in">
        <Icon of={Film} />
        <input
          id={id}
          type="text"
          role="combobox"
          aria-expanded={typed !== null}
          aria-controls={`${id}-list`}
          aria-activedescendant={typed !== null && shown[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed ?? (chosen ? wordsOf(chosen) : '')}
          placeholder="Type a name"
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onClick={() => setTyped(typed ?? '')}
          onBlur={() => setTyped(null)}
          onKeyDown={byKey}
        />
      </span>
      {typed !== null && (
        <ul id={`${id}-list`} role="listbox" aria-label="Videos" className="video-list">
          {shown.map((video, index) => (
            <li
              key={video.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              // The field keeps the focus, or leaving it would close the list before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(video)}
            >
              {wordsOf(video)}
            </li>
          ))}
          {fitting.length > most && (
            <li className="muted">and {count(fitting.length - most)} more: type to narrow</li>
          )}
          {fitting.length === 0 && <li className="muted">No video has that in its name</li>}
        </ul>
      )}
    </div>
  )
}

const wordsOf = (video: Video): string => `${video.name} · ${count(video.frames)} frames`
