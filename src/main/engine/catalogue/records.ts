/** What the catalogue keeps, as plain data; faces and repositories exchange nothing else. */
import type {
  Baseline,
  Epoch,
  Metrics,
  Recipe,
  SplitCounts,
  SweepSplit,
} from '../../../shared/contract/learning.ts'
import type { JobState } from '../../../shared/jobs.ts'
import type { Backend, ClipKind, Label, Split, TrackClass } from '../../../shared/words.ts'
import type { Detections } from '../base/detections.ts'

export interface SourceRecord {
  id: number
  name: string
  kind: 'generated' | 'imported'
  /** JSON: the generate recipe and generator version, or the files of an import. */
  detail: string
  createdAt: number
}

/** A film on disk; `fingerprint` names its content, so that another file at that path is noticed. */
export interface FilmRecord {
  path: string
  bytes: number
  fingerprint: string
}

export interface NewVideo {
  source: number
  name: string
  media: 'clip' | 'film' | 'none'
  width: number
  height: number
  frames: number
  fps: number
  clipKind: ClipKind | null
  /** Index of a clip in its source's recipe (the recipe itself is the source's detail). */
  clipIndex: number | null
  film: FilmRecord | null
}

export interface VideoRecord extends NewVideo {
  id: number
  tracks: number
}

export interface NewTrack {
  video: number
  source: number
  number: number
  detections: Detections
  truth: TrackClass | null
  /** Written as a first revision of reason `import` or `generator`; null = none. */
  label: Label | null
}

export interface TrackRecord extends NewTrack {
  id: number
}

/** What a run says of one track. */
export interface PredictionRecord {
  track: number
  /** Mean persistence score over the seen steps, 0–1. */
  score: number
  prediction: TrackClass
  /** Cross-entropy against the label at the time; null without a label. */
  loss: number | null
  /** One number a box. */
  stepScores: Float32Array
  attention: Float32Array
}

/** What models say that did not see a labelled track or its video (cross-validation). */
export interface Opinion {
  track: number
  score: number
}

/** How far a committee's scores of a track are apart: their deviation. */
export interface Disagreement {
  track: number
  spread: number
}

export interface RunRecord {
  id: number
  job: number | null
  state: JobState
  recipe: Recipe
  backend: Backend | null
  parameters: number
  counts: SplitCounts
  labels: number
  epochs: Epoch[]
  bestEpoch: number | null
  seconds: number | null
  startedAt: number
  test: Metrics | null
  testClips: Metrics | null
  baselines: Baseline[]
  error: string | null
  sweep: number | null
  /** Video id → part, frozen when the run starts. */
  split: Record<string, Split>
}

/** Runs that were asked for together: recipes × seeds. */
export interface SweepRecord {
  id: number
  job: number | null
  /** Their seeds do not count. */
  recipes: Recipe[]
  seeds: number[]
  split: SweepSplit
  startedAt: number
}

/** A job as stored. `input` is the contract's input, JSON. */
export interface JobRecord {
  id: number
  kind: string
  title: string
  state: JobState
  input: string
  /** JSON of Progress | ErrorBody | Artifact[] | result object. */
  progress: string | null
  error: string | null
  artifacts: string
  result: string
  version: string
  createdAt: number
  startedAt: number | null
  endedAt: number | null
}
