/**
 * Writes a set as videos.npy, metadata.json and summary.json. Everything goes to a folder beside its place, is compared
 * with the recipe, synced and renamed. Cancelled or failed, nothing is left; killed, the next start goes on.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type ClipRecipe, shapeOf } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { syncFile } from '../../base/atomicFile.ts'
import { writeNpyHeader } from '../../base/npy.ts'
import type { Work } from '../../base/work.ts'
import { shardRanges } from '../dataset.ts'
import { inOrder } from '../inOrder.ts'
import { clipBytes } from '../recipe.ts'
import { type PixelRange, valueBytes, type ValueType } from './pixels.ts'

export interface SetFiles {
  recipe: ClipRecipe
  clips: number
  type: ValueType
  /** The folder that shall hold the three files. */
  out: string
  replace: boolean
  /** Pieces of metadata.json's list, already JSON, clip by clip; and summary.json. */
  metadata(): AsyncIterable<string> | Iterable<string>
  summary: object
}

export type RunPixels = (task: 'writePixels' | 'comparePixels', range: PixelRange) => Promise<void>

export const fileNames = ['videos.npy', 'metadata.json', 'summary.json'] as const
const descriptions: Record<ValueType, string> = { uint8: '|u1', float32: '<f4' }
/** Bytes of a shard: what is drawn again after a kill, at most, for each thread. */
const shardBytes = 32 << 20
const shardsAhead = 4

/** Bytes of videos.npy. */
export function npyBytes({ recipe, clips, type }: Pick<SetFiles, 'recipe' | 'clips' | 'type'>): number {
  return header(recipe, clips, type).length + clips * clipBytes(recipe) * valueBytes[type]
}

function header(recipe: ClipRecipe, clips: number, type: ValueType): Buffer {
  const { frames, height, width } = shapeOf(recipe)
  return writeNpyHeader(descriptions[type], [clips, frames, height, width, 3])
}

/** Throws CONFLICT when something stands at `out` that must not be replaced. */
export function refuseTakenFolder(out: string, replace: boolean): void {
  if (!fs.existsSync(out)) return
  const known: readonly string[] = fileNames
  const foreign = fs.statSync(out).isDirectory()
    ? fs.readdirSync(out).find((name) => !known.includes(name))
    : out
  if (foreign !== undefined)
    throw new TracksieveError(
      'CONFLICT',
      `${out} exists and is not a set of clips: ${path.basename(foreign)} is ${foreign === out ? 'a file' : 'in it'}.`,
      'Choose another name.',
    )
  if (!replace && fs.readdirSync(out).length > 0)
    throw new TracksieveError(
      'CONFLICT',
      `${out} exists already.`,
      'Choose another name, or allow it to be replaced.',
    )
}

function refuseFullDisk(folder: string, wanted: number): void {
  const { bavail, bsize } = fs.statfsSync(folder)
  if (bavail * bsize > wanted) return
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1)
  throw new TracksieveError(
    'DISK_FULL',
    `videos.npy needs ${gigabytes(wanted)} GiB; ${folder} has ${gigabytes(bavail * bsize)} GiB left.`,
    'Free some space, choose another disk, or export fewer clips.',
  )
}

export async function exportSet(files: SetFiles, run: RunPixels, work: Work): Promise<{ bytes: number }> {
  const { out, recipe, clips, type } = files
  refuseTakenFolder(out, files.replace)
  const parent = path.dirname(out)
  fs.mkdirSync(parent, { recursive: true })
  const temporary = path.join(parent, `.${path.basename(out)}.part`)
  const progress = createProgress(temporary, { recipe, clips, type })
  try {
    const bytes = npyBytes(files)
    refuseFullDisk(parent, bytes - progress.done * clipBytes(recipe) * valueBytes[type])
    const file = path.join(temporary, 'videos.npy')
    const head = header(recipe, clips, type)
    if (progress.done === 0) fs.writeFileSync(file, head)
    const range = { recipe, file, offset: head.length, type }
    const each = Math.max(1, Math.floor(shardBytes / clipBytes(recipe) / valueBytes[type]))
    const go = async (task: 'writePixels' | 'comparePixels', from: number, phase: string) => {
      work.progress({ phase, done: from, total: clips, unit: 'clips' })
      const shards = shardRanges(from, clips, each)
      let done = from
      for await (const to of inOrder(shards, shardsAhead, async (shard) => {
        await run(task, { ...range, ...shard })
        return shard.to
      })) {
        done = to
        if (task === 'writePixels') progress.note(done)
        work.progress({ phase, done, total: clips, unit: 'clips' })
      }
    }
    await go('writePixels', progress.done, 'writing')
    syncFile(file)
    await go('comparePixels', 0, 'verifying')
    await writeList(path.join(temporary, 'metadata.json'), files.metadata())
    fs.writeFileSync(path.join(temporary, 'summary.json'), `${JSON.stringify(files.summary, null, 2)}\n`)
    if (fs.statSync(file).size !== bytes)
      throw new Error(`videos.npy has not the ${bytes} bytes that it should`)
    for (const name of fileNames) syncFile(path.join(temporary, name))
    progress.end()
    fs.rmSync(out, { recursive: true, force: true })
    fs.renameSync(temporary, out)
    return { bytes }
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true })
    throw error
  }
}

/** Counts the clips that are written, in a file that a killed export leaves behind. */
function createProgress(temporary: string, set: object) {
  const key = createHash('sha256').update(JSON.stringify(set)).digest('hex')
  const file = path.join(temporary, 'progress.json')
  let done = 0
  try {
    const found = JSON.parse(fs.readFileSync(file, 'utf8')) as { key?: unknown; done?: unknown }
    if (found.key === key && typeof found.done === 'number') done = found.done
  } catch {
    // Nothing was begun, or what was begun cannot be told.
  }
  if (done === 0) {
    fs.rmSync(temporary, { recursive: true, force: true })
    fs.mkdirSync(temporary)
  }
  return {
    done,
    note(clips: number) {
      const next = `${file}.new`
      fs.writeFileSync(next, JSON.stringify({ key, done: clips }))
      fs.renameSync(next, file)
    },
    end: () => fs.rmSync(file, { force: true }),
  }
}

async function writeList(file: string, entries: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const handle = fs.openSync(file, 'w')
  try {
    let before = '['
    for await (const entry of entries) {
      fs.writeSync(handle, `${before}\n${entry}`)
      before = ','
    }
    fs.writeSync(handle, before === '[' ? '[]\n' : '\n]\n')
  } finally {
    fs.closeSync(handle)
  }
}
