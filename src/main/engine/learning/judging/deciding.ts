/** Scores after the first boxes and those of the strong rival: computed in threads once, then kept in the run's folder. */
import type { Work } from '../../base/work.ts'
import type { TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { toTable } from '../data/labelled.ts'
import type { TrackCrops } from '../pixels/trackCrops.ts'
import { type PrefixInput, scorePrefixes } from '../scoring/prefixes.ts'
import { keyOf, readDecisions, writeDecisions } from './decisionFile.ts'
import type { EvaluateInput } from './judged.ts'
import type { RivalScores } from './prefixScores.ts'
import type { TrackLogisticInput } from './trackLogistic.ts'

interface DecideInput {
  catalogue: OpenCatalogue
  folder: string
  on: string
  /** The learning thread is busy: what is not kept yet is left out. */
  busy: boolean
  videoOf: (id: number) => VideoRecord
  judged: TrackRecord[]
  crops: ReadonlyMap<number, TrackCrops> | undefined
  train: TrackRecord[]
  full: Float32Array
  model: Pick<PrefixInput, 'modelFile' | 'backend' | 'features'>
}

export async function decide(
  { catalogue, folder, on, busy, videoOf, judged, crops, train, full, model }: DecideInput,
  workers: Workers,
  work: Work,
): Promise<Pick<EvaluateInput, 'prefixes' | 'live' | 'rival'>> {
  const [table, training] = [toTable(judged, videoOf, crops), toTable(train, videoOf)]
  const key = keyOf(table, training)
  const known = readDecisions(folder, on, key)
  if (known) return known
  if (busy) return { prefixes: [], live: [], rival: null }
  const allOf = (tracks: TrackRecord[]) =>
    toTable(
      [...new Set(tracks.map(({ video }) => video))].flatMap((video) => catalogue.tracks.ofVideo(video)),
      videoOf,
    )
  const rivalInput: TrackLogisticInput = { train: training, table, context: allOf([...train, ...judged]) }
  const [scores, rival] = await Promise.all([
    scorePrefixes({ ...model, table, full, context: allOf(judged) }, workers, work),
    train.length === 0 ? null : workers.run<RivalScores>('draw', 'learning.trackLogistic', rivalInput, work),
  ])
  if (rival) await writeDecisions(folder, on, { key, ...scores, rival })
  return { ...scores, rival }
}
