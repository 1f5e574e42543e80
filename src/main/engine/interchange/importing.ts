/** From given files to all that the catalogue will hold, read and checked before anything is written. */
import type { ImportInput } from '../../../shared/contract/interchange.ts'
import { type TracksieveError, toTracksieveError } from '../../../shared/errors.ts'
import type { Work } from '../base/work.ts'
import type { Workers } from '../jobs/types.ts'
import type { FilmFacts } from './needs.ts'
import type { Prepared, PrepareInput } from './prepare.ts'
import { cancelled } from './refusal.ts'
import { findSequences, type SequenceFiles } from './sequences/find.ts'
import { type Place, placeOf } from './sequences/place.ts'
import { extentOf } from './trackSet.ts'

export interface ReadySequence<Film extends FilmFacts> {
  files: SequenceFiles
  prepared: Prepared
  place: Place
  film: Film | null
}

export interface Readings<Film extends FilmFacts> {
  ready: ReadySequence<Film>[]
  /** Everything that was found, ready or not. */
  found: SequenceFiles[]
  films: string[]
  notes: string[]
  problems: TracksieveError[]
}

export interface Reading<Film extends FilmFacts> {
  workers: Workers
  probeFilm(file: string, work: Work): Promise<Film>
  /** Frames a second of a film that is in the catalogue already. */
  knownFps?(film: Film): number | null
}

/** Scores that are no shares (some detectors give margins or percents) would mislead whoever reads them as 0–1. */
function dropForeignScores(name: string, prepared: Prepared): string[] {
  const { lowestScore, highestScore } = extentOf(prepared)
  if (!(lowestScore < 0 || highestScore > 1)) return []
  for (let at = 5; at < prepared.boxes.length; at += 6) prepared.boxes[at] = Number.NaN
  const range = `${Number(lowestScore.toPrecision(4))} to ${Number(highestScore.toPrecision(4))}`
  return [`${name}: its scores range from ${range}, not from 0 to 1; the tracks are imported without scores.`]
}

/** Given on the command line, labels and truth stand in for those that lie beside the tracks. */
function withGiven(input: ImportInput, sequence: SequenceFiles): SequenceFiles {
  return {
    ...sequence,
    labels: input.labels ?? sequence.labels,
    groundTruth: input.groundTruth ?? sequence.groundTruth,
  }
}

/** Throws only CANCELLED; whatever stops the import is among the problems. */
export async function readAll<Film extends FilmFacts>(
  input: ImportInput,
  reading: Reading<Film>,
  work: Work,
): Promise<Readings<Film>> {
  const readings: Readings<Film> = { ready: [], found: [], films: [], notes: [], problems: [] }
  const attempt = async (step: () => Promise<void> | void): Promise<void> => {
    try {
      await step()
    } catch (thrown) {
      const error = toTracksieveError(thrown)
      if (work.signal.aborted || error.code === 'CANCELLED') throw cancelled()
      readings.problems.push(error)
    }
  }
  await attempt(() => {
    const found = findSequences(input.files, input.video)
    readings.found = found.sequences.map((sequence) => withGiven(input, sequence))
    readings.films = found.films
    readings.problems.push(...found.problems)
  })
  const films = new Map<string, Film>()
  for (const file of readings.films) {
    await attempt(async () => {
      const film = await reading.probeFilm(file, work)
      films.set(file, film)
      readings.notes.push(...film.notes)
    })
  }
  for (const files of readings.found) {
    if (files.video && !films.has(files.video)) continue
    await attempt(async () => {
      const severalSequences = input.labels !== null && readings.found.length > 1
      const order: PrepareInput = { sequence: files, severalSequences, skipBadRows: input.skipBadRows }
      const prepared = await reading.workers.run<Prepared>('draw', 'interchange.prepare', order, work)
      const film = files.video ? films.get(files.video)! : null
      const fps = { given: input.fps, known: film ? (reading.knownFps?.(film) ?? null) : null }
      const place = placeOf(files, prepared, prepared.info, film, fps)
      readings.notes.push(...place.notes, ...dropForeignScores(files.name, prepared))
      readings.ready.push({ files, prepared, place, film })
    })
  }
  return readings
}
