/** Which steps of a batch are hidden. */
import type { Random } from '../../base/random.ts'
import type { Batch } from '../model/batch.ts'

/**
 * [rows · steps]: about a share of the steps of each track, at least one and never all; none in padding, nor of a track of one
 * box, of which nothing would be left.
 */
export function hideSteps({ rows, steps, spans }: Batch, share: number, random: Random): boolean[] {
  const hidden = new Array<boolean>(rows * steps).fill(false)
  for (const { start, boxes } of spans) {
    if (boxes < 2) continue
    const most = boxes - 1
    const count = Math.min(most, Math.max(1, Math.round(share * boxes)))
    const places = Array.from({ length: boxes }, (_, i) => i)
    for (let i = 0; i < count; i += 1) {
      const other = i + random.integer(boxes - i)
      ;[places[i], places[other]] = [places[other]!, places[i]!]
      hidden[start + places[i]!] = true
    }
  }
  return hidden
}
