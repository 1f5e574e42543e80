/** MOTChallenge results for tests: text, files in a folder of their own, and sets of tracks. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readMot } from '../../src/main/engine/interchange/mot/read.ts'
import { toTrackSet, type TrackSet } from '../../src/main/engine/interchange/trackSet.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { type ErrorBody, TracksieveError } from '../../src/shared/errors.ts'

export interface TestFolder {
  readonly folder: string
  /** Writes a file (and its folders); returns its path. */
  write(name: string, content: string | Uint8Array): string
  remove(): void
}

export function testFolder(): TestFolder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-mot-'))
  return {
    folder,
    write(name, content) {
      const file = path.join(folder, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, content)
      return file
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

export const read = (file: string, skipBadRows = false) => readMot(file, { skipBadRows }, quietWork())

/** A set from rows [frame (0-based), id, x, y, w, h, score]. */
export function trackSet(rows: readonly (readonly number[])[]): TrackSet {
  const byId = new Map<number, number[][]>()
  for (const [frame, id, ...rest] of rows) byId.set(id!, [...(byId.get(id!) ?? []), [frame!, ...rest]])
  return toTrackSet(
    [...byId].map(([number, boxes]) => ({
      number,
      detections: Float32Array.from(boxes.sort((a, b) => a[0]! - b[0]!).flat()),
    })),
  )
}

/** What the call was refused with. Fails when it was not. */
export async function refusal(call: () => unknown): Promise<ErrorBody> {
  try {
    await call()
  } catch (thrown) {
    if (thrown instanceof TracksieveError) return thrown.body
    throw thrown
  }
  throw new Error('the call was not refused')
}
