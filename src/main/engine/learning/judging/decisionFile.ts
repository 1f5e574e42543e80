/** What an evaluation had computed of its tracks in threads, kept in the run's folder: the scores after the first boxes, and a rival's. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { TrackTable } from '../data/trackTable.ts'

const Prefixes = z.array(z.object({ boxes: z.number(), scores: z.array(z.number().nullable()) }))

const Stored = z.object({
  /** Names the tracks and labels that this is of. */
  key: z.string(),
  prefixes: Prefixes,
  live: Prefixes,
  rival: z.object({ scores: z.array(z.number()), prefixes: Prefixes, live: Prefixes }),
})
type Stored = z.infer<typeof Stored>

/** JSON has no NaN: it is null there. */
const toNumbers = (stored: z.infer<typeof Prefixes>) =>
  stored.map(({ boxes, scores }) => ({ boxes, scores: scores.map((score) => score ?? Number.NaN) }))

const nameOf = (folder: string, on: string): string =>
  path.join(folder, `decisions-${on.replace(/[^\w-]/g, '_')}.json`)

export function keyOf(judged: TrackTable, train: TrackTable): string {
  const hash = createHash('sha256')
  for (const values of [judged.ids, train.ids, train.labels])
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).update('|')
  return hash.digest('hex')
}

/** undefined where nothing is kept of these tracks, or it cannot be read: then it is computed again. */
export function readDecisions(folder: string, on: string, key: string) {
  try {
    const {
      key: known,
      rival,
      prefixes,
      live,
    } = Stored.parse(JSON.parse(fs.readFileSync(nameOf(folder, on), 'utf8')))
    if (known !== key) return undefined
    return {
      prefixes: toNumbers(prefixes),
      live: toNumbers(live),
      rival: { scores: rival.scores, prefixes: toNumbers(rival.prefixes), live: toNumbers(rival.live) },
    }
  } catch {
    return undefined
  }
}

export const writeDecisions = (folder: string, on: string, decisions: Stored): Promise<void> =>
  writeAtomically(nameOf(folder, on), (temporary) =>
    fs.promises.writeFile(temporary, JSON.stringify(decisions)),
  )
