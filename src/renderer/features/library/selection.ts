/** Which positions of the list are selected. Belongs to one frozen list; another one starts without. */
import { create } from 'zustand'
import { addRange, type Range, rangesCount, rangesHave, removePosition } from '../../state/ranges.ts'
import { setPosition, useTrackList } from '../../state/trackList.ts'

interface SelectionState {
  ranges: Range[]
  /** Where a range begins that Shift extends. */
  anchor: number | null
}

export const useSelection = create<SelectionState>(() => ({ ranges: [], anchor: null }))

export const clearSelection = (): void => useSelection.setState({ ranges: [], anchor: null })

useTrackList.subscribe((now, before) => {
  if (now.list?.list !== before.list?.list) clearSelection()
})

export const selectedCount = (): number => rangesCount(useSelection.getState().ranges)

export function toggle(position: number): void {
  const { ranges } = useSelection.getState()
  const next = rangesHave(ranges, position)
    ? removePosition(ranges, position)
    : addRange(ranges, [position, position])
  useSelection.setState({ ranges: next, anchor: position })
  setPosition(position)
}

/** Selects from the anchor (else from the current place) to here, on top of what is selected. */
export function extendTo(position: number): void {
  const { ranges, anchor } = useSelection.getState()
  const from = anchor ?? useTrackList.getState().position
  const range: Range = [Math.min(from, position), Math.max(from, position)]
  useSelection.setState({ ranges: addRange(ranges, range), anchor: from })
  setPosition(position)
}

export function selectAll(): number {
  const total = useTrackList.getState().list?.total ?? 0
  useSelection.setState({ ranges: total > 0 ? [[0, total - 1]] : [], anchor: 0 })
  return total
}

/** What a click on a track means. */
export function clickTrack(
  position: number,
  keys: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean },
): void {
  if (keys.shiftKey) extendTo(position)
  else if (keys.ctrlKey || keys.metaKey) toggle(position)
  else {
    setPosition(position)
    useSelection.setState({ anchor: position })
  }
}
