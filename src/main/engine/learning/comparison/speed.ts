/** How long a model takes to score tracks: what is gathered in the engine, what is timed in the learning thread. */

import { tunesEncoder, usesTokenizer } from '../../../../shared/contract/learning.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { RunRecord, TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { toTable, videoReader } from '../data/labelled.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { cropsFor } from '../pixels/looking.ts'
import { tokenizerFolder } from '../pixels/tokenizer/tokenizerFile.ts'
import { modelFileOf, runFolder } from '../training/runFolder.ts'
import type { SpeedInput } from './speedTask.ts'

/** As many say as much as more would. */
const mostTracks = 1000

/** Milliseconds a track; null where no track can be seen. */
export async function speedOf(
  catalogue: OpenCatalogue,
  { run, backend }: { run: RunRecord; backend: Backend | null },
  { workers, crops }: JudgeNeeds,
  context: JobContext,
): Promise<number | null> {
  const quiet = { ...context, signal: context.signal, progress() {}, send() {} }
  const tracks: TrackRecord[] = []
  for (const [video, part] of Object.entries(run.split)) {
    if (part === 'test' && tracks.length < mostTracks) tracks.push(...catalogue.tracks.ofVideo(Number(video)))
  }
  const seen = await cropsFor(catalogue, run.recipe, tracks, { crops, workers, backend }, quiet)
  const able = seen ? tracks.filter(({ id }) => seen.has(id)) : tracks
  if (able.length === 0) return null
  const { pixels } = run.recipe
  const input: SpeedInput = {
    modelFile: modelFileOf(runFolder(catalogue.folder, run.id)),
    backend,
    table: toTable(able, videoReader(catalogue), seen),
    tokenizer:
      usesTokenizer(run.recipe) && !tunesEncoder(run.recipe)
        ? tokenizerFolder(catalogue.folder, pixels!.tokenizer!)
        : null,
  }
  return workers.run<number>('learn', 'learning.speed', input, quiet)
}
