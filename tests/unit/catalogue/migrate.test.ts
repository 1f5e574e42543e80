import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Migration } from '../../../src/main/engine/catalogue/migrate.ts'
import { migrations } from '../../../src/main/engine/catalogue/migrations/all.ts'
import { createCatalogue, openCatalogue } from '../../../src/main/engine/catalogue/open.ts'
import { connect } from '../../../src/main/engine/catalogue/sqlite.ts'
import { addTracks, holder, temporaryFolder } from '../../support/catalogue.ts'

let folder: string
let file: string
let copy: string
let remove: () => void
beforeEach(() => {
  const temporary = temporaryFolder()
  remove = temporary.remove
  folder = path.join(temporary.folder, 'old.tracksieve')
  file = path.join(folder, 'catalogue.sqlite')
  copy = path.join(folder, `catalogue.version-${migrations.length}.sqlite`)
  const catalogue = createCatalogue(folder, holder)
  addTracks(catalogue, 20, { label: 'brief' })
  catalogue.close()
})
afterEach(() => remove())

const next = migrations.length + 1
const addNotes: Migration = {
  version: next,
  name: 'notes on tracks',
  up: (db) => db.exec("ALTER TABLE tracks ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"),
}
const breaksHalfWay: Migration = {
  version: next,
  name: 'breaks half-way',
  up(db) {
    db.exec('ALTER TABLE tracks ADD COLUMN note TEXT; DELETE FROM detections;')
    db.exec('INSERT INTO there_is_no_such_table VALUES (1)')
  },
}
function look<T>(database: string, sql: string): T {
  const db = connect(database, { readonly: true })
  try {
    return db.prepare(sql).pluck().get() as T
  } finally {
    db.close()
  }
}
const version = (database: string) => look<number>(database, 'PRAGMA user_version')
const openWith = (...more: Migration[]) =>
  openCatalogue(folder, { ...holder, migrations: [...migrations, ...more] })

describe('migrations', () => {
  it('are numbered without gaps, so that no catalogue is between two', () => {
    expect(migrations.map(({ version: number }) => number)).toEqual(migrations.map((_, i) => i + 1))
  })

  it('keep a sound copy of what was there before', () => {
    openWith(addNotes).close()
    expect(version(file)).toBe(next)
    expect(look(file, 'SELECT count(*) FROM tracks WHERE note = ?'.replace('?', "'none'"))).toBe(20)
    expect(version(copy)).toBe(migrations.length)
    expect(look(copy, 'PRAGMA integrity_check')).toBe('ok')
    expect(look(copy, 'SELECT count(*) FROM label_revisions')).toBe(20)
  })

  it('make the copy a catalogue of its own', () => {
    openWith(addNotes).close()
    const restored = path.join(path.dirname(folder), 'restored.tracksieve')
    fs.mkdirSync(restored)
    fs.copyFileSync(copy, path.join(restored, 'catalogue.sqlite'))
    const catalogue = openCatalogue(restored, holder)
    expect(catalogue.labels.counts().brief).toBe(20)
    catalogue.close()
  })

  it('make no copy when there is nothing to do', () => {
    openWith().close()
    expect(fs.existsSync(copy)).toBe(false)
  })

  it('that fail leave the catalogue as it was, and it still opens', () => {
    const before = fs.readFileSync(file)
    expect(() => openWith(breaksHalfWay)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('breaks half-way') as string,
        hint: expect.stringContaining(copy) as string,
      }),
    )
    expect(fs.readFileSync(file).equals(before)).toBe(true)
    const catalogue = openWith()
    expect([...catalogue.tracks.each({ labelled: true })]).toHaveLength(20)
    catalogue.close()
  })

  it('that come after a failed one are not run, those before it stay', () => {
    const fails: Migration = { ...breaksHalfWay, version: next + 1 }
    const never: Migration = { version: next + 2, name: 'never', up: () => expect.unreachable() }
    expect(() => openWith(addNotes, fails, never)).toThrow(/breaks half-way/)
    expect(version(file)).toBe(next)
  })

  it('do not begin when no copy can be kept', () => {
    fs.mkdirSync(path.join(copy, 'in the way'), { recursive: true })
    const before = fs.readFileSync(file)
    expect(() => openWith(addNotes)).toThrow()
    expect(fs.readFileSync(file).equals(before)).toBe(true)
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
