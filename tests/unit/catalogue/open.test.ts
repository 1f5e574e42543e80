import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../../src/main/engine/catalogue/open.ts'
import { connect } from '../../../src/main/engine/catalogue/sqlite.ts'
import { toTracksieveError } from '../../../src/shared/errors.ts'
import { addTracks, holder, temporaryFolder } from '../../support/catalogue.ts'

let parent: string
let remove: () => void
let folder: string
let file: string
beforeEach(() => {
  ;({ folder: parent, remove } = temporaryFolder())
  folder = path.join(parent, 'clips.tracksieve')
  file = path.join(folder, 'catalogue.sqlite')
})
afterEach(() => remove())

function make(tracks = 50): void {
  const catalogue = createCatalogue(folder, holder)
  addTracks(catalogue, tracks)
  catalogue.close()
}
const refusal = (call: () => unknown) => {
  try {
    call()
  } catch (error) {
    expect(toTracksieveError(error)).toBe(error)
    return toTracksieveError(error).body
  }
  throw new Error('it was not refused')
}
/** Opens, expects a refusal, and that every byte of the database stayed. */
function refusedUntouched(code: string) {
  const before = fs.readFileSync(file)
  const error = refusal(() => openCatalogue(folder, holder))
  expect(error.code).toBe(code)
  expect(error.hint).not.toBe('')
  expect(fs.readFileSync(file).equals(before)).toBe(true)
  return error
}

describe('creating a catalogue', () => {
  it('makes its folders and keeps what is written', () => {
    make(3)
    expect(fs.readdirSync(folder).sort()).toEqual([
      'catalogue.lock',
      'catalogue.sqlite',
      'exports',
      'media',
      'models',
    ])
    const catalogue = openCatalogue(folder, holder)
    expect([catalogue.name, catalogue.folder, catalogue.tracks.count()]).toEqual(['clips', folder, 3])
    catalogue.close()
  })

  it('refuses a place where something is, and leaves that alone', () => {
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'mine.txt'), 'mine')
    expect(refusal(() => createCatalogue(folder, holder)).code).toBe('CONFLICT')
    expect(fs.readdirSync(folder)).toEqual(['mine.txt'])
  })

  it('leaves nothing behind when it fails half-way', () => {
    const migrations = [{ version: 1, name: 'broken', up: () => expect.unreachable('the migration fails') }]
    expect(() => createCatalogue(folder, { ...holder, migrations })).toThrow(/broken/)
    expect(fs.readdirSync(parent)).toEqual([])
  })

  it('writes ahead into a log, and leaves one file when closed', () => {
    make()
    const catalogue = openCatalogue(folder, holder)
    expect(fs.existsSync(`${file}-wal`)).toBe(true)
    catalogue.close()
    catalogue.close()
    expect(fs.existsSync(`${file}-wal`)).toBe(false)
  })
})

describe('opening what is no sound catalogue', () => {
  it('names a folder that is not there, a file, and a folder without catalogue', () => {
    expect(refusal(() => openCatalogue(folder, holder))).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(folder) as string,
    })
    fs.writeFileSync(folder, 'a file')
    expect(refusal(() => openCatalogue(folder, holder)).code).toBe('VALIDATION')
    fs.rmSync(folder)
    fs.mkdirSync(folder)
    expect(refusal(() => openCatalogue(folder, holder)).message).toMatch(/not a catalogue/)
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('refuses a newer catalogue', () => {
    make()
    const db = connect(file)
    db.pragma('user_version = 99')
    db.close()
    expect(refusedUntouched('CATALOGUE_TOO_NEW').message).toMatch(/newer Tracksieve \(version 99/)
  })

  it('refuses a file that is no database, an empty one, and another program’s database', () => {
    make()
    fs.writeFileSync(file, 'this is not a database '.repeat(1000))
    refusedUntouched('CATALOGUE_CORRUPT')
    fs.writeFileSync(file, '')
    refusedUntouched('CATALOGUE_CORRUPT')
    fs.rmSync(file)
    const db = connect(file, { create: true })
    db.exec('CREATE TABLE shopping (item TEXT)')
    db.close()
    expect(refusedUntouched('VALIDATION').message).toMatch(/another program/)
  })

  it('refuses one that was cut off, at any length', () => {
    make(2000)
    const whole = fs.readFileSync(file)
    for (const share of [0.1, 0.5, 0.9]) {
      fs.writeFileSync(file, whole.subarray(0, Math.floor((whole.length * share) / 4096) * 4096))
      refusedUntouched('CATALOGUE_CORRUPT')
    }
    fs.writeFileSync(file, whole.subarray(0, 1000))
    refusedUntouched('CATALOGUE_CORRUPT')
    fs.writeFileSync(file, whole)
    openCatalogue(folder, holder).close()
  })

  it('refuses one with pages overwritten', () => {
    make(2000)
    const bytes = fs.readFileSync(file)
    for (let at = 4096 * 10; at < bytes.length; at += 4096 * 7) bytes.fill(0xa5, at, at + 512)
    fs.writeFileSync(file, bytes)
    expect(refusedUntouched('CATALOGUE_CORRUPT').message).toContain(file)
  })

  it('compares indexes with their tables after an unclean end only', () => {
    make()
    const db = connect(file)
    db.unsafeMode(true)
    db.pragma('writable_schema = ON')
    // The index now claims to be of another column: as many entries, no damaged page; only the comparison shows it.
    db.exec("UPDATE sqlite_schema SET sql = replace(sql, '(source)', '(boxes)') WHERE name = 'tracks_source'")
    db.close()
    openCatalogue(folder, holder).close()
    fs.writeFileSync(path.join(folder, 'catalogue.holder.json'), 'left behind')
    expect(refusedUntouched('CATALOGUE_CORRUPT').message).toMatch(/tracks_source/)
  })

  it.skipIf(process.platform === 'win32')('refuses a read-only folder or file and says what to do', () => {
    make()
    const script = path.resolve('tests/support/holdCatalogue.ts')
    fs.chmodSync(parent, 0o755)
    const outcome = () => {
      const { stdout, stderr } = spawnSync(process.execPath, [script, 'tryAsNobody', folder], {
        encoding: 'utf8',
      })
      return stdout ? stdout.trim() : stderr
    }
    fs.chmodSync(folder, 0o555)
    expect(JSON.parse(outcome())).toMatchObject({
      code: 'PERMISSION',
      message: expect.stringContaining(folder) as string,
    })
    fs.chmodSync(folder, 0o777)
    fs.chmodSync(file, 0o444)
    expect(JSON.parse(outcome())).toMatchObject({
      code: 'PERMISSION',
      message: expect.stringContaining(file) as string,
    })
    fs.chmodSync(file, 0o666)
    fs.chmodSync(path.join(folder, 'catalogue.lock'), 0o666)
    expect(outcome()).toBe('open')
  })
})
