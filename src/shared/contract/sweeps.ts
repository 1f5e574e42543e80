/** Several runs as one job: recipes times seeds, with mean and spread of their figures. */
import { z } from 'zod'
import { Job } from '../jobs.ts'
import { Backend } from '../words.ts'
import { Id, JobStarted, procedure, Time } from './base.ts'
import { baselineIds, MetricName } from './evaluation.ts'
import { Recipe, recipeShape } from './recipe.ts'

export const sweepSplits = ['each', 'one'] as const
/**
 * `each`: every seed deals the videos anew, the same deal for all recipes: the spread then holds what the split does too.
 * `one`: all runs share the deal of the first seed: the spread is that of training alone, too small for new videos.
 */
export const SweepSplit = z.enum(sweepSplits)
export type SweepSplit = z.infer<typeof SweepSplit>

/** Over `n` values; the deviation is that of a sample, null for a single one. */
export const Spread = z.object({ mean: z.number(), deviation: z.number().nullable(), n: z.number() })
export type Spread = z.infer<typeof Spread>
export const Spreads = z.partialRecord(MetricName, Spread)
export type Spreads = z.infer<typeof Spreads>

/** A recipe or a baseline over the seeds, on the test parts. Differences are paired: of the same seed, on the same tracks. */
export const SweepLine = z.object({
  unit: z.enum(['track', 'clip']),
  /** Place among the recipes; null = a baseline. */
  recipe: z.number().int().nullable(),
  baseline: z.enum(baselineIds).nullable(),
  name: z.string(),
  spread: Spreads,
  /** Minus the first recipe; null for itself and for baselines. */
  fromFirst: Spreads.nullable(),
  /** Of each metric minus the baseline that is best by it; null for baselines. */
  fromRule: Spreads.nullable(),
})
export type SweepLine = z.infer<typeof SweepLine>

export const Sweep = z.object({
  id: Id,
  job: Id.nullable(),
  state: Job.shape.state,
  recipes: z.array(z.object({ name: z.string(), recipe: Recipe, runs: z.array(Id), done: z.number() })),
  seeds: z.array(z.number()),
  split: SweepSplit,
  startedAt: Time,
  /** Of finished runs. */
  lines: z.array(SweepLine),
  /** What is compared on which tracks, in words. */
  paired: z.string(),
})
export type Sweep = z.infer<typeof Sweep>

const seed = recipeShape.seed

export const sweepRoutes = {
  /**
   * Starts all runs of recipes × seeds as one job; the recipes' own seeds do not count. VALIDATION when a split lacks
   * something, naming its seed, when two recipes are alike, or when they learn from different sources.
   */
  sweep: procedure
    .input(
      z.object({
        recipes: z.array(Recipe).min(1).max(20),
        seeds: z.array(seed).min(1).max(50),
        split: SweepSplit.default('each'),
        backend: Backend.nullable().default(null),
      }),
    )
    .output(JobStarted.extend({ sweep: Id, runs: z.array(Id) })),
  sweeps: procedure.output(z.array(Sweep)),
}
