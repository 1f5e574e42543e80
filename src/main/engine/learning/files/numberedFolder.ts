/** Folders that are numbered as they come: `models/tokenizer-1`, `-2`, … */
import fs from 'node:fs'
import path from 'node:path'

/** The first number whose folder is not there; makes it, so that the next one gets another. */
export function takeNumber(folderOf: (id: number) => string): number {
  for (let id = 1; ; id += 1) {
    const folder = folderOf(id)
    if (fs.existsSync(folder)) continue
    fs.mkdirSync(path.dirname(folder), { recursive: true })
    fs.mkdirSync(folder)
    return id
  }
}
