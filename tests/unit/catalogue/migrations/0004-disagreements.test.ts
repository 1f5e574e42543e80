import { expect, it } from 'vitest'
import { catalogueTables } from '../../../../src/main/engine/catalogue/migrations/0001-catalogue.ts'
import { disagreements } from '../../../../src/main/engine/catalogue/migrations/0004-disagreements.ts'
import { connect } from '../../../../src/main/engine/catalogue/sqlite.ts'

it('makes a strict table of spreads that go with their run and their track', () => {
  const db = connect(':memory:', { create: true })
  db.pragma('foreign_keys = ON')
  for (const migration of [catalogueTables, disagreements]) migration.up(db)
  expect(() => db.exec('INSERT INTO disagreements VALUES (1, 1, 0.5)')).toThrow(/FOREIGN KEY/)
  db.pragma('foreign_keys = OFF')
  expect(() => db.exec('INSERT INTO disagreements VALUES (1, 1, 1.5)')).toThrow(/CHECK/)
  db.exec('INSERT INTO disagreements VALUES (1, 1, 0.5)')
  expect(() => db.exec('INSERT INTO disagreements VALUES (1, 1, 0.2)')).toThrow(/UNIQUE/)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'disagreements'").pluck().get()).toBe(
    1,
  )
  db.close()
})
