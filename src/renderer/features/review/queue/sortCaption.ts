/** The last column of the queue shows what it is sorted by. */
import type { TrackRow, TrackSort } from '../../../../shared/contract/tracks.ts'
import { score } from '../../../state/format.ts'

const captions: Record<TrackSort['by'], string> = {
  number: 'Uncertain',
  uncertainty: 'Uncertain',
  disagreement: 'Disagrees',
  loss: 'Loss',
  suspicion: 'Loss',
  score: 'Uncertain',
  boxes: 'Uncertain',
  detector: 'Detector',
  first: 'First frame',
}

export const sortCaption = ({ by, descending }: TrackSort): string => {
  const own = by === 'number' || by === 'score' || by === 'boxes'
  return own ? captions[by] : `${captions[by]} ${descending ? '↓' : '↑'}`
}

export interface LastCell {
  /** A bar, 0–1, or null where a number says it better. */
  readonly bar: number | null
  readonly text: string
}

export function lastCell(row: TrackRow, { by }: TrackSort): LastCell {
  if (by === 'loss' || by === 'suspicion')
    return { bar: null, text: row.loss === null ? '–' : row.loss.toFixed(2) }
  // A deviation of scores is 0.5 at most: then half of the models say yes, half no.
  if (by === 'disagreement') {
    const spread = row.disagreement ?? null
    return { bar: spread === null ? null : spread * 2, text: score(spread) }
  }
  if (by === 'first') return { bar: null, text: String(row.first) }
  if (by === 'detector') return { bar: row.detector, text: score(row.detector) }
  return { bar: row.uncertainty, text: score(row.uncertainty) }
}
