/** Scores and filters tracks in files, with a model in a file: what the two features do together, without a catalogue. */
import fs from 'node:fs'
import path from 'node:path'
import type { ImportInput } from '../../shared/contract/interchange.ts'
import { TracksieveError } from '../../shared/errors.ts'
import { writeAtomically } from './base/atomicFile.ts'
import { columns, countBoxes, type Detections } from './base/detections.ts'
import type { Work } from './base/work.ts'
import { folderAtomically } from './interchange/exporting/folder.ts'
import { distinctNames } from './interchange/exporting/plan.ts'
import type { ReadySequence } from './interchange/importing.ts'
import { type DecisionRow, formatDecisions, formatScores, type ScoreRow } from './interchange/labels/csv.ts'
import { keepRows } from './interchange/mot/keep.ts'
import { writeMot } from './interchange/mot/write.ts'
import type { FilmFacts } from './interchange/needs.ts'
import { addUp } from './interchange/counts.ts'
import { countTracks, eachTrack, toTrackSet } from './interchange/trackSet.ts'
import { decider, undecided } from './learning/early/decide.ts'
import { type Growing, scoresAt } from './learning/early/growing.ts'
import { type Keep, thresholdFor } from './learning/scoring/keep.ts'
import { readModelFile } from './learning/files/modelDescription.ts'

export interface PlacedTrack {
  /** Number of its sequence: tracks are judged among those of the same one. */
  video: number
  detections: Detections
  frame: { width: number; height: number }
}

/** A model, and which tracks are kept by it; `keep` null = by the threshold that it was given. */
export interface Judge {
  modelFile: string
  keep: Keep | null
}

export interface TrackFilesNeeds {
  /** Reads sequences as an import does; throws what would refuse it. */
  read(input: ImportInput, work: Work): Promise<{ ready: ReadySequence<FilmFacts>[]; notes: string[] }>
  /** Mean persistence score of each track, in their order. */
  score(modelFile: string, tracks: readonly PlacedTrack[], work: Work): Promise<Float32Array>
  /** Scores of each track while it grows. */
  grow(modelFile: string, tracks: readonly PlacedTrack[], work: Work): Promise<Growing>
  /** Writes what the model takes of each track. */
  inputs(modelFile: string, tracks: readonly PlacedTrack[], out: string, work: Work): Promise<void>
}

/** What a model says of the tracks of some files. */
export interface ScoredFiles {
  sequences: { ready: ReadySequence<FilmFacts>; rows: ScoreRow[] }[]
  threshold: number
  tracks: number
  kept: number
  leftOut: Record<string, number>
  notes: string[]
}

export function createTrackFiles(needs: TrackFilesNeeds) {
  return {
    /** Throws CONFLICT where one exists and must not be replaced: worth asking before the work. */
    mustBeFree(files: readonly string[], replace: boolean): void {
      for (const file of files) refuseTaken(file, replace)
    },

    /** Throws VALIDATION for a wrong model or wrong tracks, NOT_FOUND, CANCELLED. */
    async score(input: ImportInput, { modelFile, keep }: Judge, work: Work): Promise<ScoredFiles> {
      const { description } = await readModelFile(modelFile)
      const threshold = thresholdFor(keep ?? { threshold: description.threshold }, description)
      const { ready, notes } = await needs.read(input, work)
      // One batch for all: short sequences would leave the backend waiting.
      const scores = await needs.score(modelFile, ready.flatMap(placedTracks), work)
      let before = 0
      const sequences = ready.map((sequence) => {
        const end = before + countTracks(sequence.prepared)
        const rows = toRows(sequence, scores.subarray(before, end), threshold)
        before = end
        return { ready: sequence, rows }
      })
      const rows = sequences.flatMap((sequence) => sequence.rows)
      const kept = rows.filter((row) => row.kept).length
      const leftOut = addUp(ready.map(({ prepared }) => prepared.leftOut))
      return { sequences, threshold, tracks: rows.length, kept, leftOut, notes }
    },

    /** SCORES.csv. Throws CONFLICT where the file exists and must not be replaced. */
    async writeScores({ sequences }: ScoredFiles, out: string, replace: boolean): Promise<void> {
      refuseTaken(out, replace)
      const text = formatScores(sequences.flatMap(({ rows }) => rows))
      await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, text))
    },

    /** DECISIONS.csv: what is said of each track at each of its boxes, as a filter in a tracker would. Throws VALIDATION for a model without thresholds for it. */
    async writeDecisions(
      { sequences }: ScoredFiles,
      modelFile: string,
      out: string,
      replace: boolean,
      work: Work,
    ): Promise<void> {
      refuseTaken(out, replace)
      const { early } = (await readModelFile(modelFile)).description
      if (!early) throw decidesNotEarly(modelFile)
      const tracks = sequences.flatMap(({ ready }, video) => placedTracks(ready, video))
      const growing = await needs.grow(modelFile, tracks, work)
      const names = sequences.flatMap(({ rows }) => rows)
      const rows = tracks.flatMap(({ detections }, i): DecisionRow[] => {
        const [next, scores] = [decider(early), scoresAt(growing, i)]
        let before = undecided
        return Array.from({ length: countBoxes(detections) }, (_, k) => {
          const asked = before.verdict === 'undecided' && k < scores.length
          if (asked) before = next(scores[k]!)
          const { sequence, number } = names[i]!
          const { verdict: decision, confidence } = before
          const frame = detections[k * columns]!
          return { sequence, number, frame, score: asked ? scores[k]! : null, decision, confidence }
        })
      })
      await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, formatDecisions(rows)))
    },

    /** What the model takes of each track, in the order of SCORES.csv; replaces what exists. */
    async writeInputs({ sequences }: ScoredFiles, modelFile: string, out: string, work: Work): Promise<void> {
      const tracks = sequences.flatMap(({ ready }, video) => placedTracks(ready, video))
      await needs.inputs(modelFile, tracks, out, work)
    },

    /** The kept tracks in the format they came in: one file, or for several sequences a folder of their folders. */
    async writeKept({ sequences }: ScoredFiles, out: string, replace: boolean, work: Work): Promise<void> {
      refuseTaken(out, replace)
      const [only, ...others] = sequences
      if (only && others.length === 0)
        return writeAtomically(out, (temporary) => writeKept(only, temporary, work))
      await folderAtomically(out, async (temporary) => {
        const names = distinctNames(sequences.map(({ ready }) => ready.files.name))
        for (const [i, sequence] of sequences.entries()) {
          const own = path.join(temporary, names[i]!)
          fs.mkdirSync(own, { recursive: true })
          await writeKept(sequence, path.join(own, `${names[i]}.txt`), work)
          const { info } = sequence.ready.files
          if (info) fs.copyFileSync(info, path.join(own, 'seqinfo.ini'))
        }
      })
    },
  }
}

const decidesNotEarly = (modelFile: string): TracksieveError =>
  new TracksieveError(
    'VALIDATION',
    `${modelFile} has no thresholds for decisions while a track grows.`,
    'Train preset early, or a recipe of features past with the key early, and export its model.',
  )

function placedTracks({ prepared, place }: ReadySequence<FilmFacts>, video: number): PlacedTrack[] {
  const { width, height } = place
  return [...eachTrack(prepared)].map(({ detections }) => ({ video, detections, frame: { width, height } }))
}

function toRows(
  { prepared, files }: ReadySequence<FilmFacts>,
  scores: Float32Array,
  threshold: number,
): ScoreRow[] {
  return [...eachTrack(prepared)].map(({ number, detections }, i) => {
    const score = scores[i]!
    return { sequence: files.name, number, frames: countBoxes(detections), score, kept: score >= threshold }
  })
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
