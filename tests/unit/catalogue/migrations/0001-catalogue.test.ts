import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogueTables } from '../../../../src/main/engine/catalogue/migrations/0001-catalogue.ts'
import { connect, type Database } from '../../../../src/main/engine/catalogue/sqlite.ts'

let db: Database
beforeEach(() => {
  db = connect(':memory:', { create: true })
  db.pragma('foreign_keys = ON')
  catalogueTables.up(db)
})
afterEach(() => db.close())

const add = {
  source: "INSERT INTO sources (name, folded, kind, detail, created_at) VALUES ('a', 'a', 'imported', '', 0)",
  video:
    "INSERT INTO videos (source, name, folded, media, width, height, frames, fps) VALUES (1, 'a', 'a', 'none', 1, 1, 1, 1)",
  track: (columns: string, values: string) =>
    `INSERT INTO tracks (video, source, number, first, last, gaps, width, height, ${columns}) VALUES (1, 1, 1, 0, 0, 0, 1, 1, ${values})`,
}

describe('migration 1', () => {
  it('makes strict tables and one state', () => {
    const tables = db
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'")
      .all()
    expect(tables.length).toBeGreaterThan(10)
    for (const table of tables) expect(table).toMatchObject({ strict: 1 })
    expect(db.prepare('SELECT id, current_run FROM state').all()).toEqual([{ id: 1, current_run: null }])
    expect(() => db.exec('INSERT INTO state (id, created_at) VALUES (2, 0)')).toThrow(/CHECK/)
  })

  it.each([
    ['a word that is no label', add.track('boxes, label', "1, 'maybe'"), /CHECK/],
    ['a truth that is no class', add.track('boxes, truth', "1, 'unsure'"), /CHECK/],
    ['a track without boxes', add.track('boxes', '0'), /CHECK/],
    ['text for a number', add.track('boxes', "'many'"), /TEXT/],
    ['a track of no video', add.track('boxes', '1').replace('VALUES (1,', 'VALUES (9,'), /FOREIGN KEY/],
  ])('refuses %s', (_, sql, reason) => {
    db.exec(add.source)
    db.exec(add.video)
    expect(() => db.exec(sql)).toThrow(reason)
    db.exec(add.track('boxes, label', "1, 'unsure'"))
  })

  it('finds what lists of a video, of a source and of labels read by an index', () => {
    const plan = (sql: string) => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
    expect(plan('SELECT id FROM tracks WHERE video = 1')).toContain('SEARCH tracks USING')
    expect(plan('SELECT count(*) FROM tracks WHERE source = 1')).toContain('tracks_source')
    expect(plan('SELECT id FROM label_revisions WHERE track = 1')).toContain('label_revisions_track')
    expect(plan("SELECT max(id) FROM label_batches WHERE undone = 'no'")).toContain('label_batches_done')
  })
})
