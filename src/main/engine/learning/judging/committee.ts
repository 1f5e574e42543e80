/** A committee of models: how far its members are apart on a track says how much a label of it would settle. */
import { setImmediate } from 'node:timers/promises'
import type { Work } from '../../base/work.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { toTable, type videoReader } from '../data/labelled.ts'
import type { Committee } from './trackLogistic.ts'

const tracksAtOnce = 2000
/** Of more tracks the rest has no figure: describing each among its neighbours takes its time. */
const most = 50_000

/** Population deviation of probabilities, 0–0.5. */
function spreadOfMembers(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length)
}

/**
 * Members: the run, and the logistic rules that were each fitted without a fifth of the labelled videos. Videos with
 * tracks to label come first.
 */
export async function askCommittee(
  catalogue: OpenCatalogue,
  workers: Workers,
  { run, committee }: { run: number; committee: Committee },
  videoOf: ReturnType<typeof videoReader>,
  work: Work,
): Promise<void> {
  catalogue.predictions.writeDisagreements(run, [], { replace: true })
  let asked = 0
  for (const tracks of chunks(catalogue)) {
    if (work.signal.aborted || asked >= most) return
    const input = { committee, table: toTable(tracks, videoOf) }
    const scores = await workers.run<Float64Array[]>('draw', 'learning.committee', input, work)
    const spreads = tracks.flatMap(({ id }, i) => {
      const own = catalogue.predictions.get(run, id)?.score
      return own === undefined
        ? []
        : [{ track: id, spread: spreadOfMembers([own, ...scores.map((of) => of[i]!)]) }]
    })
    catalogue.predictions.writeDisagreements(run, spreads, { replace: false })
    asked += tracks.length
    await setImmediate()
  }
}

/** All tracks of whole videos. */
function* chunks(catalogue: OpenCatalogue): Generator<TrackRecord[]> {
  const open = (track: TrackRecord) => track.label === null || track.label === 'unsure'
  let chunk: TrackRecord[] = []
  for (const first of [true, false])
    for (const { id } of catalogue.videos.list()) {
      const tracks = catalogue.tracks.ofVideo(id)
      if (tracks.some(open) !== first) continue
      chunk.push(...tracks)
      if (chunk.length < tracksAtOnce) continue
      yield chunk
      chunk = []
    }
  if (chunk.length > 0) yield chunk
}
