/** Scoring in the learning thread: keeps the last model in memory, because tracks come in chunks. */
import fs from 'node:fs'
import type { Backend } from '../../../shared/words.ts'
import type { Work } from '../base/work.ts'
import { useBackend } from './backends.ts'
import { type Scores, scoreTracks } from './filter.ts'
import { type Model, readModel } from './modelFile.ts'
import type { TrackTable } from './trackTable.ts'

export interface ScoreInput {
  modelFile: string
  /** null = the best that works. */
  backend: Backend | null
  table: TrackTable
  /** All tracks of these videos, where they are not in the table itself. */
  context?: TrackTable | null
  /** false = live: whether a track's last box is its end is not known. */
  endsKnown?: boolean
}

let last: { key: string; model: Model } | undefined

export async function scoreTable(
  { modelFile, backend, table, context, endsKnown }: ScoreInput,
  work: Work,
): Promise<Scores> {
  await useBackend(backend)
  return scoreTracks(await modelOf(modelFile), table, work, context, endsKnown)
}

async function modelOf(file: string): Promise<Model> {
  const { mtimeMs, size } = await fs.promises.stat(file)
  const key = `${file}|${mtimeMs}|${size}`
  if (last?.key !== key) last = { key, model: await readModel(file) }
  return last.model
}
