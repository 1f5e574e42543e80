/** A few small pictures of each recent catalogue, kept in the person's folder: Start shows them while it is closed. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { recentId } from '../../../shared/media.ts'

const most = 3

export function createRecentPictures(home: string) {
  const folder = path.join(home, 'recent')
  const keyOf = (catalogue: string): string =>
    createHash('sha256').update(path.resolve(catalogue)).digest('hex').slice(0, 16)
  const file = (key: string, n: number): string => path.join(folder, `${key}-${n}`)
  return {
    /** Ids under /media/ of those that are there. */
    ids(catalogue: string): string[] {
      const key = keyOf(catalogue)
      const there = Array.from({ length: most }, (_, n) => n).filter((n) => fs.existsSync(file(key, n)))
      return there.map((n) => recentId(key, n))
    },
    /** undefined = it was forgotten. */
    read(key: string, n: number): Buffer | undefined {
      return fs.existsSync(file(key, n)) ? fs.readFileSync(file(key, n)) : undefined
    },
    /** Instead of those that were kept. They are a help, no data: whatever fails here leaves the row without them. */
    keep(catalogue: string, pictures: readonly Uint8Array[]): void {
      const key = keyOf(catalogue)
      try {
        fs.mkdirSync(folder, { recursive: true })
        for (const [n, bytes] of pictures.slice(0, most).entries()) {
          fs.writeFileSync(`${file(key, n)}.part`, bytes)
          fs.renameSync(`${file(key, n)}.part`, file(key, n))
        }
      } catch {
        // A full disk or a folder that may not be written.
      }
    },
    forget(catalogue: string): void {
      for (let n = 0; n < most; n += 1) fs.rmSync(file(keyOf(catalogue), n), { force: true })
    },
  }
}
