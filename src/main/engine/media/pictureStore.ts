/** Pictures that were made once: in memory, and in a folder of the catalogue that may be deleted at any time. */
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { ByteCache } from './byteCache.ts'
import type { Encoded } from './encode.ts'

const memoryBytes = 64 << 20
const diskBytes = 512 << 20
const writesBetweenPrunings = 2_000

/** Names a picture by everything that decides its pixels. */
export function pictureKey(parts: readonly unknown[], ...bytes: Uint8Array[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts))
  for (const piece of bytes) hash.update(piece)
  return hash.digest('hex').slice(0, 32)
}

export class PictureStore {
  private readonly memory = new ByteCache<Encoded>(memoryBytes)
  private readonly making = new Map<string, Promise<Encoded>>()
  private writes = 0
  private readonly mostOnDisk: number

  constructor(mostOnDisk: number = diskBytes) {
    this.mostOnDisk = mostOnDisk
  }

  /** `folder` null = keep it in memory only. Who asks for a picture that is being made waits for that one. */
  async get(
    key: string,
    folder: string | null,
    make: () => Promise<Encoded>,
    signal?: AbortSignal,
  ): Promise<Encoded> {
    const known = this.memory.get(key)
    if (known) return known
    const running = this.making.get(key)
    if (running) {
      // The one who asked first may have gone away; then it is made for this one.
      const picture = await running.catch((error: unknown) => {
        if ((error as { code?: string }).code !== 'CANCELLED' || signal?.aborted) throw error
        return null
      })
      return picture ?? this.get(key, folder, make, signal)
    }
    const made = this.read(key, folder).then(async (stored) => {
      if (stored) return stored
      const picture = await make()
      if (folder) void this.write(key, folder, picture)
      return picture
    })
    this.making.set(key, made)
    try {
      const picture = await made
      this.memory.set(key, picture, picture.bytes.length)
      return picture
    } finally {
      this.making.delete(key)
    }
  }

  private async read(key: string, folder: string | null): Promise<Encoded | null> {
    if (!folder) return null
    const bytes = await fs.readFile(fileOf(folder, key)).catch(() => null)
    if (!bytes) return null
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return { bytes, type: 'image/jpeg' }
    return bytes[0] === 0x89 ? { bytes, type: 'image/png' } : null
  }

  /** A cache: no sync, and where it can't be written (read-only, full disk) the picture is made again next time. */
  private async write(key: string, folder: string, { bytes }: Encoded): Promise<void> {
    const file = fileOf(folder, key)
    const temporary = `${file}.${randomBytes(3).toString('hex')}.part`
    try {
      await fs.mkdir(path.dirname(file), { recursive: true })
      await fs.writeFile(temporary, bytes)
      await fs.rename(temporary, file)
      this.writes += 1
      if (this.writes % writesBetweenPrunings === 0) await prune(folder, this.mostOnDisk)
    } catch {
      await fs.rm(temporary, { force: true }).catch(() => {})
    }
  }
}

const fileOf = (folder: string, key: string): string => path.join(folder, key.slice(0, 2), key.slice(2))

/** Deletes the oldest files until a tenth below the limit; what a crash left half-written goes too. */
export async function prune(folder: string, most: number): Promise<void> {
  const names = await fs.readdir(folder, { recursive: true }).catch(() => [])
  const files: { file: string; bytes: number; at: number }[] = []
  for (const name of names) {
    const file = path.join(folder, name)
    const stat = await fs.stat(file).catch(() => null)
    if (stat?.isFile()) files.push({ file, bytes: stat.size, at: stat.mtimeMs })
  }
  let held = files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (held <= most) return
  files.sort((a, b) => a.at - b.at)
  for (const { file, bytes } of files) {
    if (held <= most * 0.9) break
    await fs.rm(file, { force: true }).catch(() => {})
    held -= bytes
  }
}
