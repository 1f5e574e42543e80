/**
 * The catalogue as its users see it: one repository a table group, all synchronous (better-sqlite3), one writer.
 * Implemented beside this file, one file a repository.
 */
import type { LabelCounts } from '../../../shared/contract/catalogue.ts'
import type { Change, UndoState } from '../../../shared/contract/labels.ts'
import type {
  FacetCounts,
  Revision,
  TrackFilter,
  TrackRow,
  TrackSort,
} from '../../../shared/contract/tracks.ts'
import type { FrameBox, Lane } from '../../../shared/contract/videos.ts'
import type { Label } from '../../../shared/words.ts'
import type {
  Disagreement,
  JobRecord,
  NewTrack,
  NewVideo,
  Opinion,
  PredictionRecord,
  RunRecord,
  SourceRecord,
  SweepRecord,
  TrackRecord,
  VideoRecord,
} from './records.ts'

export interface SourceRepository {
  add(source: Omit<SourceRecord, 'id' | 'createdAt'>): number
  get(id: number): SourceRecord | undefined
  list(): (SourceRecord & { videos: number; tracks: number })[]
  /** Of its tracks, those that a person labelled after they came, whatever their label is now. */
  judged(id: number): number
  /** With its videos and tracks; for jobs that were cancelled half-way. Labels go with their tracks. */
  remove(id: number): void
}

export interface VideoRepository {
  add(video: NewVideo): number
  get(id: number): VideoRecord | undefined
  list(): VideoRecord[]
  ofSource(source: number): VideoRecord[]
  /** By id: at most `count` after the one with id `after`. */
  pageOfSource(source: number, after: number, count: number): VideoRecord[]
  count(): number
  findFilm(fingerprint: string): VideoRecord | undefined
  setFilmPath(id: number, path: string): void
  /** Sources that have tracks on it. */
  countSources(id: number): number
  /** Tracks that stand in frames from..to, those longest there first; `here` = how many there are. */
  lanes(id: number, from: number, to: number, most: number): { lanes: Lane[]; here: number }
  /** First and last frame of every track. */
  spans(id: number): [first: number, last: number][]
  /** Boxes of frames from..to inclusive, by frame. */
  boxes(id: number, from: number, to: number): FrameBox[]
}

export interface TrackRepository {
  /** Returns the new ids, in order. One transaction; first labels are written as revisions by `author`. */
  addMany(tracks: NewTrack[], author: string, reason: 'import' | 'generator'): number[]
  get(id: number): TrackRecord | undefined
  row(id: number): TrackRow | undefined
  rows(ids: readonly number[]): TrackRow[]
  ofVideo(video: number): TrackRecord[]
  /** All ids that fit, in order: the frozen order of a list. */
  ids(filter: TrackFilter, sort: TrackSort): Int32Array
  /** The sort key's values of some ids, for ticks. */
  sortValues(ids: readonly number[], sort: TrackSort): (number | null)[]
  facets(filter: TrackFilter): FacetCounts
  /** How many tracks fit, by video; videos without any are not there. */
  countByVideo(filter: TrackFilter): Map<number, number>
  /** Streams tracks with their boxes by ascending id: labelled ones for training, all for scoring. Memory stays bounded. */
  each(options: { labelled: boolean; sources?: number[]; afterId?: number }): Iterable<TrackRecord>
  count(): number
}

export interface LabelRepository {
  /** One batch, one transaction, durable when it returns. Tracks that already have the label are not changed. */
  set(
    tracks: readonly number[],
    label: Label | null,
    author: string,
    reason: 'verdict' | 'bulk' | 'import',
  ): Change
  undo(author: string): Change | undefined
  redo(author: string): Change | undefined
  undoState(): UndoState
  history(track: number): Revision[]
  recent(limit: number): Revision[]
  counts(): LabelCounts
  lastAt(): number | null
}

export interface RunRepository {
  add(run: Omit<RunRecord, 'id'>): number
  update(id: number, change: Partial<Omit<RunRecord, 'id'>>): void
  get(id: number): RunRecord | undefined
  list(): RunRecord[]
  remove(id: number): void
  /** The run whose scores are shown. */
  current(): number | null
}

export interface SweepRepository {
  add(sweep: Omit<SweepRecord, 'id'>): number
  /** Names its job, once that is known. */
  setJob(id: number, job: number): void
  /** The latest first; one whose last run was removed is gone too. */
  list(): SweepRecord[]
}

export interface PredictionRepository {
  /** Adds or replaces; call it in chunks, each is one transaction. */
  write(run: number, predictions: readonly PredictionRecord[]): void
  get(run: number, track: number): PredictionRecord | undefined
  ofRun(run: number): Iterable<PredictionRecord>
  /** Makes the run's scores the ones that lists, facets and sorts show (null = none). One transaction. */
  show(run: number | null): void
  unscored(run: number): number
  /** Replaces all of the run's, in one transaction. */
  writeOpinions(run: number, opinions: readonly Opinion[]): void
  opinions(run: number): Iterable<Opinion>
  /** Adds to those of the run, or replaces all of them, in one transaction. */
  writeDisagreements(run: number, given: readonly Disagreement[], how: { replace: boolean }): void
}

export interface JobRepository {
  add(job: Omit<JobRecord, 'id'>): number
  update(id: number, change: Partial<Omit<JobRecord, 'id'>>): void
  get(id: number): JobRecord | undefined
  list(limit: number): JobRecord[]
  /** At start-up: what was waiting or running becomes interrupted. Returns how many. */
  interruptRunning(): number
}

export interface OpenCatalogue {
  readonly folder: string
  readonly name: string
  readonly sources: SourceRepository
  readonly videos: VideoRepository
  readonly tracks: TrackRepository
  readonly labels: LabelRepository
  readonly runs: RunRepository
  readonly sweeps: SweepRepository
  readonly predictions: PredictionRepository
  readonly jobs: JobRepository
  transaction<T>(work: () => T): T
  /** Checkpoints, frees the lock. */
  close(): void
}
