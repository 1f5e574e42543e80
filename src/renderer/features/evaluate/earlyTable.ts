/** Decisions while tracks grow, in words and cells. */
import type { EarlyLine, EarlyReport, Rate } from '../../../shared/contract/learning.ts'
import { count, plural } from '../../state/format.ts'
import { percent, percentRange } from './figures.ts'

export const earlyColumns = ['False confirmed', 'Real rejected', 'Decided', 'Boxes', 'Work saved'] as const

export interface EarlyRow {
  readonly id: EarlyLine['id']
  readonly name: string
  readonly cells: readonly { text: string; range: string }[]
}

export const earlyRows = ({ lines }: Pick<EarlyReport, 'lines'>): EarlyRow[] =>
  lines.map((line) => ({
    id: line.id,
    name: line.name,
    cells: [
      rateCell(line.falseConfirm),
      rateCell(line.falseReject),
      { text: percent(line.decided), range: '' },
      {
        text: line.meanBoxes?.toFixed(1) ?? '–',
        range: line.medianBoxes === null ? '' : `median ${line.medianBoxes}`,
      },
      {
        text: percent(line.saved),
        range: line.savedInterval ? percentRange(line.savedInterval) : '',
      },
    ],
  }))

const rateCell = ({ errors, of, interval }: Rate) => ({
  text: of === 0 ? '–' : percent(errors / of, 1),
  range: interval ? percentRange(interval) : '',
})

/** What the thresholds are, and what they were chosen on. */
export function thresholdsWords({ thresholds: { confirm, reject, chosenOn } }: EarlyReport): string {
  const cuts = [
    confirm === null ? 'confirms no track' : `confirms at ${confirm.toFixed(3)} and above`,
    reject === null ? 'rejects none' : `rejects at ${reject.toFixed(3)} and below`,
  ]
  return `The run ${cuts.join(' and ')}; a decision stands. Chosen on ${count(chosenOn.real)} real and ${count(chosenOn.false)} false validation tracks of ${plural(chosenOn.videos, 'video')}.`
}

export const budgetWords = ({
  budgets: { persistent, undecided, transient },
  groups,
  over,
}: EarlyReport): string =>
  `Work: a box costs ${persistent} once confirmed, ${undecided} while undecided, ${transient} once rejected. Small: 95 % intervals, ${count(groups)} ${over}s drawn anew.`

/** Share of the judged tracks that are decided, by boxes seen. */
export const decidedLine = ({ steps }: Pick<EarlyReport, 'steps'>): [number, number][] =>
  steps.map(({ boxes, decided }) => [boxes, decided])
