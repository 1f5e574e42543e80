/** Search by track, video or source; the list follows what is typed. */
import type { LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../../components/Icon.tsx'
import { Keys } from '../../components/Keys.tsx'
import { setFilter, useTrackList } from '../../state/trackList.ts'
import { without } from './filters.ts'

const pause = 200

export function SearchField({ icon }: { icon: LucideIcon }) {
  const search = useTrackList((state) => state.filter.search) ?? ''
  const [text, setText] = useState(search)
  useEffect(() => setText(search), [search])
  useEffect(() => {
    if (text === search) return
    const timer = setTimeout(() => {
      const { filter } = useTrackList.getState()
      void setFilter(text === '' ? without(filter, 'search') : { ...filter, search: text })
    }, pause)
    return () => clearTimeout(timer)
  }, [text, search])
  return (
    <div className="ph search">
      <label className="in">
        <Icon of={icon} />
        <input
          id="library-search"
          type="text"
          placeholder="Track, video, source…"
          aria-label="Search tracks"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return
            event.preventDefault()
            if (event.key === 'Escape') setText('')
            document.getElementById('track-list')?.focus()
          }}
        />
        <Keys keys="/" />
      </label>
    </div>
  )
}
