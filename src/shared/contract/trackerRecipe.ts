/** Recipes of scenes as a detector and a tracker see them. */
import { z } from 'zod'

/** From the sharpest to one whose tracks another program has cleaned up. */
export const sceneDetectors = ['sharp', 'ordinary', 'weak', 'cleaned'] as const

export const TrackerRecipe = z.object({
  preset: z.literal('tracker'),
  /** Scenes, each one video; absent = 150, which give more than 5,000 tracks. */
  count: z.number().int().min(1).max(1_000_000_000).optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).default(42),
  frames: z.number().int().min(10).max(500).default(100),
  fps: z.number().min(0.1).max(240).default(10),
  width: z.number().int().min(160).max(1920).default(480),
  height: z.number().int().min(120).max(1080).default(270),
  /** Things to be mistaken for people: 0.5 = as many as in real scenes, 1 = twice as many. */
  clutter: z.number().min(0).max(1).default(0.5),
  /** Share of the scenes in which nobody is. */
  empty: z.number().min(0).max(1).default(0.08),
  /** The detector of all scenes; absent = each has its own. */
  detector: z.enum(sceneDetectors).optional(),
  /** Standard deviation of the pixel noise: 10 × level grey values. */
  noise: z.number().min(0).max(1).default(0),
})
export type TrackerRecipe = z.infer<typeof TrackerRecipe>
