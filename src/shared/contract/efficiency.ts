/** Quality against number of labels: how much more labels would bring. */
import { z } from 'zod'
import { Backend } from '../words.ts'
import { JobStarted, procedure, Time } from './base.ts'
import { baselineIds } from './evaluation.ts'
import { Recipe, recipeShape } from './recipe.ts'
import { Spreads } from './sweeps.ts'

/** `n` of a spread: seeds whose labels so far held both sides. */
const EfficiencyPoint = z.object({ labels: z.number(), spread: Spreads })
export const EfficiencyLine = z.object({
  /** `fresh`: of a pretrained model, the same trained from fresh weights. `chosen`: labels that the model asked for. */
  id: z.enum(['model', 'fresh', 'chosen', ...baselineIds]),
  name: z.string(),
  points: z.array(EfficiencyPoint),
})
export type EfficiencyLine = z.infer<typeof EfficiencyLine>

/** Change of AUROC with each doubling of labels, over the sizes from..to; `deviation` over the seeds. */
export const LabelGain = z.object({
  from: z.number(),
  to: z.number(),
  mean: z.number(),
  deviation: z.number().nullable(),
  n: z.number(),
})
export type LabelGain = z.infer<typeof LabelGain>

/**
 * Which labels come first. `videos`: video after video, as a person labels. `uncertainty`: those of which the model so far
 * is least sure, beside single tracks drawn at random.
 */
export const labelOrders = ['videos', 'uncertainty'] as const
const LabelOrder = z.enum(labelOrders)
export type LabelOrder = z.infer<typeof LabelOrder>

const Part = z.object({ labels: z.number(), videos: z.number(), real: z.number() })

export const EfficiencyReport = z.object({
  /** That of its job. */
  id: z.number().int(),
  at: Time,
  recipe: Recipe,
  seeds: z.array(z.number()),
  order: LabelOrder.default('videos'),
  /** All labels that train; the growing shares are their first ones, in an order of each seed. */
  train: Part,
  /** The same for all sizes. */
  validation: Part,
  test: Part,
  sizes: z.array(z.number()),
  lines: z.array(EfficiencyLine),
  gain: LabelGain.nullable(),
  /** What follows from the gain, and what does not. */
  words: z.string(),
})
export type EfficiencyReport = z.infer<typeof EfficiencyReport>

export const efficiencyRoutes = {
  /** Trains with growing shares of the labels; leaves a report in the catalogue's folder. VALIDATION as `train`. */
  efficiency: procedure
    .input(
      z.object({
        recipe: Recipe,
        seeds: z.array(recipeShape.seed).min(1).max(20).default([1, 2, 3]),
        order: LabelOrder.default('videos'),
        /** Numbers of labels; absent = 20, 50, 100, 200, … and all. */
        sizes: z.array(z.number().int().min(2)).min(1).max(30).optional(),
        backend: Backend.nullable().default(null),
      }),
    )
    .output(JobStarted),
  /** The latest first. */
  reports: procedure.output(z.array(EfficiencyReport)),
}
