/** Sets of clips as files: videos.npy (clips, frames, height, width, 3), metadata.json, summary.json. */
import { z } from 'zod'
import { Id } from './base.ts'

export const ClipExport = z.object({
  /** null = the only set of the catalogue. */
  source: Id.nullable().default(null),
  /** uint8 0–255, or float32 0–1. */
  type: z.enum(['uint8', 'float32']).default('uint8'),
  /** A folder; null = one of the set's name in the catalogue's exports. */
  out: z.string().nullable().default(null),
  replace: z.boolean().default(false),
})
export type ClipExport = z.infer<typeof ClipExport>

export const ClipImport = z.object({
  /** The set's folder, or its .npy file. The pixels stay where they are. */
  path: z.string(),
  name: z.string().nullable().default(null),
  /** Frames a second; null = as summary.json says, else 10. */
  fps: z.number().positive().nullable().default(null),
})
export type ClipImport = z.infer<typeof ClipImport>

const Counts = z.record(z.string(), z.number())

/** What a set in files holds, before it is imported. */
export const ClipInspection = z.object({
  file: z.string(),
  bytes: z.number(),
  type: z.enum(['uint8', 'float32']),
  clips: z.number(),
  frames: z.number(),
  height: z.number(),
  width: z.number(),
  fps: z.number(),
  /** By metadata.json; zeroes where there is none. */
  kinds: Counts,
  tracks: z.number(),
  notes: z.array(z.string()),
})
export type ClipInspection = z.infer<typeof ClipInspection>

/** One threshold on one number: what the simplest rule makes of a set. */
export const TrivialRule = z.object({
  rule: z.enum(['duration', 'mean score', 'bright pixels']),
  unit: z.enum(['track', 'clip']),
  /** Tracks or clips that it was tried on. */
  n: z.number(),
  threshold: z.number(),
  /** Best share that is right, and best mean of both classes' shares. */
  accuracy: z.number(),
  balanced: z.number(),
  /** What always answering the larger class would reach. */
  majority: z.number(),
})
export type TrivialRule = z.infer<typeof TrivialRule>

export const SetReport = z.object({
  clips: z.number(),
  tracks: z.number(),
  kinds: Counts,
  truths: Counts,
  /** Share of the clips that hold an object. */
  positive: z.number(),
  /** Clips that are the same as an earlier one. */
  duplicates: z.number(),
  /** Frames in which no track has a box, and clips without any. */
  emptyFrames: z.number(),
  emptyClips: z.number(),
  frames: z.number(),
  /** Objects whose centre leaves the picture; null where no recipe tells. */
  outside: z.number().nullable(),
  /** Clips whose pixels were looked at. */
  drawn: z.number(),
  rules: z.array(TrivialRule),
  /** Pictures of each kind: all frames side by side, at /media/. */
  samples: z.array(z.object({ kind: z.string(), video: Id, media: z.string(), frames: z.number() })),
})
export type SetReport = z.infer<typeof SetReport>
