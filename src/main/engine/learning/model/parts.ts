/** The three kinds of parts that a model is made of. Swapping one is a choice in the recipe, not a change of code. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Scene } from '../data/scene.ts'
import type { SurvivalModels } from '../features/track/survival.ts'
import type { Numbers } from '../graphs/given.ts'
import type { Task } from '../heads/plan.ts'
import type { StepCrops } from '../pixels/trackCrops.ts'
import type { Among } from './among.ts'
import type { Places } from './attention.ts'
import type { Batch, Sequence, Span } from './batch.ts'
import type { Layout } from './joins.ts'
import type { Parameter } from './layers.ts'

/** What a part is given besides its input: where the steps lie, and how to drop some of them while training. */
export interface Pass {
  readonly places: Places
  /** For numbers that differ from pass to pass: what computes them, see graphs/given.ts. */
  given<N extends Numbers>(source: (now: { batch: Batch }) => N): N
  /** Number of each step within its own track [N]. */
  readonly order: Int32Array
  /** Where each track lies in the N steps: all that is not in one is padding. */
  readonly spans: readonly Span[]
  /** The same for operations between steps and tracks. */
  readonly layout: Layout
  /** Track of each step [N]; 0 in padding too, where it does not matter. */
  readonly ownerRows: Int32Array
  /** Which tracks look at which, for sequence models that look among tracks. */
  readonly among?: (Among & { places: Places }) | undefined
  /** What the steps of each track look like; absent where nobody looks. */
  readonly crops?: readonly StepCrops[] | undefined
  /** Sets a random share of x to zero while training, scales the rest up; the identity otherwise. */
  dropout(x: tf.Tensor2D): tf.Tensor2D
  /** Called with each layer's attention [rows · heads, steps, steps] when it was asked for. */
  readonly watch?: ((weights: tf.Tensor3D) => void) | undefined
}

/** What goes from part to part. */
export interface Inputs {
  /** [N, …], one row a step. */
  steps: tf.Tensor2D
  /** [B, …], one row a track; null = nothing is known of tracks as wholes. */
  tracks: tf.Tensor2D | null
}

/** How much of a track is looked at. */
export interface View {
  /** Its first so many boxes. */
  boxes: number
  /** The last of them is known to be its end. */
  endKnown: boolean
  scores: boolean
  /** Left and right exchanged. */
  mirror: boolean
}

export const wholeView = (boxes: number): View => ({ boxes, endKnown: true, scores: true, mirror: false })

/** A track within its scene, ready to be looked at. */
export interface Described {
  boxes: number
  view(view: View): Sequence
}

/** Boxes → inputs (plain numbers, computed once a track) → learned features. */
export interface FeatureExtractor {
  readonly name: string
  /** Numbers a step and numbers a track that `describe` gives. */
  readonly inputDim: number
  readonly trackInputDim: number
  /** What `forward` makes of them; 0 a track = none. */
  readonly outputDim: number
  readonly trackOutputDim: number
  /** Do other tracks of the video change a track's inputs? Then all of them must be given. */
  readonly needsScene: boolean
  /** Most steps of a track that it gives; longer tracks are sampled evenly. */
  readonly maxSteps: number
  readonly parameters: readonly Parameter[]
  /** Those that start from what was learned before and learn at a rate of their own: `pixels.tunedLearningRate`. */
  readonly tuned?: readonly Parameter[] | undefined
  /** Of an extractor that learns from crops: of at most so many is a gradient computed at once, for memory. */
  readonly mostCrops?: number | undefined
  /** What it takes from the training files as such, without labels; stored with the model. null = nothing. */
  learnPrior(scenes: readonly Scene[]): SurvivalModels | null
  /** Some tracks of a scene. */
  describe(scene: Scene, tracks: readonly number[], prior: SurvivalModels | null): Described[]
  /** [N, inputDim] and [B, trackInputDim] → [N, outputDim] and [B, trackOutputDim]. */
  forward(inputs: Inputs, pass: Pass): Inputs
}

/** Features of a track's steps → features that know the other steps. */
export interface SequenceModel {
  readonly name: string
  /** What it takes of each step and of each track (0 = nothing). */
  readonly inputDim: number
  readonly trackInputDim: number
  readonly outputDim: number
  /** Does it answer for each step [N, outputDim], or for each track [B, outputDim]? */
  readonly gives: 'steps' | 'tracks'
  /** Heads of its attention; 0 = it has none. */
  readonly heads: number
  /** It looks from track to track of a video, not from step to step of a track: all tracks of the video must be given. */
  readonly amongTracks?: true
  /** Most steps that a track may have. */
  readonly maxSteps: number
  readonly parameters: readonly Parameter[]
  forward(inputs: Inputs, pass: Pass): tf.Tensor2D
}

/** Features of steps or of tracks → named answers; `logits` is their persistence, the others are those of its tasks [B, …]. */
export interface TaskHead {
  readonly name: string
  readonly inputDim: number
  /** 'both': what it is given, row by row. 'steps': it sums up the steps of a track itself, and answers for tracks. */
  readonly takes: 'both' | 'steps'
  readonly parameters: readonly Parameter[]
  /** What it learns beside persistence, and what persistence weighs in the loss. */
  readonly tasks: readonly Task[]
  readonly weight: number
  /** → logits [N, 1] or [B, 1]. */
  forward(x: tf.Tensor2D, pass: Pass): { logits: tf.Tensor2D } & Record<string, tf.Tensor2D>
}

export interface Parts {
  features: FeatureExtractor
  sequence: SequenceModel
  head: TaskHead
}
