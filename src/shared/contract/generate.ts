/** Synthetic clips: what a preset would make, a preview of it, the making; sets of clips in files. */
import { z } from 'zod'
import { Progress } from '../jobs.ts'
import { ClipKind } from '../words.ts'
import { Id, JobStarted, procedure } from './base.ts'
import { ClipExport, ClipImport, ClipInspection, SetReport, TrivialRule } from './clipFiles.ts'
import { GenerateRecipe } from './clipRecipe.ts'

export const generate = {
  /** Counts by kind, and what it costs: recipes in the catalogue, bytes as videos.npy (uint8). */
  estimate: procedure.input(GenerateRecipe).output(
    z.object({
      clips: z.number(),
      kinds: z.record(ClipKind, z.number()),
      recipeBytes: z.number(),
      npyBytes: z.number(),
      /** More clips than usual: a start has to say that it is meant. */
      large: z.boolean(),
    }),
  ),
  /**
   * Makes clips of the recipe drawable at /media/ID (`frames` of their frames side by side, evenly spread where a clip has
   * more, `width` × `height` pixels each) without storing them: `count` of them from index `from` on, at the set's end
   * from its beginning.
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
          width: z.number(),
          height: z.number(),
        }),
      ),
    ),
  /** `large`: more than a million clips are meant. */
  start: procedure
    .input(
      z.object({ recipe: GenerateRecipe, name: z.string().optional(), large: z.boolean().default(false) }),
    )
    .output(JobStarted),
  /** The trivial rule beside every set: best accuracy of one threshold on the count of bright pixels, clips of a source. */
  brightPixels: procedure
    .input(z.object({ source: Id }))
    .output(z.object({ clips: z.number(), accuracy: z.number(), threshold: z.number() })),
  /** What the trivial rules would make of a set, tried on up to 200 of its clips before it is made. */
  rules: procedure.input(GenerateRecipe).output(z.array(TrivialRule)),
  /** What is in a set of clips, what is wrong with it, how easy it is. */
  report: procedure.input(z.object({ source: Id })).output(SetReport),
  /** How far the report on a set is that is being made; null = none is. */
  reportProgress: procedure.input(z.object({ source: Id })).output(Progress.nullable()),
  /** What `exportClips` would write, before it does. */
  exportPlan: procedure
    .input(ClipExport)
    .output(
      z.object({ source: Id, name: z.string(), clips: z.number(), out: z.string(), bytes: z.number() }),
    ),
  /** A set as videos.npy, metadata.json and summary.json. */
  exportClips: procedure.input(ClipExport).output(JobStarted),
  /** What `importClips` would find; null = no .npy file and no folder with videos.npy in it. */
  inspectClips: procedure.input(z.object({ path: z.string() })).output(ClipInspection.nullable()),
  /** A set of such files into the catalogue; the pixels are read from their place when someone looks. */
  importClips: procedure.input(ClipImport).output(JobStarted),
}
