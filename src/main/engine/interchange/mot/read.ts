/**
 * Reads MOTChallenge results: `frame,id,x,y,w,h[,score[,…]]`, 6–10 columns separated by commas or blanks (then up to
 * 11), frames from 1, x and y of the top-left corner in pixels, score or -1 for none. Streams; can be cancelled.
 */
import fs from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { toTracksieveError } from '../../../../shared/errors.ts'
import type { Work } from '../../base/work.ts'
import { refuse, stopIfCancelled } from '../refusal.ts'
import type { TrackSet } from '../trackSet.ts'
import { Gathering } from './gather.ts'
import { type Line, readLines } from './lines.ts'
import { refuseForeign } from './recognise.ts'
import { type Fault, fewestColumns, isFault, type Layout, mostColumns, parseRow, splitFields } from './row.ts'

export interface MotOptions {
  /** Leave out lines that can't be read instead of refusing the file. */
  skipBadRows: boolean
}

export interface MotTracks {
  tracks: TrackSet
  /** Lines left out, by reason. */
  skipped: Record<string, number>
}

const noRows = 'Give the file that the tracker wrote: frame,id,x,y,w,h[,score], one box a line.'
const truncated = 'Write or copy the file again; with --skip-bad-rows everything before this line is read.'

function findLayout(file: string, line: Line): Layout {
  const separator = line.text.includes(',') ? ',' : 'blank'
  const fields = splitFields(line.text, separator)
  refuseForeign(file, line.number, line.text.trim(), fields)
  const most = mostColumns(separator)
  if (fields.length < fewestColumns || fields.length > most) {
    const count = `${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`
    const what = `has ${count}; MOTChallenge results have ${fewestColumns} to ${most}.`
    throw refuse(file, line.number, what, noRows)
  }
  return { separator, columns: fields.length }
}

/** A detector's output carries id -1 in every row; it has no tracks to judge. */
function refuseDetections(file: string, line: number): Error {
  const what = 'has id -1: these are detections without identities, not tracks.'
  return refuse(file, line, what, 'Run a tracker over them first, and give its results.')
}

class Reader {
  readonly gathering = new Gathering()
  readonly skipped: Record<string, number> = {}
  firstFault: { line: number; fault: Fault } | null = null
  #layout: Layout | null = null
  readonly #file: string
  readonly #skip: boolean

  constructor(file: string, options: MotOptions) {
    this.#file = file
    this.#skip = options.skipBadRows
  }

  count(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1
  }

  take(line: Line): void {
    if (line.text.trim() === '') return
    this.#layout ??= findLayout(this.#file, line)
    const fields = splitFields(line.text, this.#layout.separator)
    const row = parseRow(fields, this.#layout)
    if (!isFault(row)) return this.gathering.add(row, line.number)
    const cut = !line.ended && (fields.length < this.#layout.columns || row.reason.startsWith('not a number'))
    const fault = cut ? { ...row, what: `is cut off in the middle: it ${row.what}`, hint: truncated } : row
    if (!this.#skip) {
      if (row.reason === 'no identity' && fields[1] === '-1') throw refuseDetections(this.#file, line.number)
      throw refuse(this.#file, line.number, fault.what, fault.hint)
    }
    this.firstFault ??= { line: line.number, fault }
    this.count(row.reason)
  }

  finish(): MotTracks {
    if (this.gathering.count === 0) throw this.#nothing()
    const tracks = this.gathering.finish(({ frame, id, line, again }) => {
      if (this.#skip) return this.count('second box of a track in one frame')
      const what = `is a second box of track ${id} in frame ${frame + 1}; the first is in line ${line}.`
      throw refuse(
        this.#file,
        again,
        what,
        'A track has one box a frame: remove one, or use --skip-bad-rows.',
      )
    })
    return { tracks, skipped: this.skipped }
  }

  #nothing(): Error {
    if (!this.firstFault) return refuse(this.#file, 0, 'is empty: there is no box in it.', noRows)
    const { line, fault } = this.firstFault
    const onlyOne = Object.keys(this.skipped).length === 1
    if (onlyOne && fault.reason === 'no identity') return refuseDetections(this.#file, line)
    return refuse(this.#file, line, `${fault.what} No line of the file can be read.`, noRows)
  }
}

/** Throws VALIDATION naming file and line, NOT_FOUND, PERMISSION, CANCELLED. */
export async function readMot(file: string, options: MotOptions, work: Work): Promise<MotTracks> {
  const total = sizeOf(file)
  const reader = new Reader(file, options)
  for await (const batch of readLines(file, work.signal)) {
    for (const line of batch) reader.take(line)
    const done = batch.at(-1)?.to ?? total
    work.progress({ phase: 'Reading', done: Math.min(done, total), total, unit: 'bytes' })
    await setImmediate()
    stopIfCancelled(work.signal)
  }
  return reader.finish()
}

function sizeOf(file: string): number {
  try {
    const stat = fs.statSync(file)
    if (stat.isDirectory()) throw refuse(file, 0, 'is a folder.', 'Give the file of results in it.')
    return stat.size
  } catch (thrown) {
    throw toTracksieveError(thrown)
  }
}
