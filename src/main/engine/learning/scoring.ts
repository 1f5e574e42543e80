/** Scores of a run for tracks of the catalogue, in chunks, so that memory stays bounded and a cancel loses little. */
import { setImmediate } from 'node:timers/promises'
import type { Backend, Label } from '../../../shared/words.ts'
import { countBoxes } from '../base/detections.ts'
import type { Work } from '../base/work.ts'
import type { PredictionRecord, TrackRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { Workers } from '../jobs/types.ts'
import type { Scores } from './filter.ts'
import { classify } from './kindRule.ts'
import { toTable, videoReader } from './labelled.ts'
import { crossEntropyOf } from './metrics.ts'
import { readModelFile } from './modelDescription.ts'
import type { ScoreInput } from './scoreTask.ts'

export interface ScoringInput {
  run: number
  modelFile: string
  backend: Backend | null
}

const tracksAtOnce = 2000
/** Predictions in one transaction: a label that comes meanwhile waits for one of them at most. */
const writtenAtOnce = 200

/** Scores the tracks that the run has not scored yet; returns how many. */
export async function scoreCatalogue(
  catalogue: OpenCatalogue,
  workers: Workers,
  { run, modelFile, backend }: ScoringInput,
  work: Work,
): Promise<number> {
  const total = catalogue.predictions.unscored(run)
  if (total === 0) return 0
  const { description } = await readModelFile(modelFile)
  const scored = new Set<number>()
  for (const { track } of catalogue.predictions.ofRun(run)) scored.add(track)
  const videoOf = videoReader(catalogue)
  let done = 0
  for (const tracks of missing(catalogue, scored)) {
    const input: ScoreInput = { modelFile, backend, table: toTable(tracks, videoOf) }
    const scores = await workers.run<Scores>('learn', 'learning.score', input, {
      ...work,
      signal: work.signal,
      progress() {},
    })
    await writeInTurns(catalogue, run, toPredictions(tracks, input.table.offsets, scores, description))
    done += tracks.length
    work.progress({ phase: 'Scoring', done, total, unit: 'tracks' })
  }
  return done
}

async function writeInTurns(
  catalogue: OpenCatalogue,
  run: number,
  predictions: readonly PredictionRecord[],
): Promise<void> {
  for (let at = 0; at < predictions.length; at += writtenAtOnce) {
    catalogue.predictions.write(run, predictions.slice(at, at + writtenAtOnce))
    await setImmediate()
  }
}

function* missing(catalogue: OpenCatalogue, scored: ReadonlySet<number>): Generator<TrackRecord[]> {
  let chunk: TrackRecord[] = []
  for (const track of catalogue.tracks.each({ labelled: false })) {
    if (scored.has(track.id)) continue
    chunk.push(track)
    if (chunk.length < tracksAtOnce) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

function toPredictions(
  tracks: readonly TrackRecord[],
  offsets: Int32Array,
  { scores, stepScores, attention }: Scores,
  { threshold, kindRule }: Awaited<ReturnType<typeof readModelFile>>['description'],
): PredictionRecord[] {
  return tracks.map(({ id, label, detections }, i) => ({
    track: id,
    score: scores[i]!,
    prediction: classify(scores[i]!, countBoxes(detections), threshold, kindRule),
    loss: lossOf(scores[i]!, label),
    stepScores: stepScores.slice(offsets[i]!, offsets[i + 1]!),
    attention: attention.slice(offsets[i]!, offsets[i + 1]!),
  }))
}

const lossOf = (score: number, label: Label | null): number | null =>
  label === null || label === 'unsure' ? null : crossEntropyOf(score, label === 'persistent')
