/** Gathers what an evaluation needs from the catalogue, and has it computed in a thread. */
import type { Evaluation, Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type Backend, splits } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import type { RunRecord, SourceRecord, TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import type { ClassNeeds } from '../data/classes.ts'
import { crowdsOf } from '../data/crowds.ts'
import { toTable, videoReader } from '../data/labelled.ts'
import { sourcesOfPart } from '../data/partSources.ts'
import { readModelFile } from '../files/modelDescription.ts'
import type { CropNeeds } from '../pixels/cropCache.ts'
import { cropsFor, cropsToCompare, toldBy } from '../pixels/looking.ts'
import { promisesOf } from '../scoring/keep.ts'
import { decide } from './deciding.ts'
import type { Evaluated } from './evaluate.ts'
import { holdsFor } from './holdsFor.ts'
import type { EvaluateInput } from './judged.ts'
import { type CountBrightPixels, judgeClips } from './judgedClips.ts'
import { judgedTracks, type Said } from './judgedTracks.ts'
import { taskFiguresOf } from './taskJudging.ts'

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
  classes: ClassNeeds
  crops: CropNeeds
}

/** Throws CONFLICT when no labelled and scored track is there to judge. */
export async function judgeRun(
  catalogue: OpenCatalogue,
  { run, folder, modelFile, backend, on, threshold, busy }: JudgeInput,
  { workers, brightPixels, judgedAsClips, crops, classes }: JudgeNeeds,
  work: Work,
): Promise<Evaluation> {
  const { description } = await readModelFile(modelFile)
  const calibration = description.calibration ?? null
  const { said, scores } = await judgedTracks(catalogue, run.id, calibration)
  const { sourceOf, isClip, videoOf } = lookUp(catalogue, judgedAsClips)
  const isChosen = chooser(on, run, sourceOf)
  const judged = said.filter(({ track }) => isChosen(videoOf(track.video)))
  if (judged.length === 0) throw nothingToJudge(on)
  const tracks = said.map(({ track }) => track)
  const scoreOf = (track: number): number => scores.get(track) ?? 0
  const clips = { run, scoreOf, isChosen, isClip, videoOf, tracks }
  const trainedOn = sourcesOfPart(catalogue, run, 'train')
  const parts = tracks.map(({ video }) => run.split[video] ?? null)
  const { recipe } = description
  const isTold = ({ video }: TrackRecord) => run.split[video] === 'train' || isChosen(videoOf(video))
  const seen = busy
    ? undefined
    : await cropsFor(catalogue, recipe, tracksOf(judged), { crops, workers, backend }, work)
  const plain = seen && (await cropsToCompare(catalogue, recipe, tracks.filter(isTold), crops, work))
  const decisions = await decide(
    {
      catalogue,
      folder,
      on,
      busy,
      videoOf,
      judged: tracksOf(judged),
      crops: seen,
      train: tracks.filter((_, i) => parts[i] === 'train'),
      full: Float32Array.from(judged, ({ score }) => score),
      // What looks among tracks sees their later boxes, whatever its features know.
      model: { modelFile, backend, features: recipe.sequence === 'object' ? 'track' : toldBy(recipe) },
    },
    workers,
    work,
  )
  const input: EvaluateInput = {
    run: run.id,
    threshold,
    table: toTable(tracks, videoOf, plain),
    scores: Float32Array.from(said, ({ score }) => score),
    parts,
    chosen: tracks.map(({ video }) => isChosen(videoOf(video))),
    sources: tracks.map(({ video }) => sourceOf(videoOf(video))),
    clipKinds: tracks.map(({ video }) => videoOf(video).clipKind),
    trainedOn,
    clips: await judgeClips(catalogue, clips, brightPixels, work),
    ...decisions,
    kindRule: description.kindRule,
    calibration,
    raw: Float32Array.from(judged, ({ raw }) => raw),
    attention: attends(recipe) ? judged.map(({ attention }) => attention) : [],
    among: recipe.sequence === 'object' ? sharesOf(catalogue, recipe, judged, videoOf) : null,
    promises: promisesOf(description, sourcesOfPart(catalogue, run, 'validation')),
  }
  const tasks = await taskFiguresOf(
    {
      catalogue,
      folder,
      on,
      busy,
      recipe,
      modelFile,
      backend,
      judged: tracksOf(judged),
      train: tracks.filter((_, i) => parts[i] === 'train'),
      crops: seen,
      videoOf,
      classes,
    },
    workers,
    work,
  )
  const evaluated = await workers.run<Evaluated>('draw', 'learning.evaluate', input, work)
  const holding = {
    tracks: judged.map(({ track: { video } }) => ({
      source: sourceOf(videoOf(video)),
      part: run.split[video],
    })),
    clips: judged.every(({ track }) => isClip(videoOf(track.video))) ? (evaluated.clips?.n ?? 0) : 0,
    trainedOn,
  }
  const { keep95, keep99 } = description
  return { ...evaluated, run: run.id, on, tasks, keep95, keep99, holdsFor: holdsFor(holding) }
}

/** Share of attention of each judged track, and how many share it: all tracks of its video, or of its part of a crowded one. */
function sharesOf(
  catalogue: OpenCatalogue,
  { crowd }: Recipe,
  judged: readonly Said[],
  videoOf: (id: number) => VideoRecord,
): { share: number; tracks: number }[] {
  const company = new Map<number, number>()
  for (const video of new Set(judged.map(({ track }) => track.video))) {
    const all = catalogue.tracks.ofVideo(video)
    const { groups } = crowdsOf(toTable(all, videoOf), crowd)
    const sizes = new Map<number, number>()
    for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
    all.forEach(({ id }, i) => company.set(id, sizes.get(groups[i]!)!))
  }
  return judged.map(({ track, attention }) => ({
    share: attention.reduce((sum, one) => sum + one, 0),
    tracks: company.get(track.id)!,
  }))
}

const attends = ({ sequence }: Recipe): boolean => sequence === 'transformer' || sequence === 'attention'

const tracksOf = (said: readonly Said[]) => said.map(({ track }) => track)

function lookUp(catalogue: OpenCatalogue, judgedAsClips: JudgeNeeds['judgedAsClips']) {
  const sources = catalogue.sources.list()
  const ofClips = new Set(sources.filter((source) => judgedAsClips(source)).map(({ id }) => id))
  return {
    videoOf: videoReader(catalogue),
    sourceOf: sourcesOf(catalogue),
    isClip: ({ media, source }: VideoRecord): boolean => media === 'clip' && ofClips.has(source),
  }
}

/** Name of a video's source. */
export function sourcesOf(catalogue: OpenCatalogue): (video: VideoRecord) => string {
  const names = new Map(catalogue.sources.list().map(({ id, name }) => [id, name]))
  return ({ source }) => names.get(source) ?? ''
}

export function chooser(on: string, { split }: RunRecord, sourceOf: (video: VideoRecord) => string) {
  if (on === 'all') return () => true
  if (splits.some((part) => part === on)) return ({ id }: VideoRecord) => split[id] === on
  return (video: VideoRecord) => sourceOf(video) === on
}

export function nothingToJudge(on: string): TracksieveError {
  const hint =
    'Label tracks there, and show the run first so that it scores them; or choose test, all, or another source.'
  return new TracksieveError('CONFLICT', `There is no labelled track to evaluate on “${on}”.`, hint)
}
