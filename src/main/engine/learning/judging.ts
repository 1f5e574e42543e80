/** Gathers what an evaluation needs from the catalogue, and has it computed in a thread. */
import { setImmediate } from 'node:timers/promises'
import type { Evaluation } from '../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { splits, type Backend } from '../../../shared/words.ts'
import type { Work } from '../base/work.ts'
import type { RunRecord, SourceRecord, TrackRecord, VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { Workers } from '../jobs/types.ts'
import type { EvaluateInput, Evaluated, JudgedClip } from './evaluate.ts'
import { holdsFor } from './holdsFor.ts'
import { eachTrack, toTable, videoReader } from './labelled.ts'
import { readModelFile } from './modelDescription.ts'
import { prefixScores } from './prefixes.ts'

/** Bright pixels a frame of clips, by video id. */
export type CountBrightPixels = (
  videos: readonly VideoRecord[],
  work: Work,
) => Promise<ReadonlyMap<number, number>>

export interface JudgeInput {
  run: RunRecord
  folder: string
  modelFile: string
  backend: Backend | null
  /** test, validation, train, all, or a source's name. */
  on: string
  threshold: number
  /** The learning thread is busy: leave out what needs it. */
  busy: boolean
}

export interface JudgeNeeds {
  workers: Workers
  brightPixels: CountBrightPixels
  judgedAsClips(source: SourceRecord): boolean
}

/** Throws CONFLICT when no labelled and scored track is there to judge. */
export async function judgeRun(
  catalogue: OpenCatalogue,
  { run, folder, modelFile, backend, on, threshold, busy }: JudgeInput,
  { workers, brightPixels, judgedAsClips }: JudgeNeeds,
  work: Work,
): Promise<Evaluation> {
  const { description } = await readModelFile(modelFile)
  const videoOf = videoReader(catalogue)
  const scores = await scoresOf(catalogue, run.id)
  const tracks = await labelled(catalogue, scores)
  const sources = catalogue.sources.list()
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  const ofClips = new Set(sources.filter((source) => judgedAsClips(source)).map(({ id }) => id))
  const isClip = ({ media, source }: VideoRecord) => media === 'clip' && ofClips.has(source)
  const isChosen = chooser(on, run, (video) => names.get(video.source) ?? '')
  const chosen = tracks.map(({ video }) => isChosen(videoOf(video)))
  const judged = tracks.filter((_, i) => chosen[i])
  if (judged.length === 0) throw nothingToJudge(on)
  const scoreOf = ({ id }: { id: number }) => scores.get(id)!
  const prefixInput = { folder, name: on, modelFile, backend, table: toTable(judged, videoOf), busy }
  const full = Float32Array.from(judged, scoreOf)
  const clips = await judgeClips(
    catalogue,
    { run, scores, isChosen, isClip, videoOf, tracks },
    brightPixels,
    work,
  )
  const input: EvaluateInput = {
    run: run.id,
    threshold,
    table: toTable(tracks, videoOf),
    scores: Float32Array.from(tracks, scoreOf),
    parts: tracks.map(({ video }) => run.split[video] ?? null),
    chosen,
    sources: tracks.map(({ source }) => names.get(source) ?? ''),
    clips,
    prefixes: await prefixScores({ ...prefixInput, full }, workers, work),
    kindRule: description.kindRule,
  }
  const evaluated = await workers.run<Evaluated>('draw', 'learning.evaluate', input, work)
  const holding = {
    tracks: judged.map(({ source, video }) => ({ source: names.get(source) ?? '', part: run.split[video] })),
    clips: judged.every(({ video }) => isClip(videoOf(video))) ? (evaluated.clips?.n ?? 0) : 0,
    trainedOn: description.data.sources,
  }
  const { keep95, keep99 } = description
  return { ...evaluated, run: run.id, on, keep95, keep99, holdsFor: holdsFor(holding) }
}

function chooser(on: string, { split }: RunRecord, sourceOf: (video: VideoRecord) => string) {
  if (on === 'all') return () => true
  if (splits.some((part) => part === on)) return ({ id }: VideoRecord) => split[id] === on
  return (video: VideoRecord) => sourceOf(video) === on
}

async function scoresOf(catalogue: OpenCatalogue, run: number): Promise<Map<number, number>> {
  const scores = new Map<number, number>()
  for (const { track, score } of catalogue.predictions.ofRun(run)) {
    scores.set(track, score)
    if (scores.size % 2000 === 0) await setImmediate()
  }
  return scores
}

async function labelled(
  catalogue: OpenCatalogue,
  scores: ReadonlyMap<number, number>,
): Promise<TrackRecord[]> {
  const tracks: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: true }, (track) => {
    if (track.label !== 'unsure' && scores.has(track.id)) tracks.push(track)
  })
  return tracks
}

interface ClipContext {
  run: RunRecord
  scores: ReadonlyMap<number, number>
  isChosen: (video: VideoRecord) => boolean
  isClip: (video: VideoRecord) => boolean
  videoOf: (id: number) => VideoRecord
  tracks: readonly TrackRecord[]
}

/** Clips that are chosen or train the bright-pixel rule, and whose answer is known. */
async function judgeClips(
  catalogue: OpenCatalogue,
  { run, scores, isChosen, isClip, videoOf, tracks }: ClipContext,
  brightPixels: CountBrightPixels,
  work: Work,
): Promise<JudgedClip[]> {
  const videos = [...new Set(tracks.map(({ video }) => video))].map(videoOf)
  const wanted = videos.filter(
    (video) => isClip(video) && (isChosen(video) || run.split[video.id] === 'train'),
  )
  const clips: (JudgedClip & { video: VideoRecord })[] = []
  for (const video of wanted) {
    const own = catalogue.tracks.ofVideo(video.id)
    const positive = own.some(({ label }) => label === 'persistent')
    // A track without a verdict could be the real one: then nobody knows what the clip is.
    if (!positive && own.some(({ label }) => label === null || label === 'unsure')) continue
    const score = Math.max(...own.map(({ id }) => scores.get(id) ?? 0))
    clips.push({
      video,
      part: run.split[video.id] ?? null,
      chosen: isChosen(video),
      positive,
      score,
      bright: null,
    })
    if (clips.length % 200 === 0) await setImmediate()
  }
  const bright = await brightPixels(
    clips.map(({ video }) => video),
    work,
  )
  return clips.map(({ video, ...clip }) => ({ ...clip, bright: bright.get(video.id) ?? null }))
}

function nothingToJudge(on: string): TracksieveError {
  const hint =
    'Label tracks there, and show the run first so that it scores them; or choose test, all, or another source.'
  return new TracksieveError('CONFLICT', `There is no labelled track to evaluate on “${on}”.`, hint)
}
