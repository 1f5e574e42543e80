/** Trainings and what came of them. Lists and nested figures are JSON in their columns. */
import type { Connection } from './connection.ts'
import type { RunRecord } from './records.ts'
import type { RunRepository } from './repositories.ts'
import { setClause, toColumns, toFields } from './jsonRow.ts'

const columnOf = {
  job: 'job',
  state: 'state',
  recipe: 'recipe',
  backend: 'backend',
  parameters: 'parameters',
  counts: 'counts',
  labels: 'labels',
  epochs: 'epochs',
  bestEpoch: 'best_epoch',
  seconds: 'seconds',
  startedAt: 'started_at',
  test: 'test',
  testClips: 'test_clips',
  baselines: 'baselines',
  error: 'error',
  sweep: 'sweep',
  split: 'split',
} as const satisfies Record<keyof Omit<RunRecord, 'id'>, string>
const json = new Set(['recipe', 'counts', 'epochs', 'test', 'testClips', 'baselines', 'split'])

export function createRuns({ columns, db, write }: Connection): RunRepository {
  const names = Object.values(columnOf)
  const insert = db.prepare(
    `INSERT INTO runs (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
  )
  const select = db.prepare<[number], Record<string, unknown>>('SELECT * FROM runs WHERE id = ?')
  const selectAll = db.prepare<[], Record<string, unknown>>('SELECT * FROM runs ORDER BY id DESC')
  const remove = db.prepare<[number]>('DELETE FROM runs WHERE id = ?')
  const removeEmpty = db.prepare(
    'DELETE FROM sweeps WHERE id NOT IN (SELECT sweep FROM runs WHERE sweep IS NOT NULL)',
  )
  const current = db.prepare<[], number | null>('SELECT current_run FROM state').pluck()
  const toRecord = (row: Record<string, unknown>) => toFields<RunRecord>(row, columnOf, json)
  return {
    add: (run) => write(() => Number(insert.run(toColumns(run, columnOf, json)).lastInsertRowid)),
    update(id, change) {
      const values = toColumns(change, columnOf, json)
      if (Object.keys(values).length === 0) return
      write(() => db.prepare(`UPDATE runs SET ${setClause(values)} WHERE id = @id`).run({ ...values, id }))
      if ('split' in change && current.get() === id) columns.forgetRun()
    },
    get(id) {
      const row = select.get(id)
      return row && toRecord(row)
    },
    list: () => selectAll.all().map(toRecord),
    remove(id) {
      const shown = current.get() === id
      write(() => {
        remove.run(id)
        removeEmpty.run()
      })
      if (shown) columns.forgetRun()
    },
    current: () => current.get() ?? null,
  }
}
