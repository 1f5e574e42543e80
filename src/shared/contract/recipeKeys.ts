/** The keys of a recipe, and what each may be. */
import { z } from 'zod'
import { Id } from './base.ts'

export const presets = [
  'phase1',
  'attention',
  'track',
  'live',
  'early',
  'object',
  'multitask',
  'pretrained',
  'cnn',
  'magvit',
  'magvit-tuned',
  'hybrid',
] as const
export const featureParts = ['statistical', 'track', 'past', 'cnn', 'magvit', 'hybrid'] as const
export const sequenceParts = ['transformer', 'attention', 'summary', 'recurrent', 'object'] as const

const share = z.number().min(0).max(1)
const count = (min: number, max: number) => z.number().int().min(min).max(max)

/** How pixels are looked at. */
export const Pixels = z.strictObject({
  /** Most boxes of a track that are looked at, evenly spread over it. */
  boxes: count(1, 64),
  /** Side of what is seen of a box, as a multiple of the box's longer side. */
  context: z.number().min(1).max(4),
  /** Numbers that a box's pixels come to. */
  width: count(4, 512),
  /** `hybrid`: the inputs that stand beside the pixels. */
  beside: z.enum(['statistical', 'track']),
  /** `hybrid`: what looks at the pixels, a network that learns with the rest, or a tokenizer that was trained before. */
  visual: z.enum(['cnn', 'magvit']),
  /** Number of that tokenizer; null = the latest, which the run then names. */
  tokenizer: Id.nullable(),
  /** Does its encoder learn on with the rest, as part of the model? Else it stays as it is, and what it says is kept beside the crops. */
  tuned: z.boolean(),
  /** Learning rate of a tuned encoder; it rises and falls as that of the rest does. */
  tunedLearningRate: z.number().positive().max(1),
})

/** Unknown keys are refused. */
export const Complete = z.strictObject({
  preset: z.enum(presets),
  features: z.enum(featureParts),
  sequence: z.enum(sequenceParts),
  /** Its name in the registry of heads (docs/heads.md): persistence, pooled, multitask, or one of your own. */
  head: z.string().min(1),
  /** What each task of the head weighs in the loss, `persistence` among them; one that is not named as the head says. null = all so. */
  tasks: z.record(z.string(), z.number().min(0).max(1000)).nullable(),
  /** Task `next` of head `multitask`: frames after the last seen box whose positions are predicted. */
  ahead: count(1, 25),
  /** Names of the classes that its task `class` tells apart; set when a run starts. */
  classes: z.array(z.string()).optional(),
  /** Width of the sequence model; of the transformers also layers, heads and the width of what follows each attention. */
  width: count(4, 1024),
  layers: count(1, 24),
  heads: count(1, 32),
  feedForward: count(4, 4096),
  /** Take what the file itself shows of lasting tracks (features `track` and `past`). Slow on very many tracks. */
  survival: z.boolean(),
  /** Average the network with logistic regression and boosted trees on the same inputs. */
  ensemble: z.boolean(),
  /** For features that look at pixels (`cnn`, `magvit`, `hybrid`); null = none does. */
  pixels: Pixels.nullable(),
  /** Most tracks of a video that look at each other at once (sequence `object`); of more, those that begin about the same time. */
  crowd: count(2, 2048),
  /**
   * Decide while a track grows: the share of false tracks that may be confirmed, and of real ones that may be rejected.
   * The thresholds for it are fitted on the validation part and go into the model file. null = not asked for.
   */
  early: z.strictObject({ falseConfirm: share, falseReject: share }).nullable(),
  epochs: count(1, 1000),
  /** With fewer labelled tracks than `below` these instead; null = never. */
  fewTracks: z
    .strictObject({ below: count(1, 1e9), epochs: count(1, 1000), batch: count(1, 4096) })
    .nullable(),
  /** Epochs without a better validation loss before training stops; 0 = never. */
  earlyStop: count(0, 1000),
  /** The weights of which epoch are kept: that of the lowest validation loss, or the last. */
  keepEpoch: z.enum(['best', 'last']),
  learningRate: z.number().positive().max(1),
  /** Share of all steps in which the rate rises to its full size. */
  warmUp: share,
  /** What becomes of the rate after that. */
  schedule: z.enum(['constant', 'cosine']),
  batch: count(1, 4096),
  dropout: z.number().min(0).max(0.9),
  /** Decoupled (AdamW): each step shrinks weights by rate · decay. */
  weightDecay: z.number().min(0).max(10),
  /** Longest gradient of a step; 0 = any. */
  clip: z.number().min(0).max(1000),
  labelSmoothing: z.number().min(0).max(0.5),
  /** Decay of the running mean of the weights that is used instead of the last ones; 0 = none. */
  averaging: z.number().min(0).max(0.9999),
  classWeights: z.enum(['none', 'balanced']),
  /** Shares of the training tracks that are cut to their first boxes, shown without scores, mirrored; drawn anew each epoch. */
  prefixes: share,
  hideScores: share,
  mirror: share,
  seed: count(0, 0xffff_ffff),
  /** Goes on from the weights of this run (fine-tuning): its model must have the same parts. */
  from: Id.optional(),
  /** Extractor and sequence model start from this pretraining; 'latest' = the last one of such parts, which the run then names. */
  pretrained: z.union([Id, z.literal('latest')]).nullable(),
  /** After the evaluation fit once more on all labels, for the exported model; the figures stay those of the split. */
  refitAll: z.boolean().optional(),
  /** Tracks of these sources only; absent = all labelled ones. */
  sources: z.array(Id).optional(),
})

/** What a preset sets. */
export type Settings = Omit<
  z.infer<typeof Complete>,
  'preset' | 'seed' | 'sources' | 'from' | 'refitAll' | 'classes'
>
