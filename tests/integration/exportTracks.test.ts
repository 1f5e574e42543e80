/** Exports of tracks and labels through the real engine. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/createEngine.ts'
import { TracksExport } from '../../src/shared/contract/exports.ts'
import { ImportInput } from '../../src/shared/contract/interchange.ts'
import type { Job } from '../../src/shared/jobs.ts'
import { aPrediction, aRun } from '../support/catalogue.ts'
import { refusal, type TestFolder, testFolder } from '../support/mot.ts'

let folder: TestFolder
let engine: Engine
const one = '1,1,10,20,30,40,0.9,-1,-1,-1\n2,1,12,20,30.25,40,-1,-1,-1,-1\n2,2,50,50,9,9,0.3,-1,-1,-1\n'
const two = '5,7,1,1,3,3,0.5,-1,-1,-1\n'

beforeEach(async () => {
  folder = testFolder()
  engine = await createEngine({ home: path.join(folder.folder, 'home'), holder: 'Tracksieve (test)' })
  await engine.faces.workspace.routes.create({ folder: path.join(folder.folder, 'a') })
})
afterEach(async () => {
  await engine.close()
  folder.remove()
})

const at = (name: string): string => path.join(folder.folder, name)
const read = (name: string): string => fs.readFileSync(at(name), 'utf8')
const bring = (...files: string[]): Promise<Job> =>
  engine.faces.jobs.finished(engine.faces.interchange.start(ImportInput.parse({ files })).job)
const exporting = async (options: object, out: string | null = at('out'), replace = false): Promise<Job> => {
  const input = { ...TracksExport.parse(options), out, replace }
  return engine.faces.jobs.finished(engine.faces.interchange.tracks(input).job)
}

it('gives back what was imported', async () => {
  await bring(folder.write('one.txt', one))
  expect(await exporting({ format: 'mot' })).toMatchObject({ state: 'done', result: { tracks: 2, of: 2 } })
  expect(read('out')).toBe(one)
})

it('of several sequences is a folder that can be imported again', async () => {
  await bring(folder.write('one.txt', one), folder.write('two.txt', two))
  expect((await exporting({ format: 'mot' })).artifacts).toMatchObject([{ name: 'out', path: at('out') }])
  expect(read('out/one/one.txt')).toBe(one)
  expect(read('out/two/two.txt')).toBe(two)
  await engine.faces.workspace.routes.create({ folder: at('b') })
  expect((await bring(at('out'))).result).toMatchObject({ tracks: 3, boxes: 4, videos: 2 })
})

it('never overwrites without being told, and replaces whole', async () => {
  await bring(folder.write('one.txt', one))
  folder.write('out', 'mine')
  expect((await refusal(() => exporting({ format: 'mot' }))).code).toBe('CONFLICT')
  expect(read('out')).toBe('mine')
  expect((await exporting({ format: 'mot' }, at('out'), true)).state).toBe('done')
  expect(read('out')).toBe(one)
  expect(fs.readdirSync(folder.folder).filter((name) => name.includes('.part'))).toEqual([])
})

it('finds a free name in the catalogue by itself', async () => {
  await bring(folder.write('one.txt', one))
  const names = [await exporting({ format: 'mot' }, null), await exporting({ format: 'mot' }, null)]
  expect(names.map(({ artifacts }) => artifacts[0]?.name)).toEqual(['one-tracks.txt', 'one-tracks 2.txt'])
  expect(engine.faces.interchange.tracksPlan(TracksExport.parse({ format: 'csv' }))).toMatchObject({
    folder: at('a.tracksieve/exports'),
    name: 'one-labels.csv',
    tracks: 2,
    of: 2,
  })
})

describe('what is kept', () => {
  const label = (track: number, to: 'noise' | 'persistent'): void => {
    engine.faces.workspace.catalogue().labels.set([track], to, 'someone', 'verdict')
  }

  it('by class follows labels, and predictions where there are none', async () => {
    await bring(folder.write('one.txt', one), folder.write('two.txt', two))
    const catalogue = engine.faces.workspace.catalogue()
    const run = catalogue.runs.add(aRun())
    // Track 1 is labelled against its prediction: the person is right.
    catalogue.predictions.write(run, [aPrediction(1, 0.9), aPrediction(2, 0.8), aPrediction(3, 0.1)])
    catalogue.predictions.show(run)
    label(1, 'noise')
    expect((await exporting({ format: 'csv', only: ['persistent'] })).result).toMatchObject({
      tracks: 1,
      of: 3,
    })
    expect(read('out')).toBe(
      'sequence,track_id,label,prediction,score,first_frame,last_frame,frames\none,2,,persistent,0.8,2,2,1\n',
    )
  })

  it('by score is refused without scores, and keeps those at or above the threshold', async () => {
    await bring(folder.write('one.txt', one))
    expect((await refusal(() => exporting({ format: 'mot', threshold: 0.5 }))).message).toMatch(/No run/)
    const catalogue = engine.faces.workspace.catalogue()
    const run = catalogue.runs.add(aRun())
    catalogue.predictions.write(run, [aPrediction(1, 0.5)])
    catalogue.predictions.show(run)
    expect((await refusal(() => exporting({ format: 'mot', threshold: 0.5 }))).message).toMatch(
      /1 track has no score/,
    )
    catalogue.predictions.write(run, [aPrediction(2, 0.49)])
    catalogue.predictions.show(run)
    expect((await exporting({ format: 'mot', threshold: 0.5 })).result).toMatchObject({ tracks: 1, of: 2 })
    expect(read('out')).toBe(one.split('\n').slice(0, 2).join('\n') + '\n')
  })

  it('must be something', async () => {
    await bring(folder.write('one.txt', one))
    expect((await refusal(() => exporting({ format: 'mot', only: ['brief'] }))).message).toMatch(
      /No track fits/,
    )
    expect((await refusal(() => exporting({ format: 'mot', videos: [99] }))).code).toBe('NOT_FOUND')
  })
})
