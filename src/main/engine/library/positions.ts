/** Places in a list: ticks for its scroller, chosen ranges as ids. */
import { TracksieveError } from '../../../shared/errors.ts'

/** At most `most` positions of a list of `total`, evenly spread, the first and the last among them. */
export function evenly(total: number, most: number): number[] {
  const count = Math.min(total, most)
  if (count <= 1) return count === 1 ? [0] : []
  return Array.from({ length: count }, (_, i) => Math.round((i * (total - 1)) / (count - 1)))
}

/** Ids at ranges of positions, both ends included. VALIDATION when none is chosen or one lies outside the list. */
export function idsInRanges(ids: Int32Array, ranges: readonly (readonly [number, number])[]): number[] {
  const chosen: number[] = []
  for (const [from, to] of ranges) {
    if (from < 0 || to < from || to >= ids.length)
      throw new TracksieveError(
        'VALIDATION',
        `Positions ${from} to ${to} are not in the list, which has ${ids.length} tracks.`,
        'Open the list again and choose anew.',
      )
    for (let position = from; position <= to; position += 1) chosen.push(ids[position]!)
  }
  if (chosen.length === 0)
    throw new TracksieveError('VALIDATION', 'No track is chosen.', 'Choose at least one.')
  return chosen
}
