/** Tracks in from files. */
import { z } from 'zod'
import { Id, JobStarted, procedure } from './base.ts'

/** What the files are, before anything is written. `problems` stop the import, `notes` do not. */
export const Inspection = z.object({
  sequences: z.array(
    z.object({
      name: z.string(),
      format: z.string(),
      tracksFile: z.string(),
      video: z.string().nullable(),
      labels: z.string().nullable(),
      groundTruth: z.string().nullable(),
      tracks: z.number(),
      boxes: z.number(),
      frames: z.number(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      fps: z.number().nullable(),
    }),
  ),
  films: z.array(z.string()),
  notes: z.array(z.string()),
  problems: z.array(z.string()),
})
export type Inspection = z.infer<typeof Inspection>

export const ImportInput = z.object({
  /** Files or folders; a folder is one sequence. */
  files: z.array(z.string()).min(1),
  format: z.enum(['auto', 'mot']).default('auto'),
  video: z.string().nullable().default(null),
  fps: z.number().positive().nullable().default(null),
  /** LABELS.csv: labels of a person. */
  labels: z.string().nullable().default(null),
  /** GT.txt: true objects, which say of each track whether it is one; also its first label where a person gave none. */
  groundTruth: z.string().nullable().default(null),
  /** Leave out rows that can't be read instead of refusing the file. */
  skipBadRows: z.boolean().default(false),
})
export type ImportInput = z.infer<typeof ImportInput>

export const ImportUndone = z.object({
  sources: z.number(),
  tracks: z.number(),
  /** In words: "Undone: import of cam1, 120 tracks". */
  text: z.string(),
})
export type ImportUndone = z.infer<typeof ImportUndone>

export const interchange = {
  inspect: procedure.input(ImportInput).output(Inspection),
  start: procedure.input(ImportInput).output(JobStarted),
  /** Takes a finished import (also of clips) out again. CONFLICT where its tracks were labelled since, or while a job runs. */
  undo: procedure.input(z.object({ job: Id })).output(ImportUndone),
}
