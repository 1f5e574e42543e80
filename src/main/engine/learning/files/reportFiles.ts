/** Reports as files of the catalogue's folder `reports`: `KIND-ID.json`, and beside it what is read elsewhere. */
import fs from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { writeAtomically } from '../../base/atomicFile.ts'

export type ReportKind = 'efficiency' | 'comparison'

const folderOf = (catalogue: string): string => path.join(catalogue, 'reports')

export const reportFile = (catalogue: string, kind: ReportKind, id: number, ending: string): string =>
  path.join(folderOf(catalogue), `${kind}-${id}.${ending}`)

/** `texts`: by ending. Each file is written whole or not at all; the last one last. Returns the files. */
export async function writeReportFiles(
  catalogue: string,
  kind: ReportKind,
  id: number,
  texts: Readonly<Record<string, string>>,
): Promise<string[]> {
  fs.mkdirSync(folderOf(catalogue), { recursive: true })
  const files = Object.entries(texts).map(
    ([ending, text]) => [reportFile(catalogue, kind, id, ending), text] as const,
  )
  for (const [file, text] of files)
    await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, text))
  return files.map(([file]) => file)
}

/** The latest first. A file that is no report of this version is left out. */
export function readReportFiles<Report extends { id: number; at: number }>(
  catalogue: string,
  kind: ReportKind,
  shape: z.ZodType<Report>,
): Report[] {
  const folder = folderOf(catalogue)
  if (!fs.existsSync(folder)) return []
  const files = fs.readdirSync(folder).filter((name) => new RegExp(`^${kind}-\\d+\\.json$`).test(name))
  return files
    .flatMap((name) => parse(fs.readFileSync(path.join(folder, name), 'utf8'), shape) ?? [])
    .sort((a, b) => b.at - a.at || b.id - a.id)
}

function parse<Report>(text: string, shape: z.ZodType<Report>): Report | undefined {
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
