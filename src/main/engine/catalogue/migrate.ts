/** Brings a database to the newest version: a verified copy first, then each migration in a transaction of its own. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import { settleFile, temporaryName } from '../base/atomicFile.ts'
import { problemsOf } from './inspect.ts'
import { connect, type Database } from './sqlite.ts'

export interface Migration {
  /** 1, 2, 3, …: the version of the database after it (`user_version`). */
  version: number
  name: string
  up(db: Database): void
}

const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number

const copyName = (folder: string, version: number): string =>
  path.join(folder, `catalogue.version-${version}.sqlite`)

/** Throws when the copy can't be written or does not hold what the database holds; then nothing was changed. */
function keepCopy(db: Database, file: string): void {
  const temporary = temporaryName(file)
  try {
    db.prepare('VACUUM INTO ?').run(temporary)
    const copy = connect(temporary, { readonly: true })
    try {
      const [problem] = problemsOf(copy, 'quick')
      if (problem !== undefined || versionOf(copy) !== versionOf(db))
        throw new TracksieveError(
          'INTERNAL',
          'The copy made before the update is damaged.',
          'Check the disk and try again.',
        )
    } finally {
      copy.close()
    }
    settleFile(temporary, file)
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}

/** A new database (version 0) needs no copy. A migration that fails leaves the database as it was. */
export function migrate(db: Database, folder: string, migrations: readonly Migration[]): void {
  const before = versionOf(db)
  const due = migrations.filter((migration) => migration.version > before)
  if (due.length === 0) return
  if (before > 0) keepCopy(db, copyName(folder, before))
  for (const migration of due) {
    try {
      db.transaction(() => {
        migration.up(db)
        db.pragma(`user_version = ${migration.version}`)
      }).immediate()
    } catch (error) {
      const cause = toTracksieveError(error)
      throw new TracksieveError(
        cause.code,
        `The catalogue could not be brought to version ${migration.version} (${migration.name}): ${cause.message}`,
        before > 0 ? `It is as it was; a copy is ${copyName(folder, before)}.` : cause.hint,
        false,
        error,
      )
    }
  }
}
