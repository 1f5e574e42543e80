/** Which of the given files and folders belong together: a sequence is a results file and what lies beside it. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError, toTracksieveError } from '../../../../shared/errors.ts'

export interface SequenceFiles {
  name: string
  tracksFile: string
  video: string | null
  info: string | null
  labels: string | null
  groundTruth: string | null
}

export interface Found {
  sequences: SequenceFiles[]
  films: string[]
  notes: string[]
  problems: TracksieveError[]
}

const problem = (message: string, hint: string): TracksieveError =>
  new TracksieveError('VALIDATION', message, hint)

const filmExtensions = [
  '.avi',
  '.mp4',
  '.mov',
  '.mkv',
  '.webm',
  '.m4v',
  '.mpg',
  '.mpeg',
  '.ts',
  '.wmv',
  '.gif',
]
const notResults = /^(gt|det|labels|readme|licen[cs]e|notes?|seqinfo)\b.*\.txt$/i

const isFilm = (file: string): boolean => filmExtensions.includes(path.extname(file).toLowerCase())
const stem = (file: string): string => path.basename(file, path.extname(file))
const beside = (folder: string, ...names: string[]): string | null => {
  for (const name of names) {
    const file = path.join(folder, name)
    if (fs.existsSync(file) && fs.statSync(file).isFile()) return file
  }
  return null
}

/** NAME.txt in folder NAME, else the only text file that can be results; several are a problem. */
function pickResults(folder: string, names: readonly string[]): string[] {
  const texts = names.filter((name) => name.toLowerCase().endsWith('.txt') && !notResults.test(name))
  const own = texts.find((name) => stem(name) === path.basename(folder))
  return (own ? [own] : texts).map((name) => path.join(folder, name))
}

/** NAME.avi for NAME.txt, else the folder's only film. */
function pickFilm(folder: string, names: readonly string[], tracksFile: string): string | null {
  const films = names.filter(isFilm)
  const own = films.find((name) => stem(name) === stem(tracksFile))
  const only = films.length === 1 ? films[0] : undefined
  const film = own ?? only
  return film ? path.join(folder, film) : null
}

function listFolder(folder: string): { files: string[]; folders: string[] } {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  const visible = entries.filter((entry) => !entry.name.startsWith('.'))
  const isFolder = (name: string): boolean => fs.statSync(path.join(folder, name)).isDirectory()
  const names = visible.map((entry) => entry.name).sort()
  return { files: names.filter((name) => !isFolder(name)), folders: names.filter(isFolder) }
}

function addFolder(found: Found, folder: string, nested: boolean): boolean {
  const { files, folders } = listFolder(folder)
  const results = pickResults(folder, files)
  if (results.length === 1) {
    found.sequences.push({
      name: path.basename(folder),
      tracksFile: results[0]!,
      video: pickFilm(folder, files, results[0]!),
      info: beside(folder, 'seqinfo.ini'),
      labels: beside(folder, 'labels.csv', 'LABELS.csv'),
      groundTruth: beside(folder, 'gt.txt', path.join('gt', 'gt.txt')),
    })
    return true
  }
  if (results.length > 1) {
    const names = results.map((file) => path.basename(file)).join(', ')
    const what = `${folder} holds several files that can be results (${names}).`
    found.problems.push(problem(what, 'Give one of them, or name one after its folder.'))
    return true
  }
  if (nested) return false
  const inside = folders.filter((name) => addFolder(found, path.join(folder, name), true))
  if (inside.length === 0) {
    const hint = 'Give a folder with the tracker’s NAME.txt, or the file itself.'
    found.problems.push(problem(`${folder} holds no results file.`, hint))
  }
  return inside.length > 0
}

function addFile(found: Found, file: string): void {
  const folder = path.dirname(file)
  const names = fs.readdirSync(folder)
  const own = names.find((name) => isFilm(name) && stem(name) === stem(file))
  // What lies beside a file belongs to it only where folder and file carry one name: else it may be another's.
  const alone = path.basename(folder) === stem(file)
  found.sequences.push({
    name: stem(file),
    tracksFile: file,
    video: own ? path.join(folder, own) : null,
    info: alone ? beside(folder, 'seqinfo.ini') : null,
    labels: alone ? beside(folder, 'labels.csv', 'LABELS.csv') : null,
    groundTruth: null,
  })
}

/** Films among the given files go to the sequences: by name, or the only film to the only sequence. */
function pairFilms(found: Found, films: readonly string[]): void {
  for (const film of films) {
    const named = found.sequences.filter((sequence) => stem(sequence.tracksFile) === stem(film))
    const target =
      named.length > 0 ? named : found.sequences.length === 1 && films.length === 1 ? found.sequences : []
    for (const sequence of target) sequence.video = film
    if (target.length > 0) continue
    found.problems.push(
      found.sequences.length === 0
        ? problem(
            `${path.basename(film)} is a film without tracks.`,
            'Give the file of tracks that belongs to it as well.',
          )
        : problem(
            `${path.basename(film)} belongs to none of the given tracks.`,
            'Give the tracks the film’s name, or import them one by one.',
          ),
    )
  }
}

/**
 * @param files what the person gave; @param video a film that they named for it (`--video`), else null.
 * Throws NOT_FOUND, PERMISSION. What can't be told apart is a problem, which stops the import.
 */
export function findSequences(files: readonly string[], video: string | null): Found {
  const found: Found = { sequences: [], films: [], notes: [], problems: [] }
  const films: string[] = []
  for (const given of files) {
    const file = path.resolve(given)
    try {
      if (fs.statSync(file).isDirectory()) addFolder(found, file, false)
      else if (isFilm(file)) films.push(file)
      else addFile(found, file)
    } catch (thrown) {
      throw toTracksieveError(thrown)
    }
  }
  pairFilms(found, films)
  if (video !== null) nameFilm(found, video)
  // A file that is given twice, or by itself and in its folder, is one sequence.
  const byFile = new Map(found.sequences.map((sequence) => [sequence.tracksFile, sequence]))
  found.sequences = [...byFile.values()]
  found.films = [...new Set(found.sequences.flatMap((sequence) => sequence.video ?? []))]
  return found
}

/** All given sequences belong to the one film: several trackers' results on it. */
function nameFilm(found: Found, video: string): void {
  if (!fs.existsSync(video)) {
    throw new TracksieveError('NOT_FOUND', `The film does not exist (${video}).`, 'Check the path.')
  }
  for (const sequence of found.sequences) sequence.video = path.resolve(video)
}
