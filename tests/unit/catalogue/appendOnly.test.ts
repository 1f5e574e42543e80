import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Database, prepareForWriting } from '../../../src/main/engine/catalogue/sqlite.ts'
import { createCatalogue, openCatalogue } from '../../../src/main/engine/catalogue/open.ts'
import path from 'node:path'
import { addSource, addTracks, aTrack, aVideo, holder, temporaryFolder } from '../../support/catalogue.ts'

let folder: string
let remove: () => void
let sources: number[]
beforeEach(() => {
  const temporary = temporaryFolder()
  remove = temporary.remove
  folder = path.join(temporary.folder, 'test.tracksieve')
  const catalogue = createCatalogue(folder, holder)
  const first = addTracks(catalogue, 5, { label: 'noise' })
  const second = addTracks(catalogue, 5)
  sources = [first.source, second.source]
  catalogue.labels.set(second.ids, 'brief', 'ada', 'bulk')
  catalogue.close()
})
afterEach(() => remove())

/** The bare database, as any program with the file in its hands would open it. */
function withDatabase<T>(work: (db: Database) => T): T {
  const db = connect(path.join(folder, 'catalogue.sqlite'))
  prepareForWriting(db)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

describe('label revisions', () => {
  it.each([
    "UPDATE label_revisions SET to_label = 'persistent'",
    'UPDATE label_revisions SET id = id + 1000',
    'DELETE FROM label_revisions WHERE id = 1',
    'DELETE FROM label_revisions',
    "INSERT OR REPLACE INTO label_revisions (id, batch, track, to_label) VALUES (1, 1, 1, 'persistent')",
    "INSERT OR REPLACE INTO label_revisions (batch, track, to_label) VALUES (1, 1, 'persistent')",
    "INSERT OR REPLACE INTO label_batches (id, author, reason, at) VALUES (1, 'else', 'verdict', 0)",
    "UPDATE label_batches SET author = 'someone else'",
    'UPDATE label_batches SET at = 0',
    'DELETE FROM label_batches',
    'DELETE FROM tracks WHERE id = 1',
  ])('refuse %s', (sql) => {
    withDatabase((db) => {
      const before = db
        .prepare('SELECT * FROM label_revisions JOIN label_batches ON label_batches.id = batch')
        .all()
      expect(() => db.exec(sql)).toThrow(/never|FOREIGN KEY/)
      expect(
        db.prepare('SELECT * FROM label_revisions JOIN label_batches ON label_batches.id = batch').all(),
      ).toEqual(before)
    })
  })

  it('go with their tracks when a source is removed, and only those', () => {
    const catalogue = openCatalogue(folder, holder)
    catalogue.sources.remove(sources[1]!)
    expect(catalogue.labels.recent(100).map(({ to }) => to)).toEqual(Array(5).fill('noise'))
    expect(catalogue.labels.counts()).toMatchObject({ noise: 5, brief: 0, none: 0 })
    expect(catalogue.sources.list().map(({ id, tracks }) => [id, tracks])).toEqual([[sources[0], 5]])
    expect(catalogue.labels.undoState()).toEqual({ undo: null, redo: null })
    catalogue.close()
    withDatabase((db) => {
      expect(db.prepare('SELECT count(*) FROM leaving').pluck().get()).toBe(0)
      expect(() => db.exec('DELETE FROM label_revisions')).toThrow(/never removed/)
    })
  })

  it('of other sources in the same batch stay, and can still be undone', () => {
    const catalogue = openCatalogue(folder, holder)
    const all = [...catalogue.tracks.ids({}, { by: 'number', descending: false })]
    catalogue.labels.set(all, 'unsure', 'ada', 'bulk')
    catalogue.sources.remove(sources[1]!)
    expect(catalogue.labels.undo('ada')).toMatchObject({ changed: 5, text: 'Undone: 5 tracks: unsure' })
    expect(catalogue.labels.counts()).toMatchObject({ noise: 5, unsure: 0 })
    catalogue.close()
  })

  it('and a film that another source has tracks on stay when the source that brought the film is removed', () => {
    const catalogue = openCatalogue(folder, holder)
    const film = { path: '/films/a.avi', bytes: 1, fingerprint: 'f' }
    const brought = addSource(catalogue, 'with film')
    const video = catalogue.videos.add(aVideo(brought, { media: 'film', film }))
    const other = addSource(catalogue, 'same film')
    const [mine] = catalogue.tracks.addMany([aTrack(video, brought, 1, { label: 'brief' })], 'x', 'import')
    const [theirs] = catalogue.tracks.addMany([aTrack(video, other, 1, { label: 'noise' })], 'x', 'import')
    catalogue.sources.remove(brought)
    expect(catalogue.tracks.row(mine!)).toBeUndefined()
    expect(catalogue.tracks.row(theirs!)).toMatchObject({ label: 'noise', video })
    expect(catalogue.videos.findFilm('f')).toMatchObject({ id: video, source: other, tracks: 1 })
    catalogue.close()
  })
})
