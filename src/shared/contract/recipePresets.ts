/** Where each preset starts, with reasons beside what is not plain. */
import type { presets, Settings } from './recipeKeys.ts'

/** The published phase-1 training (SEED §3): plain Adam at a constant rate, nothing added. */
const phase1: Settings = {
  features: 'statistical',
  sequence: 'transformer',
  head: 'persistence',
  tasks: null,
  ahead: 5,
  pretrained: null,
  width: 64,
  layers: 4,
  heads: 4,
  feedForward: 256,
  survival: false,
  ensemble: false,
  pixels: null,
  crowd: 512,
  early: null,
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
  tasks: null,
  ahead: 5,
  pretrained: null,
  width: 128,
  layers: 1,
  heads: 4,
  feedForward: 256,
  survival: true,
  // Better on new scenes of the same detector; with another one no gain was seen (docs/models.md).
  ensemble: true,
  pixels: null,
  crowd: 512,
  early: null,
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

export const pixels: NonNullable<Settings['pixels']> = {
  boxes: 8,
  context: 1.5,
  width: 32,
  beside: 'track',
  visual: 'cnn',
  tokenizer: null,
  // Frozen, what it says of a crop is computed once; tuned, in every step again.
  tuned: false,
  // Half of the rest's. A tenth bends it too little: the validation loss stays higher (docs/models.md).
  tunedLearningRate: 0.001,
}

/** From pixels alone: what each box looks like, and nothing of where it is. */
export const cnn: Settings = {
  ...track,
  features: 'cnn',
  width: 64,
  survival: false,
  ensemble: false,
  pixels,
  epochs: 12,
  fewTracks: { below: 1000, epochs: 20, batch: 32 },
  batch: 64,
  learningRate: 0.002,
  weightDecay: 0.05,
  hideScores: 0,
}

export const defaults: Record<(typeof presets)[number], Settings> = {
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
  /** Decides box by box, and for good: most tracks are seen cut, as they are when they must be decided. */
  early: { ...track, features: 'past', prefixes: 0.9, early: { falseConfirm: 0.01, falseReject: 0.01 } },
  /** All tracks of a video at once: what `track` knows of each, and attention between them. */
  object: { ...track, sequence: 'object', width: 64, layers: 1, heads: 4, feedForward: 128 },
  /** `track`, and beside persistence the label of three and the next positions, which only cut tracks can teach. */
  multitask: {
    ...track,
    head: 'multitask',
    tasks: { persistence: 1, kind: 0.5, next: 0.5, class: 0 },
    prefixes: 0.5,
    // As short and as held back as `track`, it would not learn where a box goes (docs/decisions/heads.md).
    epochs: 45,
    fewTracks: { below: 1000, epochs: 90, batch: 64 },
    dropout: 0.1,
    weightDecay: 0.05,
  },
  /** The inputs of `track` → a small encoder that has learned from unlabelled tracks (docs/decisions/heads.md). */
  pretrained: {
    ...track,
    sequence: 'transformer',
    width: 64,
    layers: 2,
    feedForward: 128,
    ensemble: false,
    pretrained: 'latest',
  },
  cnn,
  /** From pixels alone, as a trained tokenizer sees them. */
  magvit: {
    ...cnn,
    features: 'magvit',
    pixels: { ...pixels, visual: 'magvit' },
  },
  /** The same, its encoder tuned with the rest. */
  'magvit-tuned': {
    ...cnn,
    features: 'magvit',
    pixels: { ...pixels, visual: 'magvit', tuned: true },
  },
  /** The inputs of `track` and what the boxes look like. */
  hybrid: { ...cnn, features: 'hybrid', width: 128, survival: true, hideScores: 0.25, weightDecay: 0.3 },
}
