/** Opening, creating and counting catalogues. One is open at a time. */
import { z } from 'zod'
import { Label } from '../words.ts'
import { Id, JobStarted, Nothing, procedure, Time } from './base.ts'

export const LabelCounts = z.record(z.union([Label, z.literal('none')]), z.number())
export type LabelCounts = z.infer<typeof LabelCounts>

export const Catalogue = z.object({
  folder: z.string(),
  name: z.string(),
  videos: z.number(),
  tracks: z.number(),
  labels: LabelCounts,
  /** The run whose scores Library and Review show. */
  currentRun: Id.nullable(),
  /** Tracks that this run has not scored: they came after it, or have no pictures for a model that looks. */
  unscored: z.number(),
  /** When the last label was written; null = none yet. */
  labelledAt: Time.nullable(),
})
export type Catalogue = z.infer<typeof Catalogue>

export const Recent = z.object({
  folder: z.string(),
  name: z.string(),
  tracks: z.number(),
  labels: LabelCounts,
  openedAt: Time,
  /** A few of its tracks, ids under /media/: of each a strip whose first square is shown. */
  pictures: z.array(z.string()).default([]),
  found: z.boolean(),
})
export type Recent = z.infer<typeof Recent>

export const Source = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(['generated', 'imported']),
  videos: z.number(),
  tracks: z.number(),
  /** Is it a set of clips, generated or from a videos.npy? */
  clips: z.boolean(),
})
export type Source = z.infer<typeof Source>

export const catalogue = {
  /** null = none is open. */
  current: procedure.output(Catalogue.nullable()),
  open: procedure.input(z.object({ folder: z.string() })).output(Catalogue),
  /** Refuses a folder that exists. Without `.tracksieve` at its end, that is added. */
  create: procedure.input(z.object({ folder: z.string() })).output(Catalogue),
  /** A new catalogue of sample clips in the person's own folder: created, opened, its clips being generated. */
  sample: procedure.output(JobStarted),
  close: procedure.output(Nothing),
  recent: procedure.output(z.array(Recent)),
  forget: procedure.input(z.object({ folder: z.string() })).output(Nothing),
  sources: procedure.output(z.array(Source)),
}
