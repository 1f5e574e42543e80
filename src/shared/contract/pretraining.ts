/** Pretraining: extractor and sequence model learn from unlabelled tracks, by filling in steps that are hidden from them. */
import { z } from 'zod'
import { Backend } from '../words.ts'
import { Id, JobStarted, procedure, Time } from './base.ts'

const count = (min: number, max: number) => z.number().int().min(min).max(max)

/** The parts as in the recipe of a training that starts from it; their defaults are those of preset `pretrained`. */
export const PretrainRecipe = z
  .strictObject({
    features: z.enum(['statistical', 'track', 'past']).default('track'),
    sequence: z.enum(['transformer', 'attention', 'recurrent']).default('transformer'),
    width: count(4, 1024).default(64),
    layers: count(1, 24).default(2),
    heads: count(1, 32).default(4),
    feedForward: count(4, 4096).default(128),
    survival: z.boolean().default(true),
    /** Share of the steps that are hidden, drawn anew each epoch. */
    masked: z.number().min(0.01).max(0.9).default(0.25),
    epochs: count(1, 1000).default(20),
    batch: count(1, 4096).default(128),
    learningRate: z.number().positive().max(1).default(0.002),
    weightDecay: z.number().min(0).max(10).default(0.05),
    dropout: z.number().min(0).max(0.9).default(0.1),
    /** Also decides, as in a training of the same seed, which videos are the test part. */
    seed: count(0, 0xffff_ffff).default(42),
    /** See nothing of videos that a training with this seed would be tested on. */
    leaveOutTest: z.boolean().default(true),
    /** Unlabelled tracks of these sources only; absent = all. */
    sources: z.array(Id).optional(),
  })
  .refine(({ sequence, width, heads }) => sequence === 'recurrent' || width % heads === 0, {
    path: ['width'],
    message: 'cannot be shared by so many heads; take a multiple of them',
  })
export type PretrainRecipe = z.infer<typeof PretrainRecipe>

/** Mean Huber loss of a hidden step's standardised inputs; `heldOut` of videos that do not train. */
export const PretrainEpoch = z.object({
  epoch: z.number().int(),
  trainLoss: z.number(),
  heldOut: z.number(),
  seconds: z.number(),
})
export type PretrainEpoch = z.infer<typeof PretrainEpoch>

export const Pretraining = z.object({
  id: Id,
  recipe: PretrainRecipe,
  parameters: z.number(),
  backend: Backend,
  tracks: z.object({ train: z.number(), heldOut: z.number(), videos: z.number() }),
  epochs: z.array(PretrainEpoch),
  /** The same loss of two trivial rules on the held-out tracks: the mean of all steps, and that of the track's other steps. */
  rules: z.object({ mean: z.number(), ownMean: z.number() }),
  trainedAt: Time,
})
export type Pretraining = z.infer<typeof Pretraining>

/** What a pretraining would see now. `problems` refuse it; `warnings` and `notes` are to be known. */
export const PretrainPlan = z.object({
  tracks: z.number(),
  videos: z.number(),
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
})
export type PretrainPlan = z.infer<typeof PretrainPlan>

export const pretraining = {
  plan: procedure.input(PretrainRecipe).output(PretrainPlan),
  list: procedure.output(z.array(Pretraining)),
  /** VALIDATION when there are too few unlabelled tracks. */
  train: procedure
    .input(z.object({ recipe: PretrainRecipe, backend: Backend.nullable().default(null) }))
    .output(JobStarted.extend({ pretraining: Id })),
}
