/** What a head is: its layers, what it makes of them, and what it learns beside persistence. See docs/heads.md. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Label } from '../../../../shared/words.ts'
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Detections } from '../../base/detections.ts'

export interface HeadPlan {
  /** What it answers, for the window's list of heads. */
  title: string
  /** 'both': rows as they come, of steps or of tracks. 'steps': it sums up the steps of a track itself. */
  takes: 'both' | 'steps'
  /** Dense layers by name. `width`: numbers that it is given of each step or track; `tasks`: those that weigh something. */
  layers(width: number, tasks: readonly Task[]): readonly LayerPlan[]
  /** x [rows, width] → `logits` of the same rows, [B, 1] with `takes: 'steps'`; and of each task [B, its width], by its name. */
  forward(x: tf.Tensor2D, use: HeadTools): { logits: tf.Tensor2D } & Record<string, tf.Tensor2D>
  /** What it learns beside persistence; absent = nothing. */
  tasks?(recipe: TaskRecipe): readonly Task[]
}

export type LayerPlan = readonly [name: string, inputs: number, outputs: number]

export type TaskRecipe = Pick<Recipe, 'ahead' | 'classes'>

export interface HeadTools {
  /** x [rows, inputs] through a layer of the plan, with `relu` cut at 0 → [rows, outputs]. */
  layer(name: string, x: tf.Tensor2D, relu?: boolean): tf.Tensor2D
  gelu(x: tf.Tensor2D): tf.Tensor2D
  /** Sets a random share to 0 while it learns. */
  dropout(x: tf.Tensor2D): tf.Tensor2D
  /** Of the steps of each track [B, width]: their mean, and the last one. Rows of tracks stay as they are. */
  mean(x: tf.Tensor2D): tf.Tensor2D
  last(x: tf.Tensor2D): tf.Tensor2D
  tasks: readonly Task[]
}

/** One thing that is learned of tracks: each track has one answer of `width` numbers. */
export interface Task {
  name: string
  title: string
  /** One line for the window. */
  means: string
  /** Of its loss in the sum, where the recipe says nothing; that of persistence is 1. */
  weight: number
  width: number
  /** 'classes': logits of `width` classes, cross-entropy. 'distance': numbers, Huber loss. */
  loss: 'classes' | 'distance'
  /** Of classes, in their order. */
  names?: readonly string[]
  /** 'distance': what the head learns instead of number k of an answer, so that it is near 1, and the way back. Absent = the number itself. */
  scale?: { learned(value: number, k: number): number; answer(learned: number, k: number): number }
  /** 'cut': judged on tracks of which only the first boxes are seen. */
  sees: 'all' | 'cut'
  /** What is true of a track: the number of its class, or `width` numbers (NaN = not known); null = nothing is known. */
  aim(track: SeenTrack): ArrayLike<number> | null
  /** 'distance': how far an answer is off; the first is shown while it learns. Absent = mean absolute difference. */
  errors?: readonly TaskError[]
  /** Trivial rules beside it, more than the commonest class or the mean of the training tracks. */
  rules?: readonly TaskRule[]
}

export interface TaskError {
  title: string
  /** null = not known of this track. */
  of(answer: ArrayLike<number>, aim: ArrayLike<number>): number | null
}

export interface TaskRule {
  id: string
  name: string
  /** From tracks that train → an answer for any track, as `aim` gives it. */
  fit(known: readonly SeenTrack[]): (track: SeenTrack) => ArrayLike<number>
}

/** A track, and how much of it the model sees. */
export interface SeenTrack {
  /** All of its boxes, those that are not seen too. */
  detections: Detections
  label: Label | null
  /** What kind of thing it is, where its source says so. */
  class: string | null
  view: { boxes: number; mirror: boolean }
}
