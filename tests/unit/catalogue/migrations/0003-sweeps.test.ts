import { expect, it } from 'vitest'
import { catalogueTables } from '../../../../src/main/engine/catalogue/migrations/0001-catalogue.ts'
import { opinions } from '../../../../src/main/engine/catalogue/migrations/0002-opinions.ts'
import { sweeps } from '../../../../src/main/engine/catalogue/migrations/0003-sweeps.ts'
import { connect } from '../../../../src/main/engine/catalogue/sqlite.ts'

const aRun = (sweep: string) =>
  `INSERT INTO runs (state, recipe, parameters, counts, labels, epochs, started_at, baselines, split${sweep && ', sweep'})
   VALUES ('done', '{}', 1, '{}', 1, '[]', 1, '[]', '{}'${sweep && `, ${sweep}`})`

it('leaves the runs of before in no sweep, and lets later ones belong to one that is there', () => {
  const db = connect(':memory:', { create: true })
  db.pragma('foreign_keys = ON')
  for (const migration of [catalogueTables, opinions]) migration.up(db)
  db.exec(aRun(''))
  sweeps.up(db)
  expect(db.prepare('SELECT sweep FROM runs').pluck().all()).toEqual([null])
  expect(() => db.exec(aRun('7'))).toThrow(/FOREIGN KEY/)
  const add = (split: string) =>
    db.exec(`INSERT INTO sweeps (recipes, seeds, split, started_at) VALUES ('[]', '[]', '${split}', 1)`)
  expect(() => add('many')).toThrow(/CHECK/)
  add('each')
  db.exec(aRun('1'))
  expect(() => db.exec('DELETE FROM sweeps')).toThrow(/FOREIGN KEY/)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'sweeps'").pluck().get()).toBe(1)
  db.close()
})
