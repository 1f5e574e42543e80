/** A report on early decisions as `evaluate --early` prints it. */
import type { EarlyLine, EarlyReport, Rate } from '../../../../shared/contract/early.ts'
import { range } from './figures.ts'
import { type Cell, formatTable, share } from './table.ts'

export const toEarlyDocument = ({ run, on, thresholds, lines, steps, ...rest }: EarlyReport) => ({
  run: { id: run },
  on,
  thresholds: {
    false_confirm: thresholds.falseConfirm,
    false_reject: thresholds.falseReject,
    confirm: thresholds.confirm,
    reject: thresholds.reject,
    refused: thresholds.refused,
    chosen_on: thresholds.chosenOn,
    boxes: thresholds.boxes,
  },
  ...rest,
  lines: lines.map((line) => ({
    id: line.id,
    name: line.name,
    false_confirm: line.falseConfirm,
    false_reject: line.falseReject,
    decided: line.decided,
    real_confirmed: line.realConfirmed,
    false_rejected: line.falseRejected,
    mean_boxes: line.meanBoxes,
    median_boxes: line.medianBoxes,
    saved: line.saved,
    saved_interval: line.savedInterval,
  })),
  steps: steps.map(({ falseConfirm, falseReject, ...step }) => ({
    ...step,
    false_confirm: falseConfirm,
    false_reject: falseReject,
  })),
})

const shown = new Set([1, 2, 3, 5, 8, 12, 20, 30])

export function earlyText(report: EarlyReport): string {
  const { run, on, n, real, over, groups, thresholds, lines, steps, budgets } = report
  const { confirm, reject, chosenOn, refused } = thresholds
  const last = steps.at(-1)!.boxes
  const at = steps.filter(({ boxes }) => shown.has(boxes) || boxes === last)
  return [
    `Run ${run} on ${on}: ${n} tracks, ${real} real. In brackets: 95 % intervals, ${groups} ${over}s drawn anew.`,
    `Confirmed at a score of at least ${cut(confirm)}, rejected at ${cut(reject)} or less, for good; chosen on ${chosenOn.real} real and ${chosenOn.false} false validation tracks of ${chosenOn.videos} videos for at most ${share(thresholds.falseConfirm)} false ones confirmed and ${share(thresholds.falseReject)} real ones rejected.`,
    ...refused,
    '',
    formatTable(
      [
        '',
        'false confirmed',
        'real rejected',
        'decided',
        'real confirmed',
        'false rejected',
        'boxes, mean',
        'median',
        'work saved',
      ],
      lines.map(lineCells),
    ),
    `Work: a box gets ${budgets.persistent} while its track is confirmed, ${budgets.undecided} undecided, ${budgets.transient} rejected; full = 1 for all.`,
    '',
    formatTable(
      ['after boxes', ...at.map(({ boxes }) => String(boxes))],
      [
        ['decided', ...at.map(({ decided }) => share(decided))],
        ['false confirmed', ...at.map(({ falseConfirm }) => share(falseConfirm))],
        ['real rejected', ...at.map(({ falseReject }) => share(falseReject))],
      ],
    ),
  ].join('\n')
}

const cut = (threshold: number | null): string => threshold?.toFixed(3) ?? 'none'

const lineCells = (line: EarlyLine): Cell[] => [
  line.name,
  rate(line.falseConfirm),
  rate(line.falseReject),
  share(line.decided),
  share(line.realConfirmed),
  share(line.falseRejected),
  line.meanBoxes === null ? '–' : line.meanBoxes.toFixed(1),
  line.medianBoxes ?? '–',
  share(line.saved) + (line.savedInterval ? ` (${range(line.savedInterval)})` : ''),
]

const rate = ({ errors, of, interval }: Rate): string =>
  of === 0 ? '–' : `${share(errors / of)}${interval ? ` (${range(interval)})` : ''}`
