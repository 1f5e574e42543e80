/** Lists of tracks, one track in full, and the counts beside the filters. */
import { z } from 'zod'
import { ClipKind, Label, Split, TrackClass } from '../words.ts'
import { Id, procedure, Time } from './base.ts'

/** What must hold for a track to be listed; an absent part does not filter, [] matches nothing. */
export const TrackFilter = z.object({
  sources: z.array(Id).optional(),
  videos: z.array(Id).optional(),
  labels: z.array(z.union([Label, z.literal('none')])).optional(),
  predictions: z.array(z.union([TrackClass, z.literal('none')])).optional(),
  /** Label and prediction are on different sides (real against false). */
  disagreement: z.boolean().optional(),
  clipKinds: z.array(ClipKind).optional(),
  /** Part of the current run's split. */
  splits: z.array(Split).optional(),
  /** Boxes of the track. */
  lengths: z.array(z.enum(['1', '2-3', '4-10', '11-30', '31-'])).optional(),
  score: z.tuple([z.number(), z.number()]).optional(),
  /** Matches track number, video name or source name. */
  search: z.string().optional(),
})
export type TrackFilter = z.infer<typeof TrackFilter>

export const sortKeys = [
  'number',
  'uncertainty',
  /** Deviation of the scores of a committee: the current run, and rules fitted without a fifth of the labelled videos each. */
  'disagreement',
  'loss',
  /** Loss by models that did not see the track: a label that others make look wrong. */
  'suspicion',
  'score',
  'boxes',
  'detector',
  'first',
] as const
export const TrackSort = z.object({ by: z.enum(sortKeys), descending: z.boolean() })
export type TrackSort = z.infer<typeof TrackSort>

/** One row of a list. `score`, `uncertainty`, `loss`: of the current run; null = not scored, or without label. */
export const TrackRow = z.object({
  id: Id,
  video: Id,
  source: Id,
  /** The identity that the tracker gave it, unique in its source's video. */
  number: z.number(),
  label: Label.nullable(),
  prediction: TrackClass.nullable(),
  score: z.number().nullable(),
  uncertainty: z.number().nullable(),
  loss: z.number().nullable(),
  /** Of the committee; null or absent = it was not asked. */
  disagreement: z.number().nullable().optional(),
  boxes: z.number(),
  gaps: z.number(),
  first: z.number(),
  last: z.number(),
  detector: z.number().nullable(),
  /** Mean box in pixels. */
  width: z.number(),
  height: z.number(),
  videoFrames: z.number(),
  videoName: z.string(),
  /** As of its video: `none` = its crops are drawings of its boxes. */
  media: z.enum(['clip', 'film', 'none']),
})
export type TrackRow = z.infer<typeof TrackRow>

export const Revision = z.object({
  id: Id,
  batch: Id,
  track: Id,
  number: z.number(),
  from: Label.nullable(),
  to: Label.nullable(),
  author: z.string(),
  reason: z.enum(['verdict', 'bulk', 'undo', 'redo', 'import', 'generator']),
  at: Time,
})
export type Revision = z.infer<typeof Revision>

/** A track in full. `detections`: rows [frame, x, y, w, h, score] (score NaN-free: -1 = none). */
export const Track = TrackRow.extend({
  truth: TrackClass.nullable(),
  detections: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])),
  run: Id.nullable(),
  /** Persistence score and mean attention received per detection, of the current run; null = not scored. */
  stepScores: z.array(z.number()).nullable(),
  attention: z.array(z.number()).nullable(),
  history: z.array(Revision),
})
export type Track = z.infer<typeof Track>

export const FacetCounts = z.object({
  total: z.number(),
  all: z.number(),
  /** Each facet is counted with all filters but its own. Keys: ids or words; a key without tracks may be absent. */
  sources: z.record(z.string(), z.number()),
  labels: z.record(z.string(), z.number()),
  predictions: z.record(z.string(), z.number()),
  disagreement: z.number(),
  clipKinds: z.record(z.string(), z.number()),
  splits: z.record(z.string(), z.number()),
  lengths: z.record(z.string(), z.number()),
  /** Tracks in 20 equal bins of score 0–1. */
  scores: z.array(z.number()),
})
export type FacetCounts = z.infer<typeof FacetCounts>

export const TrackList = z.object({
  /** Names a frozen order: rows keep their place while labels change, until the list is opened again. */
  list: z.string(),
  total: z.number(),
  /** At most 24 places, evenly spread, with the sort key's value there, for the index scroller. */
  ticks: z.array(z.object({ position: z.number(), value: z.number().nullable() })),
  /** The rows around `position`, from position `start` on; absent where none were asked for. */
  shown: z.object({ position: z.number(), start: z.number(), rows: z.array(TrackRow) }).optional(),
})
export type TrackList = z.infer<typeof TrackList>

/** Asks for the rows of the page that holds a track: its position, or, where the list lacks it, the nearest to `position`. */
const ShownPage = z.object({
  track: Id.nullable(),
  position: z.number().int().min(0),
  count: z.number().int().min(1).max(1000),
})
export type ShownPage = z.infer<typeof ShownPage>

export const tracks = {
  open: procedure
    .input(z.object({ filter: TrackFilter, sort: TrackSort, show: ShownPage.optional() }))
    .output(TrackList),
  /** Rows at positions start..start+count-1 of the frozen order, with labels and scores of now. */
  page: procedure
    .input(
      z.object({
        list: z.string(),
        start: z.number().int().min(0),
        count: z.number().int().min(1).max(1000),
      }),
    )
    .output(z.array(TrackRow)),
  /** null = not in the list. */
  find: procedure
    .input(z.object({ list: z.string(), track: Id }))
    .output(z.object({ position: z.number().nullable() })),
  facets: procedure.input(z.object({ filter: TrackFilter })).output(FacetCounts),
  get: procedure.input(z.object({ track: Id })).output(Track),
  /** The current run's score along each track, in at most 24 points; null = not seen there. Unscored tracks are left out. */
  scoreLines: procedure
    .input(z.object({ tracks: z.array(Id).max(200) }))
    .output(z.array(z.object({ track: Id, points: z.array(z.number().nullable()) }))),
}
