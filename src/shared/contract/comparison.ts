/** Presets beside each other: what each reaches, what it costs, and the tracks on which they are of different minds. */
import { z } from 'zod'
import { Backend, Label } from '../words.ts'
import { Id, JobStarted, procedure, Time } from './base.ts'
import { baselineIds, Interval, MetricName } from './evaluation.ts'
import { presets, Recipe, recipeShape } from './recipe.ts'
import { Spreads } from './sweeps.ts'

/** `attention` takes as long as all others together, and `live` answers another question: who wants them names them. */
const leftOut = new Set<string>(['track', 'attention', 'live'])
/** What is compared without a choice; the others are measured against the first. */
export const comparedPresets = ['track' as const, ...presets.filter((preset) => !leftOut.has(preset))]

/** Ends of 95 % by bootstrap over the test part. */
const Intervals = z.partialRecord(MetricName, Interval)
const Figures = z.object({ spread: Spreads, intervals: Intervals })
export type ComparedFigures = z.infer<typeof Figures>

/** Means over the seeds; null = not measured. */
export const Costs = z.object({
  /** From boxes and crops to a score, all tracks of the test videos in one go. A tokenizer's encoder counts, cutting crops does not. */
  msATrack: z.number().nullable(),
  /** Of the epochs. */
  trainSeconds: z.number().nullable(),
  /** Of the whole run: crops, training, scores, figures. */
  wholeSeconds: z.number().nullable(),
  /** Highest memory of the engine's process while it trained, all that it held before included. */
  peakBytes: z.number().nullable(),
})
export type Costs = z.infer<typeof Costs>

export const ComparedRecipe = z.object({
  name: z.string(),
  recipe: Recipe,
  runs: z.array(Id),
  /** Seeds that were trained to the end. */
  done: z.number(),
  /** Why not all were; null = they were. */
  why: z.string().nullable(),
  parameters: z.number(),
  tracks: Figures,
  clips: Figures.nullable(),
  /** Minus the first recipe, on the same tracks; null = it is the first, or one of the two has no figures. */
  difference: z
    .partialRecord(MetricName, z.object({ value: z.number(), interval: Interval.nullable() }))
    .nullable(),
  costs: Costs,
})
export type ComparedRecipe = z.infer<typeof ComparedRecipe>

export const ComparedRule = Figures.extend({
  id: z.enum(baselineIds),
  name: z.string(),
  unit: z.enum(['track', 'clip']),
})
export type ComparedRule = z.infer<typeof ComparedRule>

/** A test track that the recipes score furthest apart; `scores`: of each recipe the mean over seeds, null = it has none. */
export const Contested = z.object({
  track: Id,
  video: z.string(),
  number: z.number(),
  label: Label,
  scores: z.array(z.number().nullable()),
})
export type Contested = z.infer<typeof Contested>

const Part = z.object({ labels: z.number(), videos: z.number(), real: z.number() })

export const ComparisonReport = z.object({
  /** That of its job. */
  id: z.number().int(),
  at: Time,
  backend: z.string(),
  seeds: z.array(z.number()),
  train: Part,
  test: Part,
  recipes: z.array(ComparedRecipe),
  rules: z.array(ComparedRule),
  contested: z.array(Contested),
  /** What the intervals were drawn over: tracks where there are fewer than five videos; null = there are none. */
  over: z.enum(['video', 'track']).nullable(),
  /** What follows, a sentence for each recipe. */
  words: z.array(z.string()),
  /** Its files in the catalogue's folder. */
  files: z.array(z.string()),
})
export type ComparisonReport = z.infer<typeof ComparisonReport>

export const comparisonRoutes = {
  /**
   * Trains each recipe with each seed on one split, as one job, and leaves a report in the catalogue's folder. A recipe
   * that cannot be trained is a row that says why. VALIDATION when the split lacks something, when two recipes are
   * alike, when they learn from different sources, or when none can be trained.
   */
  compare: procedure
    .input(
      z.object({
        /** null = `comparedPresets`. */
        recipes: z.array(Recipe).min(1).max(20).nullable().default(null),
        seeds: z.array(recipeShape.seed).min(1).max(10).default([1, 2, 3]),
        backend: Backend.nullable().default(null),
      }),
    )
    .output(JobStarted.extend({ sweep: Id, runs: z.array(Id) })),
  /** The latest first. */
  comparisons: procedure.output(z.array(ComparisonReport)),
}
