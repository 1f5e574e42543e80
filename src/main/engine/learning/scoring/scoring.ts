/** Scores of a run for tracks of the catalogue, in chunks, so that memory stays bounded and a cancel loses little. */
import { setImmediate } from 'node:timers/promises'
import type { Backend, Label } from '../../../../shared/words.ts'
import { countBoxes } from '../../base/detections.ts'
import type { Work } from '../../base/work.ts'
import type { PredictionRecord, TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { toTable, videoReader } from '../data/labelled.ts'
import { readModelFile } from '../files/modelDescription.ts'
import { classify } from '../heads/kindRule.ts'
import { crossEntropyOf } from '../judging/metrics.ts'
import type { CropNeeds } from '../pixels/cropCache.ts'
import { cropsFor, needsAllTracks } from '../pixels/looking.ts'
import type { PackedTracks } from '../training/prepared.ts'
import type { Scores } from './filter.ts'
import type { ScoreInput, ScorePreparedInput } from './scoreTask.ts'

export interface ScoringInput {
  run: number
  modelFile: string
  backend: Backend | null
  /** Tracks of these videos alone. */
  only?: (video: number) => boolean
}

/** Threads, and whoever cuts crops for models that look at pixels. */
interface ScoringNeeds {
  workers: Workers
  crops: CropNeeds
}

const tracksAtOnce = 2000
/** Chunks at a time: one that is described, one that is computed, one that is written. */
const mostUnderWay = 3
/** Predictions in one transaction: a label that comes meanwhile waits for one of them at most. */
const writtenAtOnce = 1000

/** Scores the tracks that the run has not scored yet; returns how many. A model that looks leaves out what has no pictures. */
export async function scoreCatalogue(
  catalogue: OpenCatalogue,
  { workers, crops }: ScoringNeeds,
  { run, modelFile, backend, only = () => true }: ScoringInput,
  work: Work,
): Promise<number> {
  const total = catalogue.predictions.unscored(run)
  if (total === 0) return 0
  const { description } = await readModelFile(modelFile)
  const scored = new Set<number>()
  for (const { track } of catalogue.predictions.ofRun(run)) scored.add(track)
  const videoOf = videoReader(catalogue)
  const { recipe } = description
  const amongAll = needsAllTracks(recipe)
  const quiet = { ...work, signal: work.signal, progress() {} }
  let done = 0
  const underWay: Promise<void>[] = []
  let written: Promise<void> = Promise.resolve()
  for (const { tracks: unscored, all } of missing(catalogue, scored, only)) {
    const quietly = { ...work, signal: work.signal, send() {} }
    const seen = await cropsFor(catalogue, recipe, unscored, { crops, workers, backend }, quietly)
    const tracks = seen ? unscored.filter(({ id }) => seen.has(id)) : unscored
    if (tracks.length === 0) continue
    const table = toTable(tracks, videoOf, seen)
    const context = amongAll && all.length > tracks.length ? toTable(all, videoOf) : null
    const input: ScoreInput = { modelFile, backend, table, context }
    // Pictures are too much to send from thread to thread.
    const scoring = seen
      ? workers.run<Scores>('learn', 'learning.score', input, quiet)
      : inHalves(workers, input, quiet)
    written = Promise.all([scoring, written]).then(async ([scores]) => {
      await writeInTurns(catalogue, run, toPredictions(tracks, table.offsets, scores, description))
      done += tracks.length
      work.progress({ phase: 'Scoring', done, total, unit: 'tracks' })
    })
    // Awaited below, in its turn.
    written.catch(() => {})
    underWay.push(written)
    if (underWay.length === mostUnderWay) await underWay.shift()
  }
  await written
  return done
}

/** Described in one thread, computed in the other. */
async function inHalves(workers: Workers, { backend, ...input }: ScoreInput, work: Work): Promise<Scores> {
  const packed = await workers.run<PackedTracks>('draw', 'learning.prepare', input, work)
  const { modelFile, table } = input
  const rest: ScorePreparedInput = { modelFile, backend, packed, offsets: table.offsets }
  return workers.run<Scores>('learn', 'learning.scorePrepared', rest, work)
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

/** Tracks without a score, and all tracks of their videos: whole videos, because tracks are judged among each other. */
function* missing(catalogue: OpenCatalogue, scored: ReadonlySet<number>, only: (video: number) => boolean) {
  let chunk: { tracks: TrackRecord[]; all: TrackRecord[] } = { tracks: [], all: [] }
  for (const { id } of catalogue.videos.list()) {
    if (!only(id)) continue
    const all = catalogue.tracks.ofVideo(id)
    const tracks = all.filter((track) => !scored.has(track.id))
    if (tracks.length === 0) continue
    chunk.tracks.push(...tracks)
    chunk.all.push(...all)
    if (chunk.all.length < tracksAtOnce) continue
    yield chunk
    chunk = { tracks: [], all: [] }
  }
  if (chunk.tracks.length > 0) yield chunk
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
    stepScores: stepScores.subarray(offsets[i]!, offsets[i + 1]!),
    attention: attention.subarray(offsets[i]!, offsets[i + 1]!),
  }))
}

const lossOf = (score: number, label: Label | null): number | null =>
  label === null || label === 'unsure' ? null : crossEntropyOf(score, label === 'persistent')
