/** Jobs as stored: what was asked, how far it got, what came of it. */
import type { Connection } from './connection.ts'
import { setClause, toColumns, toFields } from './jsonRow.ts'
import type { JobRecord } from './records.ts'
import type { JobRepository } from './repositories.ts'

const columnOf = {
  kind: 'kind',
  title: 'title',
  state: 'state',
  input: 'input',
  progress: 'progress',
  error: 'error',
  artifacts: 'artifacts',
  result: 'result',
  version: 'version',
  createdAt: 'created_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
} as const satisfies Record<keyof Omit<JobRecord, 'id'>, string>
/** Every JSON field of a job is text to the catalogue. */
const json: ReadonlySet<string> = new Set()

export function createJobs({ clock, db, write }: Connection): JobRepository {
  const names = Object.values(columnOf)
  const insert = db.prepare(
    `INSERT INTO jobs (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
  )
  const select = db.prepare<[number], Record<string, unknown>>('SELECT * FROM jobs WHERE id = ?')
  const latest = db.prepare<[number], Record<string, unknown>>('SELECT * FROM jobs ORDER BY id DESC LIMIT ?')
  const interrupt = db.prepare<[number]>(
    "UPDATE jobs SET state = 'interrupted', ended_at = ? WHERE state IN ('waiting', 'running')",
  )
  const toRecord = (row: Record<string, unknown>) => toFields<JobRecord>(row, columnOf, json)
  return {
    add: (job) => write(() => Number(insert.run(toColumns(job, columnOf, json)).lastInsertRowid)),
    update(id, change) {
      const values = toColumns(change, columnOf, json)
      if (Object.keys(values).length === 0) return
      write(() => db.prepare(`UPDATE jobs SET ${setClause(values)} WHERE id = @id`).run({ ...values, id }))
    },
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    list: (limit) => latest.all(limit).map(toRecord),
    interruptRunning: () => write(() => interrupt.run(clock()).changes),
  }
}
