/** Writes an export: to a temporary name beside its place, then renamed. Cancelled or failed, nothing is left. */
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { TracksExport } from '../../../../shared/contract/exports.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { Work } from '../../base/work.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { csvLine, labelHeader } from '../labels/csv.ts'
import { writeMot } from '../mot/write.ts'
import { stopIfCancelled } from '../refusal.ts'
import { formatSequenceInfo } from '../sequences/seqinfo.ts'
import { toTrackSet } from '../trackSet.ts'
import { folderAtomically } from './folder.ts'
import { distinctNames, type ExportTarget, planExport } from './plan.ts'
import { groupBySequence, type Sequence } from './select.ts'

export type { ExportTarget } from './plan.ts'

const inSteps = (work: Work, done: number, total: number): void =>
  work.progress({ phase: 'Writing', done, total, unit: 'sequences' })

async function writeSequence(
  catalogue: OpenCatalogue,
  sequence: Sequence,
  file: string,
  work: Work,
): Promise<void> {
  const wanted = new Set(sequence.rows.map((row) => row.id))
  const tracks = catalogue.tracks.ofVideo(sequence.video).filter((track) => wanted.has(track.id))
  await writeMot(file, toTrackSet(tracks), { ...work, progress() {} })
}

/** One folder a sequence, as import reads them: NAME/NAME.txt and NAME/seqinfo.ini. */
async function writeFolder(
  catalogue: OpenCatalogue,
  sequences: readonly Sequence[],
  folder: string,
  work: Work,
) {
  const names = distinctNames(sequences.map(({ name }) => name))
  for (const [done, sequence] of sequences.entries()) {
    inSteps(work, done, sequences.length)
    const name = names[done]!
    const own = path.join(folder, name)
    fs.mkdirSync(own, { recursive: true })
    await writeSequence(catalogue, sequence, path.join(own, `${name}.txt`), work)
    const info = formatSequenceInfo(name, catalogue.videos.get(sequence.video)!)
    fs.writeFileSync(path.join(own, 'seqinfo.ini'), info)
  }
}

async function writeCsv(sequences: readonly Sequence[], file: string, work: Work): Promise<void> {
  const handle = fs.openSync(file, 'w')
  try {
    fs.writeSync(handle, csvLine(labelHeader))
    for (const [done, { name, rows }] of sequences.entries()) {
      const lines = rows.map(({ number, label, prediction, score, first, last, boxes }) =>
        csvLine([
          name,
          number,
          label,
          prediction,
          score === null ? null : Number(score.toFixed(6)),
          first + 1,
          last + 1,
          boxes,
        ]),
      )
      fs.writeSync(handle, lines.join(''))
      inSteps(work, done + 1, sequences.length)
      await setImmediate()
      stopIfCancelled(work.signal)
    }
  } finally {
    fs.closeSync(handle)
  }
}

/** Returns `{path, tracks, of, sequences}`. */
export async function exportTracks(
  catalogue: OpenCatalogue,
  input: TracksExport & ExportTarget,
  context: JobContext,
) {
  const { selection, target, folder } = planExport(catalogue, input, input)
  const sequences = await groupBySequence(catalogue, selection.ids, context.signal)
  if (folder)
    await folderAtomically(target, (temporary) => writeFolder(catalogue, sequences, temporary, context))
  else if (input.format === 'csv')
    await writeAtomically(target, (temporary) => writeCsv(sequences, temporary, context))
  else
    await writeAtomically(target, (temporary) => writeSequence(catalogue, sequences[0]!, temporary, context))
  context.artifact(path.basename(target), target)
  return { path: target, tracks: selection.ids.length, of: selection.of, sequences: sequences.length }
}
