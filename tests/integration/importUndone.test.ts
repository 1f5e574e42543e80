/** An import is taken back whole, and never with a label that somebody gave. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/createEngine.ts'
import { ImportInput } from '../../src/shared/contract/interchange.ts'
import { type TestFolder, testFolder } from '../support/mot.ts'

let folder: TestFolder
let engine: Engine
beforeEach(async () => {
  folder = testFolder()
  engine = await createEngine({ home: path.join(folder.folder, 'home'), holder: 'Tracksieve (test)' })
  await engine.faces.workspace.routes.create({ folder: path.join(folder.folder, 'a') })
})
afterEach(async () => {
  await engine.close()
  folder.remove()
})

const catalogue = () => engine.faces.workspace.catalogue()
const library = () => engine.faces.library
const undo = (job: number) => engine.faces.interchange.undo({ job })
const contents = () => ({
  sources: catalogue()
    .sources.list()
    .map(({ name }) => name),
  videos: catalogue().videos.count(),
  tracks: catalogue().tracks.count(),
  labels: catalogue().labels.counts(),
})

/** A sequence of three tracks, the first of them labelled in its file. */
function sequence(name: string): string {
  fs.mkdirSync(path.join(folder.folder, name))
  folder.write(`${name}/labels.csv`, 'track_id,label\n1,noise\n')
  return folder.write(`${name}/${name}.txt`, `1,1,1,1,5,5,1\n1,2,${name.length},9,5,5,1\n2,3,1,1,5,5,1\n`)
}

async function imported(name: string): Promise<number> {
  const file = sequence(name)
  const labels = path.join(folder.folder, name, 'labels.csv')
  const { job } = engine.faces.interchange.start(ImportInput.parse({ files: [file], labels }))
  expect((await engine.faces.jobs.finished(job)).state).toBe('done')
  return job
}
const tracks = () =>
  [...catalogue().tracks.ids({}, { by: 'number', descending: false })].map(
    (id) => catalogue().tracks.row(id)!,
  )

it('leaves the catalogue as it was before, and the same file can come again', async () => {
  await imported('kept')
  const before = contents()
  const job = await imported('taken')
  expect(contents().tracks).toBe(6)

  expect(undo(job)).toEqual({ sources: 1, tracks: 3, text: expect.stringContaining('3 tracks') as string })

  expect(contents()).toEqual(before)
  expect(engine.faces.jobs.get(job).result).toMatchObject({ undone: true })
  expect(() => undo(job)).toThrow(/undone already/)
  const file = path.join(folder.folder, 'taken', 'taken.txt')
  const again = engine.faces.interchange.start(ImportInput.parse({ files: [file] })).job
  expect((await engine.faces.jobs.finished(again)).state).toBe('done')
})

it('is refused where a track was labelled since, also when that was undone, and says how many', async () => {
  const job = await imported('cam')
  const [one, two] = tracks()
  library().labels.set({ tracks: [one!.id], label: 'persistent' })
  library().labels.set({ tracks: [two!.id], label: 'brief' })
  library().labels.undo()
  const before = contents()

  expect(() => undo(job)).toThrow(/2 tracks .* were labelled since/)

  expect(contents()).toEqual(before)
  expect(library().tracks.get({ track: one!.id })).toMatchObject({ label: 'persistent' })
})

it('labels of other imports do not hold it back, and stay', async () => {
  await imported('other')
  const [one] = tracks()
  library().labels.set({ tracks: [one!.id], label: 'unsure' })
  const job = await imported('cam')

  undo(job)

  expect(contents()).toMatchObject({ sources: ['other'], tracks: 3 })
  expect(library().tracks.get({ track: one!.id })).toMatchObject({ label: 'unsure' })
})

it('refuses what is no import and what left nothing behind', async () => {
  const { job } = engine.faces.interchange.start(
    ImportInput.parse({ files: [path.join(folder.folder, 'none.txt')] }),
  )
  await engine.faces.jobs.finished(job)
  expect(() => undo(job)).toThrow(/is failed: it left nothing behind/)
  expect(() => undo(99)).toThrow(/no job 99/)
})
