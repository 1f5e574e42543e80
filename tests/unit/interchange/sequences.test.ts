import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSequences } from '../../../src/main/engine/interchange/sequences/find.ts'
import { readSequenceInfo } from '../../../src/main/engine/interchange/sequences/seqinfo.ts'
import { refusal, type TestFolder, testFolder } from '../../support/mot.ts'

let folder: TestFolder
beforeEach(() => {
  folder = testFolder()
})
afterEach(() => folder.remove())
const at = (name: string): string => path.join(folder.folder, name)

describe('a folder', () => {
  it('is one sequence with what lies in it', () => {
    for (const name of ['walk.txt', 'gt.txt', 'det.txt', 'labels.csv', 'seqinfo.ini', 'film.avi']) {
      folder.write(`walk/${name}`, 'x')
    }
    expect(findSequences([at('walk')], null)).toEqual({
      sequences: [
        {
          name: 'walk',
          tracksFile: at('walk/walk.txt'),
          video: at('walk/film.avi'),
          info: at('walk/seqinfo.ini'),
          labels: at('walk/labels.csv'),
          groundTruth: at('walk/gt.txt'),
        },
      ],
      films: [at('walk/film.avi')],
      notes: [],
      problems: [],
    })
  })

  it('may name its results otherwise when there is only one', () => {
    folder.write('walk/sort-output.txt', 'x')
    folder.write('walk/gt/gt.txt', 'x')
    const [sequence] = findSequences([at('walk')], null).sequences
    expect(sequence).toMatchObject({
      tracksFile: at('walk/sort-output.txt'),
      groundTruth: at('walk/gt/gt.txt'),
    })
  })

  it('with several results is a problem that names them', () => {
    folder.write('walk/a.txt', 'x')
    folder.write('walk/b.txt', 'x')
    expect(findSequences([at('walk')], null).problems[0]!.message).toMatch(/a\.txt, b\.txt/)
  })

  it('without results is a problem', () => {
    folder.write('walk/gt.txt', 'x')
    expect(findSequences([at('walk')], null).problems[0]!.message).toMatch(/no results file/)
  })

  it('of sequences gives each of them', () => {
    folder.write('set/one/one.txt', 'x')
    folder.write('set/two/two.txt', 'x')
    folder.write('set/other/readme.txt', 'x')
    expect(findSequences([at('set')], null).sequences.map(({ name }) => name)).toEqual(['one', 'two'])
  })
})

describe('files', () => {
  it('find a film of their name beside them, and not another one’s labels', () => {
    folder.write('a.txt', 'x')
    folder.write('a.mp4', 'x')
    folder.write('labels.csv', 'x')
    const [sequence] = findSequences([at('a.txt')], null).sequences
    expect(sequence).toMatchObject({ name: 'a', video: at('a.mp4'), labels: null })
  })

  it('take the film that is given with them', () => {
    folder.write('a.txt', 'x')
    folder.write('b.avi', 'x')
    expect(findSequences([at('a.txt'), at('b.avi')], null).sequences[0]!.video).toBe(at('b.avi'))
    expect(findSequences([at('a.txt')], at('b.avi')).films).toEqual([at('b.avi')])
  })

  it('are refused where they do not exist', async () => {
    folder.write('a.txt', 'x')
    expect((await refusal(() => findSequences([at('none.txt')], null))).code).toBe('NOT_FOUND')
    expect((await refusal(() => findSequences([at('a.txt')], at('none.avi')))).message).toMatch(
      /film does not exist/,
    )
  })

  it('leave a film without tracks as a problem', () => {
    folder.write('b.avi', 'x')
    expect(findSequences([at('b.avi')], null).problems[0]!.message).toMatch(/film without tracks/)
  })

  it('leave a film that belongs to none of several as a problem', () => {
    for (const name of ['a.txt', 'b.txt', 'c.avi']) folder.write(name, 'x')
    expect(findSequences([at('a.txt'), at('b.txt'), at('c.avi')], null).problems[0]!.message).toMatch(
      /belongs to none/,
    )
  })
})

describe('seqinfo.ini', () => {
  it('is read whatever the case of its keys', () => {
    const file = folder.write(
      'seqinfo.ini',
      '[Sequence]\r\nname=Walk\r\nframerate = 7.5\r\nseqLength=795\r\nimWidth=768\r\n',
    )
    expect(readSequenceInfo(file)).toEqual({ name: 'Walk', fps: 7.5, frames: 795, width: 768, height: null })
  })

  it('refuses a rate that is none, naming the line', async () => {
    const file = folder.write('seqinfo.ini', '[Sequence]\nframeRate=0\n')
    expect((await refusal(() => readSequenceInfo(file))).message).toMatch(/line 2: framerate is "0"/)
  })
})
