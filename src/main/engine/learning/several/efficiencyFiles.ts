/** Reports of label efficiency as files of the catalogue: `reports/efficiency-ID.json` and `.csv`. */
import { EfficiencyReport } from '../../../../shared/contract/learning.ts'
import { readReportFiles, writeReportFiles } from '../files/reportFiles.ts'

/** Returns the files. */
export const writeReport = (catalogue: string, report: EfficiencyReport): Promise<string[]> =>
  writeReportFiles(catalogue, 'efficiency', report.id, {
    csv: toCsv(report),
    json: JSON.stringify(report, null, 2),
  })

/** One row a line, size and metric. */
export function toCsv({ lines }: Pick<EfficiencyReport, 'lines'>): string {
  const rows = lines.flatMap(({ id, points }) =>
    points.flatMap(({ labels, spread }) =>
      Object.entries(spread).map(([metric, { mean, deviation, n }]) =>
        [id, labels, metric, mean, deviation ?? '', n].join(),
      ),
    ),
  )
  return `${['line,labels,metric,mean,deviation,seeds', ...rows].join('\n')}\n`
}

export const readReports = (catalogue: string): EfficiencyReport[] =>
  readReportFiles(catalogue, 'efficiency', EfficiencyReport)
