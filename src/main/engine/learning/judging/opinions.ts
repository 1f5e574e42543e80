/** Asks models that did not see the labelled tracks of a run what they are, and keeps it for lists. */
import type { Work } from '../../base/work.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { eachTrack, toTable, videoReader } from '../data/labelled.ts'
import { askCommittee } from './committee.ts'
import type { Committee } from './trackLogistic.ts'

/** By the labels of now; `unsure` ones are not asked about. The same models then form a committee on all tracks. */
export async function askOpinions(
  catalogue: OpenCatalogue,
  workers: Workers,
  run: number,
  work: Work,
): Promise<void> {
  const tracks: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: true }, (track) => {
    if (track.label !== 'unsure') tracks.push(track)
  })
  const videoOf = videoReader(catalogue)
  const around = [...new Set(tracks.map(({ video }) => video))].flatMap((id) => catalogue.tracks.ofVideo(id))
  const input = { table: toTable(tracks, videoOf), context: toTable(around, videoOf) }
  const { scores, committee } = await workers.run<{ scores: Float64Array; committee: Committee }>(
    'draw',
    'learning.unseen',
    input,
    work,
  )
  const opinions = tracks.map(({ id }, i) => ({ track: id, score: scores[i]! }))
  catalogue.predictions.writeOpinions(
    run,
    opinions.filter(({ score }) => !Number.isNaN(score)),
  )
  if (committee.rules.length > 0) await askCommittee(catalogue, workers, { run, committee }, videoOf, work)
}
