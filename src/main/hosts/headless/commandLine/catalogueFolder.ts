/** The folder of a catalogue as a person names it: with or without `.tracksieve` at its end. */
import fs from 'node:fs'
import path from 'node:path'

const ending = '.tracksieve'

/** The existing folder, else the one that would be made. */
export function catalogueFolder(given: string): { folder: string; exists: boolean } {
  const folder = path.resolve(given)
  if (fs.existsSync(folder)) return { folder, exists: true }
  const full = folder.endsWith(ending) ? folder : `${folder}${ending}`
  return { folder: full, exists: fs.existsSync(full) }
}
