/**
 * LABELS.csv: a header with at least `track_id,label`, also `sequence` where several; other columns are not looked at.
 * Labels: persistent, brief, noise, unsure; `ignored` (as benchmarks say) reads as unsure; an empty one as none.
 */
import fs from 'node:fs'
import { parse } from 'csv-parse/sync'
import { toTracksieveError } from '../../../../shared/errors.ts'
import { Label, labels } from '../../../../shared/words.ts'
import { quote, refuse } from '../refusal.ts'

export interface LabelRow {
  /** null = the file has no such column: the label belongs to the only sequence there is. */
  sequence: string | null
  number: number
  label: Label
  line: number
}

const largestFile = 256 * 1024 * 1024
const header = 'The first line names the columns: at least track_id and label.'
const words = `Labels are ${labels.join(', ')}.`

function readText(file: string): string {
  try {
    const { size } = fs.statSync(file)
    if (size > largestFile) throw refuse(file, 0, 'is larger than 256 MB.', 'Split it by sequence.')
    const text = fs.readFileSync(file, 'utf8')
    if (text.includes('\0')) throw refuse(file, 0, 'is a binary file, not text.', header)
    return text
  } catch (thrown) {
    throw toTracksieveError(thrown)
  }
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

function parseCsv(file: string, text: string): Parsed[] {
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true } as const
    return parse(text, options) as unknown as Parsed[]
  } catch (thrown) {
    const { lines, record } = thrown as { lines?: number; record?: unknown[] }
    const count = Array.isArray(record)
      ? `has ${record.length} columns, the header another number`
      : 'can’t be read'
    throw refuse(
      file,
      lines ?? 0,
      `${count}.`,
      'Every line needs the columns of the header, separated by commas.',
    )
  }
}

function findColumns(
  file: string,
  names: readonly string[],
): { track: number; label: number; sequence: number } {
  const known = names.map((name) => name.toLowerCase())
  const track = known.indexOf('track_id')
  const label = known.indexOf('label')
  for (const [name, at] of [
    ['track_id', track],
    ['label', label],
  ] as const) {
    if (at < 0) throw refuse(file, 1, `has no column ${name}.`, header)
  }
  return { track, label, sequence: known.indexOf('sequence') }
}

function toLabel(file: string, line: number, text: string): Label | null {
  const word = text.toLowerCase()
  if (word === '') return null
  if (word === 'ignored') return 'unsure'
  const label = Label.safeParse(word)
  if (!label.success) throw refuse(file, line, `knows no label ${quote(text)}.`, words)
  return label.data
}

function toNumber(file: string, line: number, text: string): number {
  const number = Number(text)
  if (text !== '' && Number.isSafeInteger(number) && number >= 0) return number
  throw refuse(
    file,
    line,
    `its track_id is ${quote(text)}, not a whole number.`,
    'Give the id that the tracks file has.',
  )
}

/** Throws VALIDATION naming the line; NOT_FOUND, PERMISSION. A track that is named twice with two labels is refused. */
export function readLabels(file: string): LabelRow[] {
  const [first, ...rest] = parseCsv(file, readText(file))
  if (!first) throw refuse(file, 0, 'is empty.', header)
  const at = findColumns(file, first.record)
  const seen = new Map<string, LabelRow>()
  for (const { record, info } of rest) {
    const label = toLabel(file, info.lines, record[at.label]!)
    if (!label) continue
    const sequence = at.sequence < 0 ? null : record[at.sequence]!
    const row = { sequence, number: toNumber(file, info.lines, record[at.track]!), label, line: info.lines }
    const key = `${sequence}/${row.number}`
    const before = seen.get(key)
    if (before && before.label !== label) {
      const what = `calls track ${row.number} ${label}; line ${before.line} calls it ${before.label}.`
      throw refuse(file, info.lines, what, 'Keep one of the two lines.')
    }
    seen.set(key, before ?? row)
  }
  return [...seen.values()]
}
