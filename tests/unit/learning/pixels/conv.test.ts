/** Convolutions: values by hand, gradients against finite differences, on every backend that is here. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../../../src/main/engine/base/random.ts'
import { useBackend } from '../../../../src/main/engine/learning/backends/backends.ts'
import { convolve, halve, reshape, stackRows } from '../../../../src/main/engine/learning/pixels/conv.ts'
import { fromPatches, toPatches } from '../../../../src/main/engine/learning/pixels/readCrops.ts'
import { backendsHere } from '../../../support/backends.ts'
import { checkGradients } from '../../../support/gradients.ts'

const random = createRandom(5, 'convolutions')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const pictures = (...shape: [number, number, number, number]) =>
  tf.tensor4d(numbers(shape.reduce((product, n) => product * n, 1)), shape)

describe.each(await backendsHere())('pictures on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it('a convolution sums up neighbours, and zeros beyond the edge', () => {
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])
    const ones = tf.ones([3, 3, 1, 1]) as tf.Tensor4D
    expect([...convolve(x, ones, tf.tensor1d([0.5])).dataSync()]).toEqual([10.5, 10.5, 10.5, 10.5])
    const left = tf.tensor4d([0, 0, 0, 1, 0, 0, 0, 0, 0], [3, 3, 1, 1])
    expect([...convolve(x, left, tf.tensor1d([0])).dataSync()]).toEqual([0, 1, 0, 3])
  })

  it.each([
    ['3 × 3', 3, 2, 3],
    ['3 × 3, one channel to many', 3, 1, 4],
    ['1 × 1', 1, 3, 2],
  ])('gradients of a convolution, %s', (_, side, inputs, outputs) => {
    checkGradients(convolve, [
      pictures(2, 4, 3, inputs),
      pictures(side, side, inputs, outputs),
      tf.tensor1d(numbers(outputs)),
    ])
  })

  it('gradients of a convolution with ReLU: nothing flows where it is closed', () => {
    // Well away from 0, where the slope jumps.
    const filter = tf.tensor4d([2, -2], [1, 1, 1, 2])
    const x = tf.tensor4d([1, -1, 0.5, 2], [1, 2, 2, 1])
    checkGradients(
      (a, w, b) => convolve(a as never, w as never, b as never, true),
      [x, filter, tf.tensor1d([0.1, 0.2])],
    )
  })

  it('halving keeps every number, two by two pixels together', () => {
    const x = tf.tensor4d(
      Float32Array.from({ length: 16 }, (_, i) => i),
      [1, 4, 4, 1],
    )
    const small = halve(x)
    expect(small.shape).toEqual([1, 2, 2, 4])
    expect([...small.dataSync()]).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15])
    checkGradients(halve, [pictures(2, 4, 2, 3)])
  })

  it('gradients of new shapes and of rows put together', () => {
    checkGradients((x) => reshape(x, [6, 4]), [pictures(2, 3, 2, 2)])
    const matrix = (rows: number) => tf.tensor2d(numbers(rows * 3), [rows, 3])
    checkGradients((...parts: tf.Tensor2D[]) => stackRows(parts), [matrix(2), matrix(1), matrix(3)])
  })
})

describe('patches', () => {
  const pixels = Uint8Array.from({ length: 2 * 64 * 64 * 3 }, (_, i) => (i * 7) % 256)
  const values = new Float32Array(pixels.length)
  toPatches(pixels, values)

  it('hold four by four pixels each, line by line', () => {
    // Second patch of the second row: its second line, third pixel, green.
    const at = ((1 * 16 + 1) * 16 + 1 * 4 + 2) * 3 + 1
    expect(values[at]).toBeCloseTo(pixels[((4 + 1) * 64 + 4 + 2) * 3 + 1]! / 127.5 - 1, 5)
  })

  it('become the same pixels again', () => {
    expect(fromPatches(values, 2)).toEqual(pixels)
  })
})
