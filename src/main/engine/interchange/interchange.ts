/** The face of tracks in and out: what the contract's `interchange` and `exports.tracks` routes do. */
import type { TracksExport } from '../../../shared/contract/exports.ts'
import type { ImportInput, Inspection } from '../../../shared/contract/interchange.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { quietWork, type Work } from '../base/work.ts'
import type { EngineParts } from '../jobs/types.ts'
import { addUp } from './counts.ts'
import { planExport } from './exporting/plan.ts'
import { type ExportTarget, exportTracks } from './exporting/write.ts'
import { readAll, type Reading, type ReadySequence } from './importing.ts'
import type { FilmFacts, InterchangeNeeds } from './needs.ts'
import type { SequenceFiles } from './sequences/find.ts'
import { storeAll } from './storing.ts'
import { countAllBoxes, countTracks } from './trackSet.ts'
import { undoImport } from './undoing.ts'

export function createInterchangeFace<Film extends FilmFacts>(
  parts: EngineParts,
  needs: InterchangeNeeds<Film>,
) {
  const files = { workers: parts.workers, probeFilm: needs.probeFilm }
  const knownFps = (film: Film) => parts.catalogue().videos.findFilm(film.fingerprint)?.fps ?? null
  const importing = { ...files, knownFps }
  /** Files are looked at before there is a catalogue, too: then no film is known. */
  const inspecting = { ...files, knownFps: (film: Film) => withCatalogue(() => knownFps(film)) }

  /** Reads what an import would read; throws what would refuse it. */
  async function read(input: ImportInput, work: Work, reading: Reading<Film> = files) {
    const { ready, notes, problems } = await readAll(input, reading, work)
    if (problems.length > 0) throw firstOf(problems)
    return { ready, notes }
  }

  async function runImport(input: ImportInput, work: Work): Promise<Record<string, unknown>> {
    const { ready, notes } = await read(input, work, importing)
    for (const { film } of ready) if (film) await needs.rememberFilm(film)
    work.progress({ phase: 'Writing', done: 0, total: 1, unit: 'step' })
    const stored = storeAll(parts.catalogue(), ready, parts.author())
    return {
      sequences: stored.map(({ leftOut, ...sequence }) => ({ ...sequence, left_out: leftOut })),
      videos: new Set(stored.map(({ video }) => video)).size,
      tracks: sum(stored.map(({ tracks }) => tracks)),
      boxes: sum(stored.map(({ boxes }) => boxes)),
      labels: addUp(stored.map(({ labels }) => labels)),
      left_out: addUp(stored.map(({ leftOut }) => leftOut)),
      notes: [...notePictures(ready.map(({ files }) => files)), ...notes],
    }
  }

  parts.jobs.register<ImportInput>({
    kind: 'import',
    resumable: false,
    title: ({ files }) => `Import ${files.length === 1 ? files[0] : `${files.length} files`}`,
    run: runImport,
  })
  parts.jobs.register<TracksExport & ExportTarget>({
    kind: 'export',
    resumable: false,
    title: ({ format }) => (format === 'mot' ? 'Export tracks' : 'Export labels'),
    run: (input, context) => exportTracks(parts.catalogue(), input, context),
  })

  return {
    /** Without a catalogue. */
    read: (input: ImportInput, work: Work) => read(input, work),
    async inspect(input: ImportInput): Promise<Inspection> {
      const { found, ready, films, notes, problems } = await readAll(input, inspecting, quietWork())
      const byFile = new Map(ready.map((sequence) => [sequence.files, sequence]))
      return {
        sequences: found.map((files) => ({ ...describe(byFile.get(files)), ...namesOf(files) })),
        films,
        notes: [...notePictures(found), ...notes],
        problems: problems.map(({ message, hint }) => (hint ? `${message} ${hint}` : message)),
      }
    },
    start: (input: ImportInput) => ({ job: parts.jobs.start('import', input) }),
    undo: ({ job }: { job: number }) => undoImport(parts.catalogue(), parts.jobs.get(job), parts.jobs.list()),
    tracksPlan: (input: TracksExport) => planExport(parts.catalogue(), input).plan,
    tracks(input: TracksExport & ExportTarget) {
      planExport(parts.catalogue(), input, input)
      return { job: parts.jobs.start('export', input) }
    },
  }
}

/** null = none is open. */
function withCatalogue<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof TracksieveError && error.code === 'CONFLICT') return null
    throw error
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function firstOf(problems: readonly TracksieveError[]): TracksieveError {
  const [first, ...others] = problems
  if (others.length === 0) return first!
  const more = others.length === 1 ? 'one more problem' : `${others.length} more problems`
  return new TracksieveError(
    first!.code,
    `${first!.message} (And ${more}.)`,
    first!.hint,
    first!.retryable,
    first,
  )
}

function notePictures(found: readonly SequenceFiles[]): string[] {
  const without = found.filter(({ video }) => video === null)
  if (without.length === 0) return []
  const which = found.length === 1 ? found[0]!.name : `${without.length} of ${found.length} sequences`
  return [`${which}: no film was given; tracks come without pictures.`]
}

const namesOf = (files: ReadySequence<FilmFacts>['files']) => ({
  name: files.name,
  tracksFile: files.tracksFile,
  video: files.video,
  labels: files.labels,
  groundTruth: files.groundTruth,
})

/** Figures of a sequence; zeros and nulls where it could not be read (then a problem says why). */
function describe(ready: ReadySequence<FilmFacts> | undefined) {
  const { prepared, place } = ready ?? {}
  return {
    format: 'MOTChallenge',
    tracks: prepared ? countTracks(prepared) : 0,
    boxes: prepared ? countAllBoxes(prepared) : 0,
    frames: place?.frames ?? 0,
    width: place?.width ?? null,
    height: place?.height ?? null,
    fps: place?.fps ?? null,
  }
}
