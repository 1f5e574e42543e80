/** Looks at a catalogue's database before anything may write to it: what is refused here keeps every byte. */
import fs from 'node:fs'
import { TracksieveError } from '../../../shared/errors.ts'
import { connect, type Database } from './sqlite.ts'

/** "TrSv": marks our databases in their header (SQLite's application_id). */
export const applicationId = 0x54725376

/** What SQLite finds wrong, empty when sound. 'quick' reads every page, 'full' also compares each index with its table. */
export function problemsOf(db: Database, depth: 'quick' | 'full'): string[] {
  const rows = db
    .prepare(depth === 'full' ? 'PRAGMA integrity_check(5)' : 'PRAGMA quick_check(5)')
    .pluck()
    .all() as string[]
  return rows.filter((row) => row !== 'ok')
}

const corrupt = (file: string, why: string, cause?: unknown) =>
  new TracksieveError(
    'CATALOGUE_CORRUPT',
    `${file} is damaged: ${why}.`,
    'Restore it from a copy. The file was left as it is.',
    false,
    cause,
  )

/** Throws CATALOGUE_CORRUPT, CATALOGUE_TOO_NEW or VALIDATION (another program's database). `newest`: the version we know. */
export function inspect(file: string, newest: number, depth: 'quick' | 'full'): void {
  if (fs.statSync(file).size === 0) throw corrupt(file, 'it is empty')
  let db: Database | undefined
  try {
    db = connect(file, { readonly: true })
    refuseForeign(db, file, newest)
    const [problem] = problemsOf(db, depth)
    if (problem !== undefined) throw corrupt(file, problem.replaceAll('\n', ' '))
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code))
      throw corrupt(file, (error as Error).message, error)
    throw error
  } finally {
    db?.close()
  }
}

function refuseForeign(db: Database, file: string, newest: number): void {
  if (db.pragma('application_id', { simple: true }) !== applicationId)
    throw new TracksieveError(
      'VALIDATION',
      `${file} is a database of another program, not a catalogue.`,
      'Choose a folder that Tracksieve made.',
    )
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > newest)
    throw new TracksieveError(
      'CATALOGUE_TOO_NEW',
      `The catalogue was written by a newer Tracksieve (version ${version}; this one reads up to ${newest}).`,
      'Open it with the newer Tracksieve. It was left as it is.',
    )
}
