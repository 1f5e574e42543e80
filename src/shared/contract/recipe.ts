/** Everything that decides a result of learning. A preset sets the defaults; what is stored is complete. */
import { z } from 'zod'
import { Id } from './base.ts'

export const presets = ['phase1', 'attention', 'track', 'live', 'cnn', 'magvit', 'hybrid'] as const
export const featureParts = ['statistical', 'track', 'past', 'cnn', 'magvit', 'hybrid'] as const
export const sequenceParts = ['transformer', 'attention', 'summary', 'recurrent'] as const
export const headParts = ['persistence', 'pooled'] as const

const share = z.number().min(0).max(1)
const count = (min: number, max: number) => z.number().int().min(min).max(max)

/** Unknown keys are refused. */
const Complete = z.strictObject({
  preset: z.enum(presets),
  features: z.enum(featureParts),
  sequence: z.enum(sequenceParts),
  head: z.enum(headParts),
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
  pixels: z
    .strictObject({
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
    })
    .nullable(),
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
  /** After the evaluation fit once more on all labels, for the exported model; the figures stay those of the split. */
  refitAll: z.boolean().optional(),
  /** Tracks of these sources only; absent = all labelled ones. */
  sources: z.array(Id).optional(),
})

type Settings = Omit<z.infer<typeof Complete>, 'preset' | 'seed' | 'sources' | 'from' | 'refitAll'>

/** The published phase-1 training (SEED §3): plain Adam at a constant rate, nothing added. */
const phase1: Settings = {
  features: 'statistical',
  sequence: 'transformer',
  head: 'persistence',
  width: 64,
  layers: 4,
  heads: 4,
  feedForward: 256,
  survival: false,
  ensemble: false,
  pixels: null,
  epochs: 30,
  fewTracks: null,
  // Three seeds of the classic clips end with at most one clip of 375 wrong; six take three times as long.
  earlyStop: 3,
  keepEpoch: 'best',
  learningRate: 0.001,
  warmUp: 0,
  schedule: 'constant',
  batch: 32,
  dropout: 0.1,
  weightDecay: 0,
  clip: 0,
  labelSmoothing: 0,
  averaging: 0,
  classWeights: 'none',
  prefixes: 0,
  hideScores: 0,
  mirror: 0,
}

/** What was seen to work on real tracks: small, short, regularised. */
const track: Settings = {
  features: 'track',
  sequence: 'summary',
  head: 'persistence',
  width: 128,
  layers: 1,
  heads: 4,
  feedForward: 256,
  survival: true,
  // Better on new scenes of the same detector; with another one no gain was seen (docs/models.md).
  ensemble: true,
  pixels: null,
  // Longer only memorises scenes. With few tracks an epoch has too few steps.
  epochs: 15,
  fewTracks: { below: 1000, epochs: 30, batch: 64 },
  // The schedule ends where it should, and few validation tracks choose badly.
  earlyStop: 0,
  keepEpoch: 'last',
  // So short a training needs large steps: they rise while Adam's averages settle, and end small.
  learningRate: 0.002,
  warmUp: 0.1,
  schedule: 'cosine',
  batch: 128,
  // A hundred inputs and few scenes: all three hold it back from learning them by heart.
  dropout: 0.3,
  weightDecay: 0.3,
  labelSmoothing: 0.05,
  // A batch of odd tracks must not undo what was learned; what is averaged hangs less on the last batches.
  clip: 1,
  averaging: 0.99,
  // Weighted losses gained nothing, and spoil the calibration.
  classWeights: 'none',
  // Not for accuracy: so that one model serves short tracks and files without scores.
  prefixes: 0.3,
  hideScores: 0.25,
  mirror: 0.5,
}

/** From pixels alone: what each box looks like, and nothing of where it is. */
const cnn: Settings = {
  ...track,
  features: 'cnn',
  width: 64,
  survival: false,
  ensemble: false,
  pixels: { boxes: 8, context: 1.5, width: 32, beside: 'track', visual: 'cnn', tokenizer: null },
  epochs: 12,
  fewTracks: { below: 1000, epochs: 20, batch: 32 },
  batch: 64,
  learningRate: 0.002,
  weightDecay: 0.05,
  hideScores: 0,
}

const defaults: Record<(typeof presets)[number], Settings> = {
  phase1,
  /** The published attention model and its trainer (SEED §6), on the inputs of `track`. */
  attention: {
    ...phase1,
    features: 'track',
    sequence: 'attention',
    head: 'pooled',
    width: 256,
    heads: 8,
    feedForward: 1024,
    survival: true,
    learningRate: 0.0001,
    weightDecay: 0.01,
    clip: 1,
  },
  track,
  /** For a filter inside a tracker: only the past, and most tracks are seen while they are still short. */
  live: { ...track, features: 'past', prefixes: 0.7 },
  cnn,
  /** From pixels alone, as a trained tokenizer sees them. */
  magvit: {
    ...cnn,
    features: 'magvit',
    pixels: { boxes: 8, context: 1.5, width: 32, beside: 'track', visual: 'magvit', tokenizer: null },
  },
  /** The inputs of `track` and what the boxes look like. */
  hybrid: { ...cnn, features: 'hybrid', width: 128, survival: true, hideScores: 0.25, weightDecay: 0.3 },
}

export const looksAtPixels = (features: (typeof featureParts)[number]): boolean =>
  features === 'cnn' || features === 'magvit' || features === 'hybrid'

/** Are the pixels seen by a tokenizer that was trained before? */
export const usesTokenizer = ({
  features,
  pixels,
}: Pick<z.infer<typeof Complete>, 'features' | 'pixels'>): boolean =>
  features === 'magvit' || (features === 'hybrid' && pixels?.visual === 'magvit')

/** Who asks for a number of epochs or a batch means it, however few tracks there are. */
function complete({ preset = 'phase1', seed = 42, ...given }: z.infer<typeof Given>) {
  const asked = given.epochs !== undefined || given.batch !== undefined
  const fewTracks = asked && given.fewTracks === undefined ? { fewTracks: null } : {}
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const recipe = { preset, ...defaults[preset], ...fewTracks, ...set, seed }
  return looksAtPixels(recipe.features)
    ? { ...recipe, pixels: recipe.pixels ?? cnn.pixels, ensemble: given.ensemble ?? false }
    : recipe
}

/** What can be said of parts that do not fit before a model is built. */
const Fitting = Complete.superRefine(({ sequence, head, width, heads, features, ensemble }, context) => {
  const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
  if (sequence === 'summary' && head === 'pooled')
    refuse(
      'head',
      'pooled sums up steps, but the sequence model summary gives one row a track; take persistence',
    )
  if (looksAtPixels(features) && ensemble)
    refuse('ensemble', `regression and trees do not see what features ${features} see; take false`)
  if ((sequence === 'transformer' || sequence === 'attention') && width % heads !== 0)
    refuse('width', `${width} numbers cannot be shared by ${heads} heads; take a multiple of ${heads}`)
})

const Given = Complete.partial()

export const Recipe = Given.transform(complete).pipe(Fitting)
/** Every key and what it may be, for forms. */
export const recipeShape = Complete.shape
export type Recipe = z.infer<typeof Recipe>
export type RecipeInput = z.input<typeof Recipe>
