/** Scores and filters tracks in files, with a model in a file: what the two features do together, without a catalogue. */
import fs from 'node:fs'
import path from 'node:path'
import type { ImportInput } from '../../shared/contract/interchange.ts'
import { TracksieveError } from '../../shared/errors.ts'
import { writeAtomically } from './base/atomicFile.ts'
import type { Detections } from './base/detections.ts'
import type { Work } from './base/work.ts'
import { folderAtomically } from './interchange/exporting/folder.ts'
import { safeName } from './interchange/exporting/plan.ts'
import type { ReadySequence } from './interchange/importing.ts'
import { formatScores, type ScoreRow } from './interchange/labels/csv.ts'
import { keepRows } from './interchange/mot/keep.ts'
import { writeMot } from './interchange/mot/write.ts'
import type { FilmFacts } from './interchange/needs.ts'
import { addUp } from './interchange/counts.ts'
import { eachTrack, toTrackSet } from './interchange/trackSet.ts'
import { type Keep, thresholdFor } from './learning/filter.ts'
import { type ModelDescription, readModelFile } from './learning/modelDescription.ts'

export interface PlacedTrack {
  detections: Detections
  frame: { width: number; height: number }
}

export interface TrackFilesNeeds {
  /** Reads sequences as an import does; throws what would refuse it. */
  read(input: ImportInput, work: Work): Promise<{ ready: ReadySequence<FilmFacts>[]; notes: string[] }>
  /** Mean persistence score of each track, in their order. */
  score(modelFile: string, tracks: readonly PlacedTrack[], work: Work): Promise<Float32Array>
}

/** What a model says of the tracks of some files. */
export interface ScoredFiles {
  sequences: { ready: ReadySequence<FilmFacts>; rows: ScoreRow[] }[]
  threshold: number
  tracks: number
  kept: number
  leftOut: Record<string, number>
  notes: string[]
  model: ModelDescription
}

export interface ScoreOrder {
  input: ImportInput
  modelFile: string
  /** null = the threshold that the model was given. */
  keep: Keep | null
}

export type TrackFiles = ReturnType<typeof createTrackFiles>

export function createTrackFiles(needs: TrackFilesNeeds) {
  async function scoreSequence(
    ready: ReadySequence<FilmFacts>,
    modelFile: string,
    threshold: number,
    work: Work,
  ) {
    const { width, height } = ready.place
    const tracks = [...eachTrack(ready.prepared)]
    const placed = tracks.map(({ detections }) => ({ detections, frame: { width, height } }))
    const scores = await needs.score(modelFile, placed, work)
    const rows = tracks.map(({ number, detections }, i): ScoreRow => {
      const score = scores[i]!
      return {
        sequence: ready.files.name,
        number,
        frames: detections.length / 6,
        score,
        kept: score >= threshold,
      }
    })
    return { ready, rows }
  }

  return {
    /** Throws VALIDATION for a wrong model or wrong tracks, NOT_FOUND, CANCELLED. */
    async score({ input, modelFile, keep }: ScoreOrder, work: Work): Promise<ScoredFiles> {
      const { description: model } = await readModelFile(modelFile)
      const threshold = keep === null ? model.threshold : thresholdFor(keep, model)
      const { ready, notes } = await needs.read(input, work)
      const sequences: ScoredFiles['sequences'] = []
      for (const sequence of ready) sequences.push(await scoreSequence(sequence, modelFile, threshold, work))
      const rows = sequences.flatMap((sequence) => sequence.rows)
      return {
        sequences,
        threshold,
        tracks: rows.length,
        kept: rows.filter(({ kept }) => kept).length,
        leftOut: addUp(ready.map(({ prepared }) => prepared.leftOut)),
        notes,
        model,
      }
    },

    /** SCORES.csv. Throws CONFLICT where the file exists and must not be replaced. */
    async writeScores({ sequences }: ScoredFiles, out: string, replace: boolean): Promise<void> {
      refuseTaken(out, replace)
      const text = formatScores(sequences.flatMap(({ rows }) => rows))
      await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, text))
    },

    /** The kept tracks in the format they came in: one file, or for several sequences a folder of NAME.txt. */
    async writeKept({ sequences }: ScoredFiles, out: string, replace: boolean, work: Work): Promise<void> {
      refuseTaken(out, replace)
      const [only, ...others] = sequences
      if (only && others.length === 0)
        return writeAtomically(out, (temporary) => writeKept(only, temporary, work))
      await folderAtomically(out, async (temporary) => {
        fs.mkdirSync(temporary, { recursive: true })
        for (const sequence of sequences) {
          await writeKept(sequence, path.join(temporary, `${safeName(sequence.ready.files.name)}.txt`), work)
        }
      })
    },
  }
}

function refuseTaken(out: string, replace: boolean): void {
  if (replace || !fs.existsSync(out)) return
  throw new TracksieveError('CONFLICT', `${out} exists already.`, 'Choose another name, or add --replace.')
}

/** Lines are copied as they are; only a file with lines that can't be read is written anew. */
async function writeKept(
  { ready, rows }: ScoredFiles['sequences'][number],
  out: string,
  work: Work,
): Promise<void> {
  const { files, prepared } = ready
  const kept = new Set(rows.filter((row) => row.kept).map((row) => row.number))
  const whole = Object.keys(prepared.leftOut).every((reason) => !reason.startsWith('lines'))
  if (whole) await keepRows(files.tracksFile, out, kept, work)
  else
    await writeMot(out, toTrackSet([...eachTrack(prepared)].filter(({ number }) => kept.has(number))), work)
}
