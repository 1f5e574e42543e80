/** Decisions while a track grows, box by box and for good: thresholds for asked error rates, and what they come to. */
import { z } from 'zod'
import { Id, procedure } from './base.ts'
import { Holds, Interval } from './evaluation.ts'

const share = z.number().min(0).max(1)

/** Of the false tracks that are ever confirmed, and of the real ones that are ever rejected. */
export const EarlyRates = z.object({ falseConfirm: share, falseReject: share })
export type EarlyRates = z.infer<typeof EarlyRates>

/** Confirm at a score ≥ `confirm`, reject at one ≤ `reject`, whichever comes first; null = never. */
export const EarlyThresholds = EarlyRates.extend({
  confirm: z.number().nullable(),
  reject: z.number().nullable(),
  /** Why one is null; empty = both were found. */
  refused: z.array(z.string()),
  chosenOn: z.object({ real: z.number(), false: z.number(), videos: z.number() }),
  /** A track that is undecided after so many boxes stays so. */
  boxes: z.number(),
})
export type EarlyThresholds = z.infer<typeof EarlyThresholds>

const Rate = z.object({ errors: z.number(), of: z.number(), interval: Interval.nullable() })
export type Rate = z.infer<typeof Rate>

const earlyLines = ['early', 'hits-3', 'hits', 'full', 'oracle'] as const

/** The run's decisions, or those of a rule beside it, on the same tracks. */
export const EarlyLine = z.object({
  id: z.enum(earlyLines),
  name: z.string(),
  /** False tracks that were confirmed; real ones that were rejected. */
  falseConfirm: Rate,
  falseReject: Rate,
  /** Tracks that were decided at all, real ones that were confirmed, and false ones that were rejected: shares. */
  decided: z.number(),
  realConfirmed: z.number().nullable(),
  falseRejected: z.number().nullable(),
  /** Boxes until the decision, over the decided tracks; null = none. */
  meanBoxes: z.number().nullable(),
  medianBoxes: z.number().nullable(),
  /** Share of the work saved, each box weighed by `budgets`. */
  saved: z.number(),
  savedInterval: Interval.nullable(),
})
export type EarlyLine = z.infer<typeof EarlyLine>

/** Of all judged tracks, after `boxes` boxes: shares decided, and of their sides wrongly. */
const EarlyStep = z.object({
  boxes: z.number(),
  decided: z.number(),
  confirmed: z.number(),
  rejected: z.number(),
  falseConfirm: z.number(),
  falseReject: z.number(),
})

export const EarlyReport = z.object({
  run: Id,
  on: z.string(),
  thresholds: EarlyThresholds,
  n: z.number(),
  real: z.number(),
  over: z.enum(['video', 'track']),
  groups: z.number(),
  holds: Holds,
  lines: z.array(EarlyLine),
  steps: z.array(EarlyStep),
  /** Share of the full work that a box gets. */
  budgets: z.object({ persistent: z.number(), undecided: z.number(), transient: z.number() }),
})
export type EarlyReport = z.infer<typeof EarlyReport>

export const earlyRoutes = {
  /** `rates` absent = those of the run's recipe, else 1 % each. VALIDATION for a run that looks ahead of the box it judges. */
  early: procedure
    .input(z.object({ run: Id, on: z.string().default('test'), rates: EarlyRates.optional() }))
    .output(EarlyReport),
}
