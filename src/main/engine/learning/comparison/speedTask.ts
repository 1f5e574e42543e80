/** Times the scoring of tracks in the learning thread. */
import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import { useBackend } from '../backends/backends.ts'
import { countTracks, type TrackTable } from '../data/trackTable.ts'
import { readModel } from '../files/modelFile.ts'
import { clipBatch } from '../pixels/tokenizer/clips.ts'
import { openTokenizer } from '../pixels/tokenizer/openTokenizer.ts'
import { scoreTracks } from '../scoring/filter.ts'

export interface SpeedInput {
  modelFile: string
  backend: Backend | null
  /** All tracks of their videos, with their crops where the model looks at them. */
  table: TrackTable
  /** Folder of the tokenizer that it looks with. */
  tokenizer: string | null
}

const rounds = 3
/** An encoder takes so long that few clips show it. */
const mostClips = 16

/** Milliseconds a track, the middle one of three rounds after one that loads and compiles. */
export async function timeScoring(
  { modelFile, backend, table, tokenizer }: SpeedInput,
  work: Work,
): Promise<number> {
  await useBackend(backend)
  const model = await readModel(modelFile)
  const quiet = { ...work, signal: work.signal, progress() {} }
  const scoring = await middleTime(() => scoreTracks(model, table, quiet))
  const encoding = tokenizer === null ? 0 : await encodingTime(tokenizer, table)
  return scoring / countTracks(table) + encoding
}

/** Of a clip. What it says is kept beside the crops and read when a model scores: here it is computed as if for the first time. */
async function encodingTime(folder: string, { crops = [] }: TrackTable): Promise<number> {
  const tokenizer = openTokenizer(folder)
  const clips = crops.flatMap((its) => its ?? []).slice(0, mostClips)
  return (await middleTime(() => tokenizer.look(clipBatch(clips)))) / clips.length
}

async function middleTime(act: () => Promise<unknown>): Promise<number> {
  await act()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    await act()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!
}
