import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assembleCatalogue } from '../../src/main/engine/catalogue/assemble.ts'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { connect, prepareForWriting } from '../../src/main/engine/catalogue/sqlite.ts'
import { toTracksieveError } from '../../src/shared/errors.ts'
import { addSource, aTrack, aVideo, detectionsOf, holder, temporaryFolder } from '../support/catalogue.ts'

let parent: string
let remove: () => void
beforeEach(() => ({ folder: parent, remove } = temporaryFolder()))
afterEach(() => remove())

/** Adds tracks and labels until one is refused. Returns what was acknowledged, and the refusal. */
function fill(catalogue: OpenCatalogue) {
  const source = addSource(catalogue)
  const video = catalogue.videos.add(aVideo(source))
  const added: number[] = []
  const labelled: number[] = []
  for (let n = 0; ; n += 20)
    try {
      const tracks = Array.from({ length: 20 }, (_, i) =>
        aTrack(video, source, n + i, { detections: detectionsOf(20) }),
      )
      const ids = catalogue.tracks.addMany(tracks, 'ada', 'import')
      added.push(...ids)
      catalogue.labels.set(ids, 'noise', 'ada', 'bulk')
      labelled.push(...ids)
    } catch (error) {
      return { added, labelled, error: toTracksieveError(error).body }
    }
}

function expectKept(catalogue: OpenCatalogue, { added, labelled }: ReturnType<typeof fill>): void {
  expect(added.length).toBeGreaterThan(100)
  expect([...catalogue.tracks.ids({}, { by: 'number', descending: false })]).toEqual(added)
  expect([...catalogue.tracks.ids({ labels: ['noise'] }, { by: 'number', descending: false })]).toEqual(
    labelled,
  )
  expect(catalogue.labels.counts().noise).toBe(labelled.length)
}

describe('a full disk', () => {
  it('is told as such, takes nothing that was acknowledged, and writing goes on when there is room', () => {
    const folder = path.join(parent, 'full.tracksieve')
    createCatalogue(folder, holder).close()
    const db = connect(path.join(folder, 'catalogue.sqlite'))
    prepareForWriting(db)
    db.pragma('max_page_count = 150')
    const catalogue = assembleCatalogue({ folder, db, clock: Date.now, closed() {} })
    const filled = fill(catalogue)
    expect(filled.error).toMatchObject({
      code: 'DISK_FULL',
      hint: expect.stringMatching(/free some space/i) as string,
    })
    expectKept(catalogue, filled)
    db.pragma('max_page_count = 10000')
    catalogue.labels.set(filled.added, 'brief', 'ada', 'bulk')
    catalogue.close()
    const reopened = openCatalogue(folder, holder)
    expect(reopened.labels.counts()).toMatchObject({ brief: filled.added.length, none: 0 })
    reopened.close()
  })

  it('of a real file system does the same', ({ skip }) => {
    const disk = path.join(parent, 'disk')
    fs.mkdirSync(disk)
    const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk])
    if (mounted.status !== 0) skip('this machine lets nobody mount a small disk')
    try {
      const folder = path.join(disk, 'full.tracksieve')
      const catalogue = createCatalogue(folder, holder)
      const filled = fill(catalogue)
      expect(filled.error.code).toBe('DISK_FULL')
      expectKept(catalogue, filled)
      catalogue.close()
      const reopened = openCatalogue(folder, holder)
      expectKept(reopened, filled)
      reopened.close()
    } finally {
      spawnSync('/bin/umount', [disk])
    }
  })

  it('leaves no half-made catalogue', ({ skip }) => {
    const disk = path.join(parent, 'disk')
    fs.mkdirSync(disk)
    const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
    if (mounted.status !== 0) skip('this machine lets nobody mount a small disk')
    try {
      const create = () => createCatalogue(path.join(disk, 'new.tracksieve'), holder)
      expect(create).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
      expect(fs.readdirSync(disk)).toEqual([])
    } finally {
      spawnSync('/bin/umount', [disk])
    }
  })
})
