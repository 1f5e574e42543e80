/** Reports of label efficiency as files of the catalogue: `reports/efficiency-ID.json` and `.csv`. */
import fs from 'node:fs'
import path from 'node:path'
import { EfficiencyReport } from '../../../shared/contract/learning.ts'
import { writeAtomically } from '../base/atomicFile.ts'

const folderOf = (catalogue: string): string => path.join(catalogue, 'reports')

/** Returns the files. */
export async function writeReport(catalogue: string, report: EfficiencyReport): Promise<string[]> {
  const folder = folderOf(catalogue)
  fs.mkdirSync(folder, { recursive: true })
  const files = [
    [path.join(folder, `efficiency-${report.id}.csv`), toCsv(report)],
    [path.join(folder, `efficiency-${report.id}.json`), JSON.stringify(report, null, 2)],
  ] as const
  for (const [file, text] of files)
    await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, text))
  return files.map(([file]) => file)
}

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

/** The latest first. A file that is no report of this version is left out. */
export function readReports(catalogue: string): EfficiencyReport[] {
  const folder = folderOf(catalogue)
  if (!fs.existsSync(folder)) return []
  const files = fs.readdirSync(folder).filter((name) => /^efficiency-\d+\.json$/.test(name))
  return files
    .flatMap((name) => {
      const report = parse(fs.readFileSync(path.join(folder, name), 'utf8'))
      return report ? [report] : []
    })
    .sort((a, b) => b.at - a.at || b.id - a.id)
}

function parse(text: string): EfficiencyReport | undefined {
  try {
    return EfficiencyReport.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
