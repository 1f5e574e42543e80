/** Whether a video's picture can be shown, told from its file alone: nothing is decoded. */
import fs from 'node:fs'

export interface Film {
  path: string
  bytes: number
}

/** In the user's words, with what to do; null = the film is where it was, as large as it was. */
export function filmProblem(film: Film | null): string | null {
  if (!film) return null
  const stat = fs.statSync(film.path, { throwIfNoEntry: false })
  if (!stat) return `The film ${film.path} is not there. Put it back, or import it again from its new place.`
  if (!stat.isFile())
    return `${film.path} is not a film file. Put the film back, or import it again from its new place.`
  if (stat.size !== film.bytes)
    return (
      `The film ${film.path} is another file than the one imported (${stat.size.toLocaleString('en')} bytes, ` +
      `not ${film.bytes.toLocaleString('en')}). Put the imported one back, or import this one.`
    )
  try {
    fs.accessSync(film.path, fs.constants.R_OK)
    return null
  } catch {
    return `The film ${film.path} can't be read. Check its rights.`
  }
}
