/** What a model looks at, by class: within a track, and among the tracks of a video. */
import { z } from 'zod'
import { TrackClass } from '../words.ts'

/** Low and high end, 95 %. */
const Interval = z.tuple([z.number(), z.number()])

/**
 * Attention received by a box of its own track, mean over a class's boxes. `uniform` is what it would be if every box
 * got the same. `thirds`: first, middle, last third of the tracks of three boxes and more, uniform = 1.
 */
export const ClassAttention = z.object({
  class: TrackClass,
  tracks: z.number(),
  boxes: z.number(),
  received: z.number(),
  uniform: z.number(),
  thirds: z.tuple([z.number(), z.number(), z.number()]).nullable(),
  /** Mean over tracks of the largest share that one box gets, times the boxes: 1 = uniform. */
  peak: z.number(),
})
export type ClassAttention = z.infer<typeof ClassAttention>

/**
 * Attention among the tracks of a video. `received`: mean share of the video's attention over a class's own tracks,
 * `uniform`: what that would be if all tracks got the same; `relative`: mean of the one over the other, 1 = uniform.
 */
export const ObjectAttention = z.object({
  classes: z.array(
    z.object({
      class: TrackClass,
      tracks: z.number(),
      received: z.number(),
      uniform: z.number(),
      relative: z.number(),
      interval: Interval.nullable(),
    }),
  ),
  /** `relative` of persistent tracks over that of all others; null = one side is missing. */
  ratio: z.number().nullable(),
  interval: Interval.nullable(),
  over: z.enum(['video', 'track']),
  groups: z.number(),
  /** Tracks without company, left out. */
  alone: z.number(),
})
export type ObjectAttention = z.infer<typeof ObjectAttention>
