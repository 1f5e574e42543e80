/** Scores with only the first boxes of each track: what a filter in a live tracker would have to decide on. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../base/atomicFile.ts'
import type { Work } from '../base/work.ts'
import type { Workers } from '../jobs/types.ts'
import type { PrefixScores } from './judged.ts'
import type { Scores } from './filter.ts'
import type { ScoreInput } from './scoreTask.ts'
import { countTracks, firstBoxes, tableOf, type TrackTable, trackAt } from './trackTable.ts'

const lengths = [1, 2, 3, 5, 10, 20]

const Stored = z.object({
  ids: z.array(z.number()),
  prefixes: z.array(z.object({ boxes: z.number(), scores: z.array(z.number()) })),
})

/**
 * Of the tracks of a table, in its order; `full` are their scores with all boxes. Kept in the run's folder under
 * `name`, and computed again only for other tracks. Nothing when that would have to wait for a training.
 */
export async function prefixScores(
  input: { folder: string; name: string; table: TrackTable; full: Float32Array; busy: boolean } & Omit<
    ScoreInput,
    'table'
  >,
  workers: Workers,
  work: Work,
): Promise<PrefixScores[]> {
  const file = path.join(input.folder, `prefixes-${input.name.replace(/[^\w-]/g, '_')}.json`)
  const ids = Array.from(input.table.ids)
  const stored = readStored(file)
  if (stored && stored.ids.join() === ids.join()) return stored.prefixes
  if (input.busy) return []
  const prefixes = await scorePrefixes(input, workers, work)
  await writeAtomically(file, (temporary) =>
    fs.promises.writeFile(temporary, JSON.stringify({ ids, prefixes })),
  )
  return prefixes
}

function readStored(file: string): z.infer<typeof Stored> | undefined {
  try {
    return Stored.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

async function scorePrefixes(
  { modelFile, backend, table, full }: Parameters<typeof prefixScores>[0],
  workers: Workers,
  work: Work,
): Promise<PrefixScores[]> {
  const tracks = Array.from({ length: countTracks(table) }, (_, i) => trackAt(table, i))
  const boxesOf = (i: number) => table.offsets[i + 1]! - table.offsets[i]!
  const longest = tracks.reduce((most, _, i) => Math.max(most, boxesOf(i)), 0)
  const result: PrefixScores[] = []
  for (const boxes of lengths.filter((length) => length < longest)) {
    const cut = tracks.map((_, i) => i).filter((i) => boxesOf(i) > boxes)
    const shorter = tableOf(cut.map((i) => firstBoxes(tracks[i]!, boxes)))
    const input: ScoreInput = { modelFile, backend, table: shorter }
    const { scores } = await workers.run<Scores>('learn', 'learning.score', input, work)
    const all = Array.from(full)
    cut.forEach((i, n) => {
      all[i] = scores[n]!
    })
    result.push({ boxes, scores: all })
  }
  return [...result, { boxes: longest, scores: Array.from(full) }]
}
