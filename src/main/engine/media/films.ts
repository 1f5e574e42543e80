/** The films that are looked at: index, reader and crops of each, opened once, the longest unused closed. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import { quietWork } from '../base/work.ts'
import { ByteCache } from './byteCache.ts'
import { filmGone, type IndexedFilm } from './decode.ts'
import { FilmCrops } from './filmCrops.ts'
import { FilmReader } from './filmReader.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { fingerprint } from './fingerprint.ts'
import { type FrameIndex, readFrameIndex, writeFrameIndex } from './frameIndex.ts'
import { probeFilm } from './probe.ts'

/** A film on disk, and the fingerprint that it had when it was imported. */
export interface FilmFile {
  path: string
  fingerprint: string
}

export interface OpenFilm {
  film: IndexedFilm
  reader: FilmReader
  crops: FilmCrops
}

const frameCacheBytes = 256 << 20
const mostOpen = 4

export const indexFile = (folder: string, film: { fingerprint: string }): string =>
  path.join(folder, 'media', `film-${film.fingerprint}.frames`)

export class Films {
  private readonly opened = new Map<string, Promise<OpenFilm>>()
  private readonly cache = new ByteCache<Buffer>(frameCacheBytes)

  /** Throws NOT_FOUND (the film is gone), CONFLICT (another file stands there), UNSUPPORTED_MEDIA, TOOL_FAILED. */
  async open(ffmpeg: Ffmpeg, record: FilmFile, folder: string): Promise<OpenFilm> {
    const key = [ffmpeg.path, ffmpeg.version, record.path, record.fingerprint].join('\n')
    const known = this.opened.get(key)
    // Put back last: the first is the one unused for longest.
    this.opened.delete(key)
    const opening = known ?? this.openNew(ffmpeg, record, folder)
    this.opened.set(key, opening)
    for (const [oldest, film] of this.opened) {
      if (this.opened.size <= mostOpen) break
      this.opened.delete(oldest)
      film.then(close, () => {})
    }
    try {
      return await opening
    } catch (error) {
      this.opened.delete(key)
      throw error
    }
  }

  async close(): Promise<void> {
    const all = [...this.opened.values()]
    this.opened.clear()
    await Promise.allSettled(all.map((film) => film.then(close)))
  }

  private async openNew(ffmpeg: Ffmpeg, record: FilmFile, folder: string): Promise<OpenFilm> {
    const index = await loadIndex(ffmpeg, record, folder)
    const film: IndexedFilm = { input: { path: record.path, threads: index.threads }, index, missed: [] }
    return {
      film,
      reader: new FilmReader({ ffmpeg, film, cache: this.cache }),
      crops: new FilmCrops(ffmpeg, film),
    }
  }
}

const close = async ({ reader, crops }: OpenFilm): Promise<void> => {
  crops.close()
  await reader.close()
}

/** From the catalogue where it fits; else the film is probed again (another ffmpeg rounds colours differently). */
export async function loadIndex(ffmpeg: Ffmpeg, record: FilmFile, folder: string): Promise<FrameIndex> {
  if (!fs.existsSync(record.path)) throw filmGone(record.path)
  const now = await fingerprint(record.path)
  if (now.fingerprint !== record.fingerprint)
    throw new TracksieveError(
      'CONFLICT',
      `${record.path} is not the film that was imported: its content differs.`,
      'Bring the original back to that place, or import this film as a new one.',
    )
  const file = indexFile(folder, record)
  const stored = readFrameIndex(file)
  if (stored?.fingerprint === record.fingerprint && stored.ffmpeg === ffmpeg.version) return stored
  const index = await probeFilm(ffmpeg, record.path, quietWork())
  // Where the catalogue can't be written, the film is still shown.
  await writeFrameIndex(file, index).catch(() => {})
  return index
}
