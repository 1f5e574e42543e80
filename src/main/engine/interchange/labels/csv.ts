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

const decisionHeader = ['sequence', 'track_id', 'frame', 'score', 'decision', 'confidence'] as const

export interface DecisionRow {
  sequence: string
  number: number
  frame: number
  /** null = the track was decided before, or is followed no longer: nothing was computed. */
  score: number | null
  decision: 'confirm' | 'reject' | 'undecided'
  confidence: number
}

const rounded = (value: number): number => Number(value.toFixed(6))

/** DECISIONS.csv, whole. */
export function formatDecisions(rows: readonly DecisionRow[]): string {
  const lines = rows.map(({ sequence, number, frame, score, decision, confidence }) =>
    csvLine([sequence, number, frame, score === null ? null : rounded(score), decision, rounded(confidence)]),
  )
  return csvLine(decisionHeader) + lines.join('')
}

/** SCORES.csv, whole. */
export function formatScores(rows: readonly ScoreRow[]): string {
  const lines = rows.map((row) =>
    csvLine([row.sequence, row.number, row.frames, rounded(row.score), row.kept ? 1 : 0]),
  )
  return csvLine(scoreHeader) + lines.join('')
}
