/** Synthetic clips: what a preset would make, a preview of it, the making. */
import { z } from 'zod'
import { ClipKind } from '../words.ts'
import { Id, JobStarted, procedure } from './base.ts'

export const views = ['3d_projection', '3d_refit', 'xy', 'xz', 'yz'] as const
export const presets = ['classic', 'quick'] as const

/** Everything that decides a set of clips. The same recipe gives the same bytes everywhere. */
export const GenerateRecipe = z.object({
  preset: z.enum(presets),
  /** Clips of each kind; absent = the preset's, in proportion when `count` is given. */
  kinds: z.record(ClipKind, z.number().int().min(0).max(1_000_000)).optional(),
  count: z.number().int().min(1).max(1_000_000).optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).default(42),
  frames: z.number().int().min(4).max(500).default(25),
  /** Side of the square picture in pixels. */
  size: z.number().int().min(32).max(1024).default(128),
  view: z.enum(views).default('xy'),
  /** Density of the clutter, 0–1 (20 objects at 1). */
  clutter: z.number().min(0).max(1).default(0.1),
  /** Standard deviation of the pixel noise: 10 × level grey values. */
  noise: z.number().min(0).max(1).default(0),
})
export type GenerateRecipe = z.infer<typeof GenerateRecipe>
export type GenerateInput = z.input<typeof GenerateRecipe>

export const generate = {
  /** Counts by kind, and what it costs: recipes in the catalogue, bytes as videos.npy (uint8). */
  estimate: procedure.input(GenerateRecipe).output(
    z.object({
      clips: z.number(),
      kinds: z.record(ClipKind, z.number()),
      recipeBytes: z.number(),
      npyBytes: z.number(),
    }),
  ),
  /**
   * Makes clips of the recipe drawable at /media/ID (sprites: all frames side by side, `size` pixels each) without
   * storing them: `count` of them from index `from` on, at the set's end from its beginning.
   */
  preview: procedure
    .input(
      z.object({
        recipe: GenerateRecipe,
        count: z.number().int().min(1).max(12),
        from: z.number().int().min(0).default(0),
      }),
    )
    .output(
      z.array(
        z.object({
          index: z.number(),
          kind: ClipKind,
          media: z.string(),
          frames: z.number(),
          size: z.number(),
        }),
      ),
    ),
  start: procedure
    .input(z.object({ recipe: GenerateRecipe, name: z.string().optional() }))
    .output(JobStarted),
  /** The trivial rule beside every set: best accuracy of one threshold on the count of bright pixels, clips of a source. */
  brightPixels: procedure
    .input(z.object({ source: Id }))
    .output(z.object({ clips: z.number(), accuracy: z.number(), threshold: z.number() })),
}
