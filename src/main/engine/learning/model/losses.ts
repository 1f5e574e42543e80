/** Losses of tasks, with gradients of their own (ops.ts says why), and their sum with that of persistence. */
import * as tf from '@tensorflow/tfjs-core'
import type { TaskGoal } from './batch.ts'
import { operation } from './ops.ts'

/** Σ over rows of weight · cross-entropy(target, softmax(logits)), all [B, C], a row's weights equal → a scalar. */
export function classEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar {
  return operation<[tf.Tensor2D]>((z) => {
    const shifted = tf.sub(z, tf.max(z, 1, true))
    const grown = tf.exp(shifted)
    const sum = tf.sum(grown, 1, true)
    // As targets sum to 1, Σ target · (log sum − shifted) is log sum − Σ target · shifted.
    const each = tf.mul(targets, tf.sub(tf.log(sum), shifted))
    return {
      value: tf.sum(tf.mul(each, weights)) as tf.Tensor as tf.Tensor2D,
      keep: [tf.mul(weights, tf.sub(tf.div(grown, sum), targets))],
      back: (dy, [slope]) => [tf.mul(dy, slope!)],
    }
  })(logits) as tf.Tensor as tf.Scalar
}

/** Σ weight · huber(answer − target), [B, W] each: d²/2 up to 1, |d| − 1/2 beyond (Huber, 1964) → a scalar. */
export function huber(answers: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar {
  return operation<[tf.Tensor2D]>((a) => {
    const off = tf.sub(a, targets)
    const cut = tf.maximum(tf.minimum(off, 1), -1)
    const slope = tf.mul(weights, cut)
    return {
      value: tf.sum(tf.mul(slope, tf.sub(off, tf.mul(cut, 0.5)))) as tf.Tensor as tf.Tensor2D,
      keep: [slope],
      back: (dy, [kept]) => [tf.mul(dy, kept!)],
    }
  })(answers) as tf.Tensor as tf.Scalar
}

/** Of one task's answers [B, width], with its weight in it. */
export function taskLoss(answers: tf.Tensor2D, goal: TaskGoal): tf.Scalar {
  const shape: [number, number] = [goal.weights.length / goal.width, goal.width]
  const [targets, weights] = [tf.tensor2d(goal.targets, shape), tf.tensor2d(goal.weights, shape)]
  return (goal.loss === 'classes' ? classEntropy : huber)(answers, targets, weights)
}

/** a + b of two scalars. */
export const plus = (a: tf.Scalar, b: tf.Scalar): tf.Scalar =>
  operation<[tf.Scalar, tf.Scalar]>((one, other) => ({
    value: tf.add(one, other) as tf.Tensor as tf.Tensor2D,
    keep: [],
    back: (dy) => [tf.clone(dy), tf.clone(dy)],
  }))(a, b) as tf.Tensor as tf.Scalar
