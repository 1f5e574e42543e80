/** Scoring in the learning thread: keeps the last model in memory, because tracks come in chunks. */
import fs from 'node:fs'
import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import { useBackend } from '../backends/backends.ts'
import type { TrackTable } from '../data/trackTable.ts'
import { type Growing, type GrowingInput, scoreGrowing } from '../early/growing.ts'
import { type Model, readModel } from '../files/modelFile.ts'
import { type PackedTracks, packTracks, unpackTracks } from '../training/prepared.ts'
import { prepareTracks, type Scores, scorePrepared, scoreTracks } from './filter.ts'

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

export async function scoreGrowingTable(
  { modelFile, backend, table, context }: GrowingInput,
  work: Work,
): Promise<Growing> {
  await useBackend(backend)
  return scoreGrowing(await modelOf(modelFile), table, context, work)
}

export type PrepareInput = Omit<ScoreInput, 'backend'>

/** Half of the work, for a thread without a backend. */
export async function prepareTable({
  modelFile,
  table,
  context = null,
  endsKnown = true,
}: PrepareInput): Promise<PackedTracks> {
  return packTracks(prepareTracks(await modelOf(modelFile), table, context, endsKnown))
}

export interface ScorePreparedInput extends Pick<ScoreInput, 'modelFile' | 'backend'> {
  packed: PackedTracks
  /** Of the table, see trackTable.ts. */
  offsets: Int32Array
}

/** The other half. */
export async function scorePacked(
  { modelFile, backend, packed, offsets }: ScorePreparedInput,
  work: Work,
): Promise<Scores> {
  await useBackend(backend)
  return scorePrepared(await modelOf(modelFile), unpackTracks(packed), offsets, work)
}

async function modelOf(file: string): Promise<Model> {
  const { mtimeMs, size } = await fs.promises.stat(file)
  const key = `${file}|${mtimeMs}|${size}`
  if (last?.key !== key) last = { key, model: await readModel(file) }
  return last.model
}
