/** Differentiable operations between steps [N, D] and tracks [B, D]. */
import * as tf from '@tensorflow/tfjs-core'
import { given } from '../graphs/given.ts'
import type { Span } from './batch.ts'
import { lookUp, operation } from './ops.ts'

/** Row `rows[n]` of x [B, D] for each n → [N, D]. */
export const lookUpRows = (x: tf.Tensor2D, rows: Int32Array): tf.Tensor2D => lookUp(x, rows)

/** [N, A] and [N, B] → [N, A + B]. */
export function beside(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return operation<[tf.Tensor2D, tf.Tensor2D]>((left, right) => ({
    value: tf.concat2d([left, right], 1),
    keep: [],
    back: (dy) => tf.split<tf.Tensor2D>(dy, [left.shape[1], right.shape[1]], 1),
  }))(a, b)
}

/** Steps [N, D] as [B, T, D], T the longest track: short ones repeat their last step. */
export interface Layout {
  tracks: number
  steps: number
  /** [B · T]: step of each place. */
  from: Int32Array
  /** [N]: place of each step; B · T in padding. */
  back: Int32Array
  /** [B · T]: 1/n at the n steps of a track, 0 where it only repeats. */
  share: Float32Array
  /** [B · T]: 1 at a track's steps, at its first and at its last one; else 0. */
  real: Float32Array
  first: Float32Array
  last: Float32Array
}

export function layOut(spans: readonly Span[], n: number): Layout {
  const steps = spans.reduce((longest, { boxes }) => Math.max(longest, boxes), 1)
  const size = spans.length * steps
  const layout = {
    tracks: spans.length,
    steps,
    from: new Int32Array(size),
    back: new Int32Array(n).fill(size),
    share: new Float32Array(size),
    real: new Float32Array(size),
    first: new Float32Array(size),
    last: new Float32Array(size),
  }
  spans.forEach(({ start, boxes }, b) => {
    for (let t = 0; t < steps; t += 1) {
      layout.from[b * steps + t] = start + Math.min(t, boxes - 1)
      if (t >= boxes) continue
      layout.back[start + t] = b * steps + t
      layout.share[b * steps + t] = 1 / boxes
      layout.real[b * steps + t] = 1
    }
    layout.first[b * steps] = 1
    layout.last[b * steps + boxes - 1] = 1
  })
  return layout
}

export const toTracks = (x: tf.Tensor2D, { tracks, steps, from }: Layout): tf.Tensor3D =>
  tf.reshape(take(x, from), [tracks, steps, x.shape[1]])

/** The other way round: repeated places are left out, padding is 0. */
export function toSteps(x: tf.Tensor3D, { tracks, steps, back }: Layout): tf.Tensor2D {
  const width = x.shape[2]
  const flat = tf.concat2d([tf.reshape(x, [tracks * steps, width]), nothing(1, width)], 0)
  return take(flat, back)
}

/** Named, so that a recorded pass knows that it is the same in each. */
export const nothing = (rows: number, columns: number): tf.Tensor2D =>
  tf.tensor2d(
    given({}, () => new Float32Array(rows * columns)),
    [rows, columns],
  )

/** Where tensors lie in the processor's memory a plain loop takes rows five times as fast as tf.gather. */
const inMemory = new Set(['wasm', 'cpu'])

/** Rows of x [N, D] by their numbers. */
function take(x: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  if (!inMemory.has(tf.getBackend())) return tf.gather(x, tf.tensor1d(rows, 'int32'))
  const width = x.shape[1]
  const from = x.dataSync<'float32'>()
  const taken = new Float32Array(rows.length * width)
  for (let n = 0; n < rows.length; n += 1) {
    const [at, into] = [rows[n]! * width, n * width]
    for (let k = 0; k < width; k += 1) taken[into + k] = from[at + k]!
  }
  return tf.tensor2d(taken, [rows.length, width])
}

/** Mean over a track's steps: [N, D] → [B, D]. */
export function meanOfSteps(x: tf.Tensor2D, layout: Layout): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((a) => {
    const share = tf.tensor3d(layout.share, [layout.tracks, layout.steps, 1])
    return {
      value: tf.sum(tf.mul(toTracks(a, layout), share), 1),
      keep: [share],
      back: (dy, [weights]) => {
        const spread = tf.reshape(dy, [layout.tracks, 1, dy.shape[1]])
        return [toSteps(tf.mul(spread, weights!), layout)]
      },
    }
  })(x)
}

const epsilon = 1e-6

/** Mean, deviation, highest, lowest, first and last of a track's steps: [N, D] → [B, 6 D]. */
export function summarise(x: tf.Tensor2D, layout: Layout): tf.Tensor2D {
  return operation<[tf.Tensor2D]>((a) => {
    const { tracks, steps } = layout
    const width = a.shape[1]
    const share = tf.tensor3d(layout.share, [tracks, steps, 1])
    const laid = toTracks(a, layout)
    const mean = tf.sum(tf.mul(laid, share), 1, true) as tf.Tensor3D
    const off = tf.sub(laid, mean) as tf.Tensor3D
    const deviation = tf.sqrt(
      tf.add(tf.sum(tf.mul(tf.mul(off, off), share), 1, true), epsilon),
    ) as tf.Tensor3D
    const highest = tf.max(laid, 1, true) as tf.Tensor3D
    const lowest = tf.min(laid, 1, true) as tf.Tensor3D
    const [first, last] = [0, steps - 1].map((t) => tf.slice3d(laid, [0, t, 0], [tracks, 1, width]))
    const parts = [mean, deviation, highest, lowest, first!, last!]
    return {
      value: tf.reshape(tf.concat3d(parts, 2), [tracks, 6 * width]),
      keep: [laid, share, off, deviation, highest, lowest],
      back: (dy, kept) => [toSteps(spreadBack(dy, kept as tf.Tensor3D[], layout), layout)],
    }
  })(x)
}

/** The gradient of each place [B, T, D]; of equal highest or lowest ones each takes an equal part. */
function spreadBack(dy: tf.Tensor2D, kept: tf.Tensor3D[], { tracks, steps, ...layout }: Layout): tf.Tensor3D {
  const [laid, share, off, deviation, highest, lowest] = kept as Six
  const width = laid.shape[2]
  const [toMean, toDeviation, toHighest, toLowest, toFirst, toLast] = tf.split(
    tf.reshape(dy, [tracks, 1, 6 * width]),
    6,
    2,
  ) as Six
  const places = (marks: Float32Array) => tf.tensor3d(marks, [tracks, steps, 1])
  const real = places(layout.real)
  const at = (edge: tf.Tensor3D) => {
    const hits = tf.mul(tf.cast(tf.equal(laid, edge), 'float32'), real)
    return tf.div(hits, tf.sum(hits, 1, true))
  }
  return tf.addN([
    tf.mul(share, tf.add(toMean, tf.mul(tf.div(off, deviation), toDeviation))),
    tf.mul(at(highest), toHighest),
    tf.mul(at(lowest), toLowest),
    tf.mul(places(layout.first), toFirst),
    tf.mul(places(layout.last), toLast),
  ]) as tf.Tensor3D
}

type Six = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D]
