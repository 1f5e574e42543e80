/** The three kinds of parts that a model is made of. Swapping one is a choice in the recipe, not a change of code. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Detections } from '../base/detections.ts'
import type { Parameter } from './layers.ts'
import type { Places } from './attention.ts'

/** What a part is given besides its input: where the steps lie, and how to drop some of them while training. */
export interface Pass {
  readonly places: Places
  /** Number of each step within its own track [N]. */
  readonly order: Int32Array
  /** Sets a random share of x to zero while training, scales the rest up; the identity otherwise. */
  dropout(x: tf.Tensor2D): tf.Tensor2D
  /** Called with each layer's attention [rows · heads, steps, steps] when it was asked for. */
  readonly watch?: (weights: tf.Tensor3D) => void
}

export interface FrameSize {
  width: number
  height: number
}

/** Boxes → inputs (plain numbers, computed once a track) → learned features. */
export interface FeatureExtractor {
  readonly name: string
  readonly inputDim: number
  readonly outputDim: number
  readonly parameters: readonly Parameter[]
  /** One row of `inputDim` numbers a seen box. */
  describe(detections: Detections, frame: FrameSize): Float32Array
  /** [N, inputDim] → [N, outputDim]. */
  forward(x: tf.Tensor2D, pass: Pass): tf.Tensor2D
}

/** Features of a track's steps → features that know the other steps. */
export interface SequenceModel {
  readonly name: string
  readonly inputDim: number
  readonly outputDim: number
  readonly heads: number
  /** Most steps that a track may have; longer ones are sampled evenly. */
  readonly maxSteps: number
  readonly parameters: readonly Parameter[]
  /** [N, inputDim] → [N, outputDim]. */
  forward(x: tf.Tensor2D, pass: Pass): tf.Tensor2D
}

/** Step features → named answers; `logits` [N, 1] is the persistence of each step. */
export interface TaskHead {
  readonly name: string
  readonly inputDim: number
  readonly parameters: readonly Parameter[]
  forward(x: tf.Tensor2D, pass: Pass): { logits: tf.Tensor2D } & Record<string, tf.Tensor2D>
}
