/** The palette's answers: `>` commands only, `#` a track. */
import { useQuery } from '@tanstack/react-query'
import type { TrackRow } from '../../../shared/contract/tracks.ts'
import { allCommands, handlerOf } from '../../state/commands.ts'
import { engine } from '../../state/engine.ts'
import { keys, useCatalogue } from '../../state/queries.ts'
import { useRoute } from '../../state/route.ts'
import { catalogueEntries, commandEntries, type Entry, trackEntries } from './paletteEntries.ts'

const mostTracks = 5
const mostCommands = 12

/** A list of its own, so that the one in view keeps its order. */
async function findTracks(search: string): Promise<TrackRow[]> {
  const list = await engine.tracks.open({ filter: { search }, sort: { by: 'number', descending: false } })
  return list.total === 0 ? [] : engine.tracks.page({ list: list.list, start: 0, count: mostTracks })
}

export function usePaletteEntries(typed: string): Entry[] {
  const view = useRoute((route) => route.view)
  const open = Boolean(useCatalogue().data)
  const onlyCommands = typed.startsWith('>')
  const onlyTracks = typed.startsWith('#')
  const wanted = typed.replace(/^[>#]/, '').trim()
  const tracks = useQuery({
    queryKey: ['palette tracks', wanted],
    queryFn: () => findTracks(wanted),
    enabled: open && !onlyCommands && /\d/.test(wanted),
    staleTime: 0,
  }).data
  const recent = useQuery({ queryKey: keys.recent, queryFn: () => engine.catalogue.recent() }).data
  const ids = allCommands()
    .filter((command) => (command.scope === view || command.scope === 'window') && handlerOf(command.id))
    .filter((command) => command.id !== 'window.palette' && !command.repeats)
    .map((command) => command.id)
  if (onlyTracks) return trackEntries(tracks ?? [])
  const commands = commandEntries(ids, wanted).slice(0, wanted === '' ? 40 : mostCommands)
  if (onlyCommands) return commands
  return [
    ...commands,
    ...(/\d/.test(wanted) ? trackEntries(tracks ?? []) : []),
    ...(wanted === '' ? [] : catalogueEntries(recent ?? [], wanted)),
  ]
}
