/** Training, runs and their figures. */
import { z } from 'zod'
import { Job } from '../jobs.ts'
import { Backend, Label, Split } from '../words.ts'
import { Id, JobStarted, Nothing, procedure, Time } from './base.ts'
import { Baseline, Evaluation, Metrics, Suspect } from './evaluation.ts'
import { presets, Recipe } from './recipe.ts'
import { comparisonRoutes } from './comparison.ts'
import { earlyRoutes } from './early.ts'
import { efficiencyRoutes } from './efficiency.ts'
import { sweepRoutes } from './sweeps.ts'

export * from './evaluation.ts'

export * from './recipe.ts'

export * from './sweeps.ts'

export * from './efficiency.ts'

export * from './comparison.ts'
export * from './early.ts'

export const Epoch = z.object({
  epoch: z.number().int(),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  trainF1: z.number().optional(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
  validationF1: z.number().optional(),
  validationAuroc: z.number().nullable(),
  validationRemovedAt99: z.number().nullable(),
  /**
   * By task of the head; absent without tasks, null where nothing is known of it. Losses without their weights. `figure` of the
   * validation tracks: share of right classes, or the mean error.
   */
  tasks: z
    .record(
      z.string(),
      z.object({
        trainLoss: z.number().nullable(),
        validationLoss: z.number().nullable(),
        figure: z.number().nullable(),
      }),
    )
    .optional(),
  /** Of its last step. */
  learningRate: z.number().optional(),
  seconds: z.number(),
  tracksPerSecond: z.number(),
})
export type Epoch = z.infer<typeof Epoch>

export const SplitCounts = z.record(
  Split,
  z.object({ videos: z.number(), labels: z.record(Label, z.number()) }),
)
export type SplitCounts = z.infer<typeof SplitCounts>

/** What a training would use now, and what is missing. `problems` refuse it, `warnings` do not. */
export const TrainPlan = z.object({
  counts: SplitCounts,
  used: z.number(),
  unlabelled: z.number(),
  newSinceLastRun: z.number(),
  parameters: z.number(),
  backend: Backend,
  /** The preset for these labels, where nobody chose one. */
  suits: z.enum(presets),
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type TrainPlan = z.infer<typeof TrainPlan>

export const Run = z.object({
  id: Id,
  job: Id.nullable(),
  state: Job.shape.state,
  recipe: Recipe,
  backend: Backend.nullable(),
  parameters: z.number(),
  counts: SplitCounts,
  labels: z.number(),
  epochs: z.array(Epoch),
  bestEpoch: z.number().nullable(),
  seconds: z.number().nullable(),
  startedAt: Time,
  /** Per track. */
  test: Metrics.nullable(),
  /** Per clip (positive = persistent or mixed; its score = its best track); null where no clips are in the test part. */
  testClips: Metrics.nullable(),
  baselines: z.array(Baseline),
  error: z.string().nullable(),
  /** The sweep that it belongs to; null = none. */
  sweep: Id.nullable(),
})
export type Run = z.infer<typeof Run>

/** A head that a recipe can name, and what it learns beside persistence. */
export const HeadChoice = z.object({
  name: z.string(),
  title: z.string(),
  tasks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      means: z.string(),
      weight: z.number(),
      /** Is it right or wrong, or off by so much? */
      loss: z.enum(['classes', 'distance']),
    }),
  ),
})
export type HeadChoice = z.infer<typeof HeadChoice>

export const learning = {
  plan: procedure.input(Recipe).output(TrainPlan),
  heads: procedure.output(z.array(HeadChoice)),
  /** VALIDATION when a problem of the plan refuses it. Waits its turn behind a running training. */
  train: procedure
    .input(z.object({ recipe: Recipe, backend: Backend.nullable().default(null) }))
    .output(JobStarted.extend({ run: Id })),
  runs: procedure.output(z.array(Run)),
  run: procedure.input(z.object({ run: Id })).output(Run),
  /** Makes this run's scores the ones shown; scores tracks that it has not seen yet (job, or null when none are left). */
  show: procedure.input(z.object({ run: Id })).output(z.object({ job: Id.nullable() })),
  evaluate: procedure
    .input(
      z.object({ run: Id, on: z.string().default('test'), threshold: z.number().min(0).max(1).default(0.5) }),
    )
    .output(Evaluation),
  /** Labelled tracks whose label the run finds least likely, worst first. */
  suspects: procedure.input(z.object({ run: Id, limit: z.number().int().max(500) })).output(z.array(Suspect)),
  remove: procedure.input(z.object({ run: Id })).output(Nothing),
  ...sweepRoutes,
  ...efficiencyRoutes,
  ...comparisonRoutes,
  ...earlyRoutes,
}
