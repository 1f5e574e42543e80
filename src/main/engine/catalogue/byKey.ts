/** Rows of a query in chunks by their key: faster than a cursor, bounded in memory, and the catalogue can be written meanwhile. */
import type { Database } from './sqlite.ts'

const chunk = 4000

/** `sql` selects the key first, takes the key to go on after as its only parameter, and orders by it. */
export function* byKey<Row extends [number, ...unknown[]]>(
  db: Database,
  sql: string,
  after: number,
): Generator<Row> {
  const statement = db.prepare<[number], Row>(`${sql} LIMIT ${chunk}`).raw()
  for (let last = after; ; ) {
    const rows = statement.all(last)
    yield* rows
    if (rows.length < chunk) return
    last = rows.at(-1)![0]
  }
}
