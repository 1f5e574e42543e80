/** Reports of label efficiency as commands print them. */
import type { EfficiencyReport, MetricName } from '../../../../shared/contract/learning.ts'
import { snake } from './figures.ts'
import { type Cell, formatTable, share } from './table.ts'

const shown: readonly MetricName[] = [
  'auroc',
  'averagePrecision',
  'balancedAccuracy',
  'removedAt95',
  'removedAt99',
]

export const toEfficiencyDocument = (report: EfficiencyReport, files: readonly string[]) => ({
  report: { id: report.id },
  files,
  seeds: report.seeds,
  order: report.order,
  sizes: report.sizes,
  train: report.train,
  validation: report.validation,
  test: report.test,
  lines: report.lines.map(({ id, name, points }) => ({
    id,
    name,
    points: points.map(({ labels, spread }) => ({
      labels,
      ...Object.fromEntries(Object.entries(spread).map(([metric, value]) => [snake(metric), value])),
    })),
  })),
  gain: report.gain,
  words: report.words,
})

export function efficiencyText({ lines, validation, test, words }: EfficiencyReport): string {
  const rows = lines.flatMap(({ name, points }) =>
    points.map(({ labels, spread }): Cell[] => [
      name,
      labels,
      ...shown.map((metric) => {
        const { mean, deviation } = spread[metric] ?? { mean: null, deviation: null }
        return deviation === null ? share(mean) : `${share(mean)} ± ${share(deviation)}`
      }),
    ]),
  )
  const titles = shown.map((metric) => snake(metric).replaceAll('_', ' '))
  return [
    `On ${test.labels} test tracks of ${test.videos} videos (${test.real} real); ${validation.labels} more labels validate at every size:`,
    formatTable(['', 'labels', ...titles], rows),
    '',
    words,
  ].join('\n')
}
