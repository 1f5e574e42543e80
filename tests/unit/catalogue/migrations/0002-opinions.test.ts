import { expect, it } from 'vitest'
import { catalogueTables } from '../../../../src/main/engine/catalogue/migrations/0001-catalogue.ts'
import { opinions } from '../../../../src/main/engine/catalogue/migrations/0002-opinions.ts'
import { connect } from '../../../../src/main/engine/catalogue/sqlite.ts'

it('makes a strict table of opinions that go with their run and their track', () => {
  const db = connect(':memory:', { create: true })
  db.pragma('foreign_keys = ON')
  for (const migration of [catalogueTables, opinions]) migration.up(db)
  expect(() => db.exec('INSERT INTO opinions VALUES (1, 1, 0.5)')).toThrow(/FOREIGN KEY/)
  db.pragma('foreign_keys = OFF')
  expect(() => db.exec('INSERT INTO opinions VALUES (1, 1, 1.5)')).toThrow(/CHECK/)
  expect(() => db.exec("INSERT INTO opinions VALUES (1, 1, 'much')")).toThrow(/TEXT/)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'opinions'").pluck().get()).toBe(1)
  db.close()
})
