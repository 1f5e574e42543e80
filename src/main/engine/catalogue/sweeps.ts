/** Runs that were asked for together. */
import type { Connection } from './connection.ts'
import { toColumns, toFields } from './jsonRow.ts'
import type { SweepRecord } from './records.ts'
import type { SweepRepository } from './repositories.ts'

const columnOf = {
  job: 'job',
  recipes: 'recipes',
  seeds: 'seeds',
  split: 'split',
  startedAt: 'started_at',
} as const satisfies Record<keyof Omit<SweepRecord, 'id'>, string>
const json = new Set(['recipes', 'seeds'])

export function createSweeps({ db, write }: Connection): SweepRepository {
  const insert = db.prepare(
    'INSERT INTO sweeps (job, recipes, seeds, split, started_at) VALUES (@job, @recipes, @seeds, @split, @started_at)',
  )
  const setJob = db.prepare<[number, number]>('UPDATE sweeps SET job = ? WHERE id = ?')
  const selectAll = db.prepare<[], Record<string, unknown>>('SELECT * FROM sweeps ORDER BY id DESC')
  return {
    add: (sweep) => write(() => Number(insert.run(toColumns(sweep, columnOf, json)).lastInsertRowid)),
    setJob: (id, job) => {
      write(() => setJob.run(job, id))
    },
    list: () => selectAll.all().map((row) => toFields<SweepRecord>(row, columnOf, json)),
  }
}
