/** Videos: clips that are drawn from their recipe, and films. Pixels come from /media/, never through the contract. */
import { z } from 'zod'
import { ClipKind, Label, TrackClass } from '../words.ts'
import { Id, procedure } from './base.ts'

/** `media`: 'clip' = drawn on demand, 'film' = decoded, 'none' = tracks without pictures. */
export const Video = z.object({
  id: Id,
  source: Id,
  name: z.string(),
  media: z.enum(['clip', 'film', 'none']),
  /** Why the picture can't be shown, in the user's words (film moved, unreadable); null = it can. */
  mediaProblem: z.string().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  frames: z.number().int(),
  fps: z.number(),
  clipKind: ClipKind.nullable(),
  tracks: z.number(),
  /** Sources that have tracks on it; only where one video is asked for. */
  sources: z.number().optional(),
})
export type Video = z.infer<typeof Video>

/** One track's place in its video, for the lanes of the timeline. */
export const Lane = z.object({
  track: Id,
  source: Id,
  number: z.number(),
  first: z.number(),
  last: z.number(),
  label: Label.nullable(),
  prediction: TrackClass.nullable(),
})
export type Lane = z.infer<typeof Lane>

/** One box of one frame, x, y, w, h in pixels of the video (top-left); score 0–1 or null. */
export const FrameBox = z.object({
  track: Id,
  frame: z.number(),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  score: z.number().nullable(),
})
export type FrameBox = z.infer<typeof FrameBox>

export const videos = {
  get: procedure.input(z.object({ video: Id })).output(Video),
  list: procedure.output(z.array(Video)),
  /** Videos of a source in order of their ids, those after one of them; 0 = from the first. */
  ofSource: procedure
    .input(z.object({ source: Id, after: z.number().int().min(0), count: z.number().int().min(1).max(500) }))
    .output(z.array(Video)),
  /** Tracks that stand in frames from..to (inclusive), those longest there first: at most `most` of `here`. */
  lanes: procedure
    .input(
      z.object({
        video: Id,
        from: z.number().int().min(0),
        to: z.number().int().min(0),
        most: z.number().int().min(1).max(5000),
      }),
    )
    .output(z.object({ lanes: z.array(Lane), here: z.number() })),
  /** Tracks over the whole video: the most at once in each of at most 400 equal parts of its frames. */
  presence: procedure.input(z.object({ video: Id })).output(z.array(z.number())),
  /** All boxes of frames from..to (inclusive), by frame. At most 500 frames a call. */
  boxes: procedure
    .input(z.object({ video: Id, from: z.number().int().min(0), to: z.number().int().min(0) }))
    .output(z.array(FrameBox)),
}
