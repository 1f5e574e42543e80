/** One line of MOTChallenge results, checked. */
import { quote } from '../refusal.ts'

export interface Row {
  /** 0-based. */
  frame: number
  id: number
  x: number
  y: number
  w: number
  h: number
  /** NaN = none. */
  score: number
}

/** Why a line can't be read. `reason` groups lines when they are counted. */
export interface Fault {
  reason: string
  what: string
  hint: string
}

export interface Layout {
  separator: ',' | 'blank'
  columns: number
}

export const fewestColumns = 6
/** PathTrack writes eleven, separated by blanks. */
export const mostColumns = (separator: Layout['separator']): number => (separator === ',' ? 10 : 11)
/** Frames are kept as float32, which counts exactly up to here. */
const lastFrame = 2 ** 24 - 1
/** No video is a million pixels wide; what lies further out is a broken number. */
const furthest = 1_000_000

const names = ['frame', 'id', 'x', 'y', 'width', 'height', 'score']
const leaveOut = 'Correct the line, or let lines that can’t be read be left out (--skip-bad-rows).'
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

export function splitFields(text: string, separator: Layout['separator']): string[] {
  const fields = separator === ',' ? text.split(',') : text.trim().split(/[ \t]+/)
  for (let i = 0; i < fields.length; i += 1) fields[i] = fields[i]!.trim()
  return fields
}

const fault = (reason: string, what: string, hint = leaveOut): Fault => ({ reason, what, hint })

function notANumber(name: string, text: string): Fault {
  if (text === '') return fault('a value is missing', `its ${name} is empty.`)
  if (/^[+-]?(nan|inf(inity)?)$/i.test(text)) {
    return fault('not a finite number', `its ${name} is ${text}, not a finite number.`)
  }
  return fault('not a number', `its ${name} is ${quote(text)}, not a number.`)
}

function checkWhole(name: string, value: number, text: string, least: number, most: number): Fault | null {
  if (!Number.isInteger(value))
    return fault(`${name} is not whole`, `its ${name} is ${text}, not a whole number.`)
  if (value > most)
    return fault(`${name} is too large`, `its ${name} is ${text}; at most ${most} can be kept.`)
  if (value >= least) return null
  if (name === 'id') return fault('no identity', `its id is ${text}: ids are whole numbers from 0.`)
  const shift = value === 0 ? 'Frames count from 1: where the file counts from 0, add 1 to each.' : leaveOut
  return fault('frame before the first', `its frame is ${text}; the first frame is 1.`, shift)
}

function checkBox(row: Row): Fault | null {
  if (row.w <= 0 || row.h <= 0) {
    return fault('no size', `its box is ${row.w} × ${row.h} pixels; width and height must be above 0.`)
  }
  // A side below float32's smallest step would be kept as 0.
  if (Math.fround(row.w) === 0 || Math.fround(row.h) === 0)
    return fault('no size', 'its box is too small to keep.')
  const far = Math.max(Math.abs(row.x), Math.abs(row.y), row.w, row.h)
  return far > furthest ? fault('box out of reach', `its box reaches to ${far} pixels.`) : null
}

export const isFault = (row: Row | Fault): row is Fault => 'reason' in row

/** Values of one line, or what is wrong with it. Columns after the seventh are not looked at. */
export function parseRow(fields: readonly string[], layout: Layout): Row | Fault {
  if (fields.length !== layout.columns) {
    const what = `has ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}, the lines before have ${layout.columns}.`
    return fault('wrong number of columns', what)
  }
  const values: number[] = []
  for (let i = 0; i < names.length && i < fields.length; i += 1) {
    const text = fields[i]!
    const value = Number(text)
    if (!plainNumber.test(text) || !Number.isFinite(value)) return notANumber(names[i]!, text)
    values.push(value)
  }
  const [frame, id, x, y, w, h] = values as [number, number, number, number, number, number]
  const score = values[6] ?? -1
  const whole =
    checkWhole('frame', frame, fields[0]!, 1, lastFrame) ??
    checkWhole('id', id, fields[1]!, 0, Number.MAX_SAFE_INTEGER)
  if (whole) return whole
  if (!Number.isFinite(Math.fround(score))) return fault('score out of reach', `its score is ${fields[6]}.`)
  const row = { frame: frame - 1, id, x, y, w, h, score: Math.fround(score) === -1 ? Number.NaN : score }
  return checkBox(row) ?? row
}
