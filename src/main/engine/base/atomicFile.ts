/** Files appear whole or not at all: written beside their place, synced, renamed. */
import fs from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'

/** A name in the same folder (the same disk) that no one else uses; says whose it is, for the sweep after a crash. */
export const temporaryName = (file: string): string =>
  path.join(
    path.dirname(file),
    `.${path.basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}.part`,
  )

const leftover = /^\..+\.(\d+)-[0-9a-f]{8}\.part$/

/** Removes what processes that are gone left under temporary names in a folder; of one file, where it is named. */
export function sweepLeftovers(folder: string, file?: string): void {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const owner = leftover.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    if (file === undefined || name.startsWith(`.${file}.`))
      fs.rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

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
  sweepLeftovers(path.dirname(file), path.basename(file))
  const temporary = temporaryName(file)
  try {
    const result = await write(temporary)
    settleFile(temporary, file)
    return result
  } finally {
    fs.rmSync(temporary, { force: true })
  }
}
