/** Writes what was read into the catalogue, all of it in one transaction: an import is there whole or not at all. */
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { NewTrack, SourceRecord, VideoRecord } from '../catalogue/records.ts'
import type { ReadySequence } from './importing.ts'
import type { FilmFacts } from './needs.ts'
import { countAllBoxes, countTracks, trackAt } from './trackSet.ts'

export interface StoredSequence {
  source: number
  video: number
  name: string
  tracks: number
  boxes: number
  labels: Record<string, number>
  leftOut: Record<string, number>
}

/** What a source remembers of its import. */
interface ImportDetail {
  format: 'mot'
  tracksFile: string
  digest: string
}

const detailOf = (source: SourceRecord): Partial<ImportDetail> =>
  source.kind === 'imported' ? (JSON.parse(source.detail) as Partial<ImportDetail>) : {}

/** Throws CONFLICT where a tracks file is in the catalogue already. */
function refuseTwice(catalogue: OpenCatalogue, sequences: readonly ReadySequence<FilmFacts>[]): void {
  const known = new Map(catalogue.sources.list().map((source) => [detailOf(source).digest, source.name]))
  known.delete(undefined)
  for (const { files, prepared } of sequences) {
    const before = known.get(prepared.digest)
    if (before !== undefined) {
      const hint = 'Nothing was imported. Leave this file out, or use a new catalogue.'
      throw new TracksieveError(
        'CONFLICT',
        `${path.basename(files.tracksFile)} was imported already, as “${before}”.`,
        hint,
      )
    }
    known.set(prepared.digest, files.name)
  }
}

function freeName(catalogue: OpenCatalogue, name: string): string {
  const taken = new Set(catalogue.sources.list().map((source) => source.name))
  let free = name
  for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
  return free
}

/** A film that the catalogue knows stays one video, so that no split can separate its tracks. */
function findVideo(
  catalogue: OpenCatalogue,
  { film, files }: ReadySequence<FilmFacts>,
): VideoRecord | undefined {
  if (!film) return undefined
  const video = catalogue.videos.findFilm(film.fingerprint)
  if (video?.film && video.film.path !== files.video) catalogue.videos.setFilmPath(video.id, files.video!)
  return video
}

function addVideo(
  catalogue: OpenCatalogue,
  source: number,
  name: string,
  ready: ReadySequence<FilmFacts>,
): number {
  const { film, files, place } = ready
  const { width, height, frames, fps } = place
  return catalogue.videos.add({
    source,
    name: film ? path.basename(files.video!) : name,
    media: film ? 'film' : 'none',
    width,
    height,
    frames,
    fps,
    clipKind: null,
    clipIndex: null,
    film: film ? { path: files.video!, bytes: film.bytes, fingerprint: film.fingerprint } : null,
  })
}

const tracksAtOnce = 2000

function addTracks(
  catalogue: OpenCatalogue,
  source: number,
  video: number,
  ready: ReadySequence<FilmFacts>,
  author: string,
) {
  const { prepared } = ready
  const labels: Record<string, number> = {}
  for (let from = 0; from < countTracks(prepared); from += tracksAtOnce) {
    const batch: NewTrack[] = []
    for (let i = from; i < Math.min(from + tracksAtOnce, countTracks(prepared)); i += 1) {
      const label = prepared.labels[i] ?? null
      if (label) labels[label] = (labels[label] ?? 0) + 1
      batch.push({ video, source, ...trackAt(prepared, i), truth: prepared.truth[i] ?? null, label })
    }
    catalogue.tracks.addMany(batch, author, 'import')
  }
  return labels
}

/** Throws CONFLICT for tracks that are there already, and what the disk says; then nothing was written. */
export function storeAll(
  catalogue: OpenCatalogue,
  sequences: readonly ReadySequence<FilmFacts>[],
  author: string,
): StoredSequence[] {
  return catalogue.transaction(() => {
    refuseTwice(catalogue, sequences)
    return sequences.map((ready) => {
      const { files, prepared } = ready
      const detail: ImportDetail = { format: 'mot', tracksFile: files.tracksFile, digest: prepared.digest }
      const name = freeName(catalogue, files.name)
      const source = catalogue.sources.add({ name, kind: 'imported', detail: JSON.stringify(detail) })
      const video = findVideo(catalogue, ready)?.id ?? addVideo(catalogue, source, name, ready)
      const labels = addTracks(catalogue, source, video, ready, author)
      const { leftOut } = prepared
      return {
        source,
        video,
        name,
        tracks: countTracks(prepared),
        boxes: countAllBoxes(prepared),
        labels,
        leftOut,
      }
    })
  })
}
