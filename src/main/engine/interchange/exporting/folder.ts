/** Folders that are written whole or not at all. */
import fs from 'node:fs'
import path from 'node:path'
import { temporaryName } from '../../base/atomicFile.ts'

/** A folder takes its place whole; one that stood there goes only when the new one is complete. */
export async function folderAtomically(
  target: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  fs.mkdirSync(path.dirname(target), { recursive: true })
  const temporary = temporaryName(target)
  try {
    await write(temporary)
    if (fs.existsSync(target)) {
      const old = temporaryName(target)
      fs.renameSync(target, old)
      fs.renameSync(temporary, target)
      fs.rmSync(old, { recursive: true })
    } else fs.renameSync(temporary, target)
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}
