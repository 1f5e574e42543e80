/** A gated recurrent unit (Cho and others, 2014): each step knows the steps before it, never those after. */
import * as tf from '@tensorflow/tfjs-core'
import { kernels } from '../kernels/kernels.ts'
import { type Layout, nothing, toSteps, toTracks } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import { operation } from '../model/ops.ts'
import type { Inputs, Pass, SequenceModel } from '../model/parts.ts'

export class Recurrent implements SequenceModel {
  readonly name = 'recurrent'
  readonly gives = 'steps'
  readonly heads = 0
  readonly maxSteps = 500
  readonly trackInputDim = 0
  readonly inputDim: number
  readonly outputDim: number
  readonly input: Linear
  readonly state: Linear
  readonly parameters: Parameter[]

  constructor(width: number) {
    this.inputDim = width
    this.outputDim = width
    this.input = new Linear('sequence.input', width, 3 * width)
    this.state = new Linear('sequence.state', width, 3 * width)
    this.parameters = [...this.input.parameters, ...this.state.parameters]
  }

  forward({ steps }: Inputs, pass: Pass): tf.Tensor2D {
    const [weight, bias] = this.state.parameters.map(({ value }) => value) as [tf.Tensor2D, tf.Tensor1D]
    return pass.dropout(recur(this.input.forward(steps), weight, bias, pass.layout))
  }
}

/**
 * With x [N, 3 H] = reset, update and candidate of the input, and u = h · weight [H, 3 H] + bias of the state before:
 * r = σ(xr + ur), z = σ(xz + uz), n = tanh(xn + r · un), h = n + z · (h before − n) → [N, H]. Padding is 0.
 */
export function recur(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, layout: Layout): tf.Tensor2D {
  return operation<[tf.Tensor2D, tf.Tensor2D, tf.Tensor1D]>((given, matrix, shift) => {
    const laid = tf.unstack(toTracks(given, layout), 1) as tf.Tensor2D[]
    const kept: tf.Tensor2D[] = []
    let before = nothing(layout.tracks, matrix.shape[0])
    const states = laid.map((step) => {
      const moment = stepOf(step, before, matrix, shift)
      kept.push(before, moment.reset, moment.update, moment.candidate, moment.recalled)
      before = moment.state
      return moment.state
    })
    return {
      value: toSteps(tf.stack(states, 1) as tf.Tensor3D, layout),
      keep: [matrix, ...kept],
      back: (dy, [w, ...moments]) => backThroughTime(dy, w as tf.Tensor2D, moments as tf.Tensor2D[], layout),
    }
  })(x, weight, bias)
}

function stepOf(x: tf.Tensor2D, before: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) {
  const [xr, xz, xn] = tf.split<tf.Tensor2D>(x, 3, 1) as Three
  const [ur, uz, recalled] = tf.split<tf.Tensor2D>(
    kernels().dense(before, weight, bias, false),
    3,
    1,
  ) as Three
  const reset = tf.sigmoid(tf.add(xr, ur)) as tf.Tensor2D
  const update = tf.sigmoid(tf.add(xz, uz)) as tf.Tensor2D
  const candidate = tf.tanh(tf.add(xn, tf.mul(reset, recalled))) as tf.Tensor2D
  const state = tf.add(candidate, tf.mul(update, tf.sub(before, candidate))) as tf.Tensor2D
  return { reset, update, candidate, recalled, state }
}

type Three = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]

/** Gradients of x, weight and bias, from the last step to the first. */
function backThroughTime(
  dy: tf.Tensor2D,
  weight: tf.Tensor2D,
  kept: tf.Tensor2D[],
  layout: Layout,
): tf.Tensor[] {
  const k = kernels()
  const seen = tf.tensor3d(layout.real, [layout.tracks, layout.steps, 1])
  const laid = tf.unstack(tf.mul(toTracks(dy, layout), seen), 1) as tf.Tensor2D[]
  const ofInput: tf.Tensor2D[] = []
  let [dWeight, later] = [tf.zerosLike(weight), tf.zerosLike(laid[0]!)]
  let dBias: tf.Tensor = tf.reshape(nothing(1, weight.shape[1]), [-1])
  for (let t = laid.length - 1; t >= 0; t -= 1) {
    const [before, reset, update, candidate, recalled] = kept.slice(5 * t, 5 * t + 5) as [
      ...Three,
      tf.Tensor2D,
      tf.Tensor2D,
    ]
    const d = tf.add(laid[t]!, later)
    const dCandidate = tf.mul(tf.mul(d, tf.sub(1, update)), tf.sub(1, tf.square(candidate)))
    const dUpdate = tf.mul(tf.mul(d, tf.sub(before, candidate)), tf.mul(update, tf.sub(1, update)))
    const dReset = tf.mul(tf.mul(dCandidate, recalled), tf.mul(reset, tf.sub(1, reset)))
    ofInput[t] = tf.concat2d([dReset, dUpdate, dCandidate] as Three, 1)
    const ofState = tf.concat2d([dReset, dUpdate, tf.mul(dCandidate, reset)] as Three, 1)
    later = tf.add(tf.mul(d, update), k.product(ofState, weight, false, true))
    dWeight = tf.add(dWeight, k.product(before, ofState, true))
    dBias = tf.add(dBias, k.sumOfRows(ofState))
  }
  return [toSteps(tf.stack(ofInput, 1) as tf.Tensor3D, layout), dWeight, dBias]
}
