/** One line of a CSV file (RFC 4180). */
const field = (value: string | number | null): string => {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map(field).join(',')}\n`

/** `sequence,track_id,label,prediction,score,first_frame,last_frame,frames`: LABELS.csv that the product writes and reads. */
export const labelHeader = [
  'sequence',
  'track_id',
  'label',
  'prediction',
  'score',
  'first_frame',
  'last_frame',
  'frames',
] as const

const scoreHeader = ['sequence', 'track_id', 'frames', 'score', 'kept'] as const

export interface ScoreRow {
  sequence: string
  number: number
  /** Boxes. */
  frames: number
  score: number
  kept: boolean
}

/** SCORES.csv, whole. */
export function formatScores(rows: readonly ScoreRow[]): string {
  const lines = rows.map((row) =>
    csvLine([row.sequence, row.number, row.frames, Number(row.score.toFixed(6)), row.kept ? 1 : 0]),
  )
  return csvLine(scoreHeader) + lines.join('')
}
