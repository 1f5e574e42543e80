/** Decisions while tracks grow, as the window words them. */
import { expect, it } from 'vitest'
import { earlyRows, thresholdsWords } from '../../../src/renderer/features/evaluate/earlyTable.ts'
import type { EarlyReport } from '../../../src/shared/contract/learning.ts'

const report = {
  thresholds: {
    falseConfirm: 0.05,
    falseReject: 0.05,
    confirm: 0.9234,
    reject: null,
    refused: ['No track is rejected: …'],
    chosenOn: { real: 1200, false: 42, videos: 5 },
    boxes: 30,
  },
  lines: [
    {
      id: 'early',
      name: 'this run',
      falseConfirm: { errors: 2, of: 25, interval: [0, 0.27] },
      falseReject: { errors: 0, of: 0, interval: null },
      decided: 0.59,
      realConfirmed: 0.7,
      falseRejected: 0,
      meanBoxes: 2.24,
      medianBoxes: 1,
      saved: 0.0712,
      savedInterval: [0.04, 0.13],
    },
  ],
} satisfies Partial<EarlyReport>

it('says what each threshold does, and what it was chosen on', () => {
  expect(thresholdsWords(report as unknown as EarlyReport)).toBe(
    'The run confirms at 0.923 and above and rejects none; a decision stands. Chosen on 1,200 real and 42 false validation tracks of 5 videos.',
  )
})

it('shows rates with their intervals, and nothing where there is nothing to count', () => {
  const [row] = earlyRows(report as unknown as EarlyReport)
  expect(row!.cells.map(({ text }) => text)).toEqual(['8.0 %', '–', '59 %', '2.2', '7 %'])
  expect(row!.cells.map(({ range }) => range)).toEqual(['0–27 %', '', '', 'median 1', '4–13 %'])
})
