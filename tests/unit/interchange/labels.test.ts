import { afterAll, describe, expect, it } from 'vitest'
import { csvLine, formatScores } from '../../../src/main/engine/interchange/labels/csv.ts'
import { readLabels } from '../../../src/main/engine/interchange/labels/read.ts'
import { refusal, testFolder } from '../../support/mot.ts'

const folder = testFolder()
afterAll(() => folder.remove())
let count = 0
const file = (text: string): string => folder.write(`labels${(count += 1)}.csv`, text)

describe('LABELS.csv', () => {
  it('reads labels wherever their columns are, and takes ignored as unsure', () => {
    const rows = readLabels(file('\ufeffframes,Label,track_id\r\n3,noise,7\r\n9,IGNORED,2\r\n1,,5\r\n'))
    expect(rows).toEqual([
      { sequence: null, number: 7, label: 'noise', line: 2 },
      { sequence: null, number: 2, label: 'unsure', line: 3 },
    ])
  })

  it('reads sequences with commas in quotes', () => {
    const [row] = readLabels(file('sequence,track_id,label\n"a, b",1,persistent\n'))
    expect(row).toMatchObject({ sequence: 'a, b', label: 'persistent' })
  })

  it.each([
    ['an empty file', '', /is empty/],
    ['no track_id', 'id,label\n1,noise\n', /line 1: has no column track_id/],
    ['no label', 'track_id,class\n1,noise\n', /line 1: has no column label/],
    ['an unknown label', 'track_id,label\n1,noise\n2,ghost\n', /line 3: knows no label "ghost"/],
    ['a track that is no number', 'track_id,label\nx,noise\n', /line 2: its track_id is "x"/],
    ['a short line', 'track_id,label\n1,noise\n2\n', /line 3: has 1 columns/],
    [
      'two labels of one track',
      'track_id,label\n1,noise\n1,brief\n',
      /line 3: calls track 1 brief; line 2 calls it noise/,
    ],
    ['a binary file', 'track_id\0', /binary/],
  ])('refuses %s', async (_, text, message) => {
    const { code, message: found, hint } = await refusal(() => readLabels(file(text)))
    expect(code).toBe('VALIDATION')
    expect(found).toMatch(message)
    expect(hint).not.toBe('')
  })

  it('takes the same label twice', () => {
    expect(readLabels(file('track_id,label\n1,noise\n1,noise\n'))).toHaveLength(1)
  })
})

describe('CSV lines', () => {
  it('quotes what needs quotes', () => {
    expect(csvLine(['a,b', 'say "x"', 3, null])).toBe('"a,b","say ""x""",3,\n')
  })

  it('writes SCORES.csv', () => {
    const text = formatScores([{ sequence: 's', number: 4, frames: 12, score: 1 / 3, kept: false }])
    expect(text).toBe('sequence,track_id,frames,score,kept\ns,4,12,0.333333,0\n')
  })
})
