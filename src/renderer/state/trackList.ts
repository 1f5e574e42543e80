/** The list that Library shows and Review works through: filter, order, place. The order stays until it is opened again. */
import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import type { TrackFilter, TrackList, TrackRow, TrackSort } from '../../shared/contract/tracks.ts'
import { isReal } from '../../shared/words.ts'
import { engine } from './engine.ts'
import { errorOf, sayError } from './messages.ts'
import { useFacets } from './queries.ts'
import { pageSize, RowPages } from './rowPages.ts'

interface TrackListState {
  filter: TrackFilter
  sort: TrackSort
  /** null = not opened yet. */
  list: TrackList | null
  /** The filter that `list` was opened by; `filter` is ahead of it until the next one has come. */
  opened: TrackFilter
  /** Why it could not be opened. */
  problem: string | null
  /** The current place: focused in Library, shown in Review. */
  position: number
  /** Tracks labelled since the list was opened. */
  labelled: ReadonlySet<number>
  /** Scores or tracks changed since then. */
  outdated: 'scores' | 'tracks' | null
}

const empty = {
  list: null,
  opened: {},
  problem: null,
  position: 0,
  labelled: new Set<number>(),
  outdated: null,
}
const firstSort: TrackSort = { by: 'number', descending: false }

export const useTrackList = create<TrackListState>(() => ({ filter: {}, sort: firstSort, ...empty }))

export const trackRows = new RowPages(
  (list, start, count) => engine.tracks.page({ list, start, count }),
  sayError,
)

/** Draws again whenever rows came or changed; read them with `trackRows.at(position)`. */
export const useRowsVersion = (): number => useSyncExternalStore(trackRows.subscribe, trackRows.version)

export function useRow(position: number): TrackRow | undefined {
  return useSyncExternalStore(trackRows.subscribe, () => trackRows.at(position))
}

/** Counts beside the filters: asked for once the list is there, which is waited for. */
export const useListFacets = () =>
  useFacets(useTrackList(({ list, opened, filter }) => (list ? opened : filter)))

let opening = 0

/**
 * Opens the list by the filter and sort in force. The current track stays the current one where it still fits;
 * `fromTop`: another order is looked at from its beginning.
 */
export async function openList({ fromTop = false } = {}): Promise<void> {
  const turn = ++opening
  const { filter, sort, position } = useTrackList.getState()
  const track = fromTop ? null : (trackRows.at(position)?.id ?? null)
  // One question: the former list stays until all of the next one is there, and is drawn over once.
  const show = { track, position: fromTop ? 0 : position, count: pageSize }
  try {
    const { shown, ...list } = await engine.tracks.open({ filter, sort, show })
    if (turn !== opening) return
    trackRows.reset(list.list, list.total, shown)
    useTrackList.setState({ ...empty, list, opened: filter, position: shown?.position ?? 0 })
  } catch (error) {
    if (turn !== opening) return
    const { message, hint } = errorOf(error)
    useTrackList.setState({ problem: `${message} ${hint}` })
  }
}

export function setFilter(filter: TrackFilter): Promise<void> {
  useTrackList.setState({ filter })
  return openList()
}

export function setSort(sort: TrackSort): Promise<void> {
  useTrackList.setState({ sort })
  return openList({ fromTop: true })
}

/** Another catalogue: nothing of the former list holds. `position`: where it opens, whoever opens it first. */
export function resetList(filter: TrackFilter = {}, sort: TrackSort = firstSort, position = 0): void {
  opening += 1
  trackRows.reset('', 0)
  useTrackList.setState({ ...empty, filter, sort, position })
}

export function setPosition(position: number): void {
  const total = useTrackList.getState().list?.total ?? 0
  useTrackList.setState({ position: Math.max(0, Math.min(total - 1, position)) })
}

/** Goes to a track; false when the list does not hold it. */
export async function goToTrack(track: number): Promise<boolean> {
  const { list } = useTrackList.getState()
  if (!list) return false
  const { position } = await engine.tracks.find({ list: list.list, track })
  if (position !== null) setPosition(position)
  return position !== null
}

/** Would a list opened now still hold this row? Only what labels decide is looked at. */
export function fitsFilter(row: Pick<TrackRow, 'label' | 'prediction'>, filter: TrackFilter): boolean {
  if (filter.labels && !filter.labels.includes(row.label ?? 'none')) return false
  if (filter.disagreement === undefined) return true
  const differs =
    row.label !== null &&
    row.label !== 'unsure' &&
    row.prediction !== null &&
    isReal(row.label) !== isReal(row.prediction)
  return differs === filter.disagreement
}

/** Do labels decide what this list holds, or in which order? */
export const dependsOnLabels = ({ filter, sort }: Pick<TrackListState, 'filter' | 'sort'>): boolean =>
  filter.labels !== undefined ||
  filter.disagreement !== undefined ||
  sort.by === 'loss' ||
  sort.by === 'suspicion'
