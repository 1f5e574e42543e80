/**
 * Differentiable operations on pictures [N, height, width, channels]. The native library has the gradients of a
 * convolution; wasm lacks one and takes 1 GFLOP/s for the other, so elsewhere they are made of what it does well: the
 * gradient of the input is a convolution with the filter turned round, that of the filter nine products of shifted slices.
 */
import * as tf from '@tensorflow/tfjs-core'
import { kernels } from '../kernels/kernels.ts'
import { operation } from '../model/ops.ts'

/** tf.customGrad of `operation` is typed for matrices; on pictures it is the same. */
export const onPictures = operation as unknown as <T extends tf.Tensor[], R extends tf.Tensor>(
  forward: (...inputs: T) => {
    value: R
    keep: tf.Tensor[]
    back: (dy: R, kept: tf.Tensor[]) => tf.Tensor[]
  },
) => (...inputs: T) => R

const rows = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [-1, x.shape.at(-1)!])

/** 3 × 3 (or k × k, k odd), one pixel a step, zeros beyond the edge; + bias, then ReLU where asked. */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D, relu = false): tf.Tensor4D {
  return onPictures<[tf.Tensor4D, tf.Tensor4D, tf.Tensor1D], tf.Tensor4D>((a, w, b) => {
    const activation = relu ? 'relu' : 'linear'
    const value = tf.fused.conv2d({ x: a, filter: w, strides: 1, pad: 'same', bias: b, activation })
    return {
      value,
      keep: relu ? [a, w, value] : [a, w],
      back(dy, [input, weight, output]) {
        const k = kernels()
        const flat = output ? k.reluGradient(rows(dy), rows(output)) : rows(dy)
        const d = tf.reshape(flat, dy.shape) as tf.Tensor4D
        const [i, f] = [input as tf.Tensor4D, weight as tf.Tensor4D]
        return [...gradientsOf(d, i, f), k.sumOfRows(flat)]
      },
    }
  })(x, filter, bias)
}

function gradientsOf(dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D[] {
  if (tf.getBackend() !== 'tensorflow')
    return [tf.conv2d(dy, turnedRound(filter), 1, 'same'), filterGradient(dy, x, filter.shape)]
  const how = { strides: 1, pad: 'same', dataFormat: 'NHWC', dimRoundingMode: undefined, dilations: 1 }
  const run = (name: string, inputs: Record<string, tf.Tensor>, shape: object): tf.Tensor4D =>
    tf.engine().runKernel(name, inputs as never, { ...how, ...shape } as never) as tf.Tensor4D
  return [
    run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
    run('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
  ]
}

/** [k, k, in, out] → [k, k, out, in], upside down and left to right. */
const turnedRound = (filter: tf.Tensor4D): tf.Tensor4D =>
  tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2])

function filterGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  shape: [number, number, number, number],
): tf.Tensor4D {
  const [height, width] = shape
  const [up, left] = [(height - 1) / 2, (width - 1) / 2]
  const framed = tf.pad(x, [
    [0, 0],
    [up, up],
    [left, left],
    [0, 0],
  ])
  const d = rows(dy)
  const parts: tf.Tensor2D[] = []
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1)
      parts.push(kernels().product(rows(tf.slice(framed, [0, row, column, 0], x.shape)), d, true))
  return tf.reshape(tf.concat2d(parts, 0), shape)
}

export function reshape<R extends tf.Rank>(x: tf.Tensor, shape: tf.ShapeMap[R]): tf.Tensor<R> {
  return onPictures<[tf.Tensor], tf.Tensor<R>>((a) => ({
    value: tf.reshape(a, shape),
    keep: [],
    back: (dy) => [tf.reshape(dy, a.shape)],
  }))(x)
}

/** Half as high and wide, four times as many channels; no number is lost. [N, h, w, c] → [N, h/2, w/2, 4 c]. */
export function halve(x: tf.Tensor4D): tf.Tensor4D {
  return onPictures<[tf.Tensor4D], tf.Tensor4D>((a) => {
    const [n, height, width, channels] = a.shape
    // Four dimensions at most: wasm transposes no more.
    const turn = (from: tf.Tensor, ...shape: Four) => tf.transpose(tf.reshape(from, shape), [0, 2, 1, 3])
    const [lines, cells] = [(n * height) / 2, width / 2]
    return {
      value: tf.reshape(turn(a, lines, 2, cells, 2 * channels), [n, height / 2, cells, 4 * channels]),
      keep: [],
      back: (dy) => [tf.reshape(turn(dy, lines, cells, 2, 2 * channels), a.shape)],
    }
  })(x)
}

type Four = [number, number, number, number]

/** Rows of all, one after the other: [N1, D], [N2, D], … → [N1 + N2 + …, D]. */
export function stackRows(parts: tf.Tensor2D[]): tf.Tensor2D {
  if (parts.length === 1) return parts[0]!
  return onPictures<tf.Tensor2D[], tf.Tensor2D>((...all) => ({
    value: tf.concat2d(all, 0),
    keep: [],
    back: (dy) =>
      tf.split(
        dy,
        all.map(({ shape }) => shape[0]),
        0,
      ),
  }))(...parts)
}
