/** Loads the SQLite driver and opens connections with the settings that the catalogue relies on. */
import { createRequire } from 'node:module'
import type BetterSqlite3 from 'better-sqlite3'
import { TracksieveError } from '../../../shared/errors.ts'

export type Database = BetterSqlite3.Database

let driver: typeof BetterSqlite3 | undefined

/**
 * The driver as it is published ends the process without a word on a Node older than 22, so the version is looked at
 * first. Who names a driver of their own knows what it fits.
 */
function loadDriver(own: string | undefined): typeof BetterSqlite3 {
  if (driver) return driver
  const version = process.versions.node
  if (!own && Number.parseInt(version, 10) < 22)
    throw new TracksieveError(
      'ENGINE_UNAVAILABLE',
      `The catalogue needs Node 22 or newer; this is Node ${version}.`,
      'Start Tracksieve with `npm start`, or name a newer Node in TRACKSIEVE_ENGINE_NODE.',
    )
  driver = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3
  return driver
}

export interface ConnectOptions {
  readonly?: boolean
  create?: boolean
}

/** A connection that waits for no other: whoever else holds the file is refused by the lock before. */
export function connect(file: string, options: ConnectOptions = {}): Database {
  const nativeBinding = process.env.TRACKSIEVE_SQLITE_BINDING
  const Driver = loadDriver(nativeBinding)
  return new Driver(file, {
    readonly: options.readonly ?? false,
    fileMustExist: !options.create,
    timeout: 0,
    ...(nativeBinding ? { nativeBinding } : {}),
  })
}

/** A label is on the disk when a call returns: WAL with a sync at every commit. */
export function prepareForWriting(db: Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -65536')
  db.pragma('journal_size_limit = 67108864')
  db.pragma('trusted_schema = OFF')
}
