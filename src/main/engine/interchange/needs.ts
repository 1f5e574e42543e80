/** What tracks in and out need from the rest of the engine, passed in where it is wired. */
import type { Work } from '../base/work.ts'

export interface FilmFacts {
  width: number
  height: number
  frames: number
  fps: number
  bytes: number
  fingerprint: string
  /** What a person should know of the film, in words. */
  notes: string[]
}

export interface InterchangeNeeds<Film extends FilmFacts> {
  /** Decodes a film once; throws UNSUPPORTED_MEDIA, NOT_FOUND, TOOL_FAILED, CANCELLED. */
  probeFilm(file: string, work: Work): Promise<Film>
  /** Keeps what is known of the film's frames in the open catalogue. */
  rememberFilm(film: Film): Promise<void> | void
}
