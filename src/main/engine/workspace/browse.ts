/** What a folder holds, for the window's file picker. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FileEntry } from '../../../shared/contract/engine.ts'
import { TracksieveError } from '../../../shared/errors.ts'

const order = { catalogue: 0, folder: 1, file: 2 }

export function browse(folder: string | null): {
  folder: string
  parent: string | null
  entries: FileEntry[]
} {
  const here = path.resolve(folder ?? os.homedir())
  if (!fs.existsSync(here))
    throw new TracksieveError('NOT_FOUND', `There is no folder ${here}.`, 'Check the path.')
  if (!fs.statSync(here).isDirectory())
    throw new TracksieveError('VALIDATION', `${here} is not a folder.`, 'Choose the folder that it lies in.')
  const entries = fs
    .readdirSync(here, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => describe(path.join(here, entry.name)))
    .sort((a, b) => order[a.kind] - order[b.kind] || a.name.localeCompare(b.name, 'en', { numeric: true }))
  const parent = path.dirname(here)
  return { folder: here, parent: parent === here ? null : parent, entries }
}

/** Nothing for what can't be looked at: a link into nowhere, a file of someone else. */
function describe(file: string): FileEntry[] {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat || (!stat.isDirectory() && !stat.isFile())) return []
  const kind = !stat.isDirectory() ? 'file' : file.endsWith('.tracksieve') ? 'catalogue' : 'folder'
  return [{ name: path.basename(file), path: file, kind, bytes: stat.isFile() ? stat.size : 0 }]
}
