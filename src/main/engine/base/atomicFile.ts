/** Files appear whole or not at all: written beside their place, synced, renamed. */
import fs from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'

/** A name in the same folder (the same disk) that no one else uses. */
export const temporaryName = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`)

export function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** Renames and syncs the folder, so that the name survives a power cut. */
export function settleFile(temporary: string, file: string): void {
  syncFile(temporary)
  fs.renameSync(temporary, file)
  if (process.platform === 'win32') return
  const folder = fs.openSync(path.dirname(file), 'r')
  try {
    fs.fsyncSync(folder)
  } finally {
    fs.closeSync(folder)
  }
}

/** Calls `write` with a temporary name and gives the file its own name when that succeeds; else nothing is left. */
export async function writeAtomically<T>(
  file: string,
  write: (temporary: string) => Promise<T> | T,
): Promise<T> {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const temporary = temporaryName(file)
  try {
    const result = await write(temporary)
    settleFile(temporary, file)
    return result
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}
