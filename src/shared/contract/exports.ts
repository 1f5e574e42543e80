/** What leaves the product: films, filtered tracks, models. Written to a temporary name, checked, renamed. */
import { z } from 'zod'
import { TrackClass } from '../words.ts'
import { Id, JobStarted, procedure } from './base.ts'

export const FilmOptions = z.object({
  boxes: z.boolean().default(true),
  label: z.boolean().default(true),
  score: z.boolean().default(true),
  trail: z.boolean().default(true),
  frameNumber: z.boolean().default(true),
  /** Only tracks that the current run keeps at this threshold; null = all. */
  onlyKept: z.number().nullable().default(null),
})
export type FilmOptions = z.infer<typeof FilmOptions>

export const TracksExport = z.object({
  /** `mot` = results file; `csv` = labels; `mot` of several videos makes one file each in a folder. */
  format: z.enum(['mot', 'csv']),
  videos: z.array(Id).nullable().default(null),
  /** Keep tracks with score ≥ threshold of the current run; null = all. */
  threshold: z.number().min(0).max(1).nullable().default(null),
  /** Keep tracks with these labels (or, without label, predictions); null = all. */
  only: z.array(TrackClass).nullable().default(null),
})
export type TracksExport = z.infer<typeof TracksExport>

/** What a call would write, before it does. */
export const ExportPlan = z.object({
  folder: z.string(),
  name: z.string(),
  what: z.string(),
  bytes: z.number().nullable(),
})
export type ExportPlan = z.infer<typeof ExportPlan>

/** `out` null = a fitting name in the catalogue's exports folder; an existing file is never overwritten without `replace`. */
const target = { out: z.string().nullable().default(null), replace: z.boolean().default(false) }

export const exports = {
  filmPlan: procedure.input(z.object({ video: Id })).output(ExportPlan),
  film: procedure.input(z.object({ video: Id, options: FilmOptions, ...target })).output(JobStarted),
  tracksPlan: procedure.input(TracksExport).output(ExportPlan.extend({ tracks: z.number(), of: z.number() })),
  tracks: procedure.input(z.object({ ...TracksExport.shape, ...target })).output(JobStarted),
  model: procedure
    .input(
      z.object({
        run: Id,
        threshold: z.number().min(0).max(1).default(0.5),
        /** `onnx`: for other programs, scores only. */
        format: z.enum(['tracksieve', 'onnx']).default('tracksieve'),
        ...target,
      }),
    )
    .output(JobStarted),
}
