/** What the repositories of one open catalogue share: the database, its one way to write, the lists' columns. */
import { toTracksieveError } from '../../../shared/errors.ts'
import { TrackColumns } from './columns.ts'
import type { Database } from './sqlite.ts'

export interface Connection {
  readonly db: Database
  readonly columns: TrackColumns
  readonly clock: () => number
  /** One transaction (a savepoint inside another), on the disk when it returns; nothing of it remains when it throws. */
  write<T>(work: () => T): T
}

export function createConnection(db: Database, clock: () => number): Connection {
  const columns = new TrackColumns(db)
  return {
    db,
    columns,
    clock,
    write<T>(work: () => T): T {
      try {
        return db.transaction(work).immediate()
      } catch (error) {
        // What was patched in memory may not be in the database: read it again when it is next needed.
        columns.forget()
        throw toTracksieveError(error)
      }
    },
  }
}
