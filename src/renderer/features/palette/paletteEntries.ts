/** What the palette offers for what was typed: commands that can run, tracks by number, catalogues of before. */
import type { Recent } from '../../../shared/contract/catalogue.ts'
import type { TrackRow } from '../../../shared/contract/tracks.ts'
import { type Command, commandOf } from '../../state/commands.ts'
import { trackName } from '../../state/trackName.ts'

export interface Entry {
  id: string
  group: 'Commands' | 'Tracks' | 'Catalogues'
  title: string
  detail?: string
  /** Places of `title` that match. */
  hits: number[]
  command?: Command
  track?: TrackRow
  catalogue?: Recent
}

/**
 * Places of the letters of `wanted` in `title`, or null when it does not hold them in order. Words are looked for as
 * wholes first ("label no" in "Label as noise"), single letters only after that.
 */
export function matchOf(title: string, wanted: string): { hits: number[]; cost: number } | null {
  const text = title.toLowerCase()
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const hits: number[] = []
  let cost = 0
  let from = 0
  for (const word of words) {
    const start = wordStart(text, word, from)
    const found = start >= 0 ? start : text.indexOf(word, from)
    if (found < 0) return null
    cost += found - from + (start >= 0 ? 0 : 20)
    for (let index = 0; index < word.length; index++) hits.push(found + index)
    from = found + word.length
  }
  return { hits, cost }
}

function wordStart(text: string, word: string, from: number): number {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) return at
  }
  return -1
}

export function commandEntries(ids: string[], wanted: string): Entry[] {
  const found = ids.flatMap((id) => {
    const command = commandOf(id)
    const match = command && matchOf(command.title, wanted)
    return command && match ? [{ command, ...match }] : []
  })
  return found
    .sort((a, b) => a.cost - b.cost)
    .map(({ command, hits }) => ({ id: command.id, group: 'Commands', title: command.title, hits, command }))
}

export function trackEntries(rows: TrackRow[]): Entry[] {
  return rows.map((row) => ({
    id: `track ${row.id}`,
    group: 'Tracks',
    title: `Track ${trackName(row)}`,
    detail: `${row.label ? `labelled ${row.label}` : 'no label'} · frames ${row.first}–${row.last}`,
    hits: [],
    track: row,
  }))
}

export function catalogueEntries(recent: Recent[], wanted: string): Entry[] {
  return recent.flatMap((one): Entry[] => {
    const match = one.found ? matchOf(one.name, wanted) : null
    return match
      ? [
          {
            id: one.folder,
            group: 'Catalogues',
            title: one.name,
            detail: one.folder,
            hits: match.hits,
            catalogue: one,
          },
        ]
      : []
  })
}
