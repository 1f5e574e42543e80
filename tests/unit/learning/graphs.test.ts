/** Operations that are recorded and computed as one graph: the same numbers, nothing left behind, and no graph twice. */
import fs from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { takeNumbers } from '../../../src/main/engine/learning/backends/reading.ts'
import { Recording } from '../../../src/main/engine/learning/graphs/recording.ts'
import { backendsHere } from '../../support/backends.ts'
import { add, numbers, pretendLibrary, read } from '../../support/pretendLibrary.ts'

const here = await backendsHere()
const type = [{ name: 'T', type: 12, value: 1 }]

describe('recorded operations', () => {
  it('run when their numbers are read, not before', () => {
    const { library, ran } = pretendLibrary()
    const recording = new Recording(library)
    const a = recording.createTensor([2], 1, Float32Array.of(1, 2))
    const sum = add(recording, a, a)
    expect(ran).toEqual([])
    expect(read(recording, sum)).toEqual([2, 4])
  })

  it('keep what they need though it was given back, and leave nothing behind', () => {
    const { library, tensors } = pretendLibrary()
    const recording = new Recording(library)
    const a = recording.createTensor([20], 1, numbers(20))
    const middle = add(recording, a, a)
    const last = add(recording, middle, a)
    recording.deleteTensor(a)
    recording.deleteTensor(middle)
    expect(read(recording, last)[2]).toBe(6)
    recording.deleteTensor(last)
    expect(tensors.size).toBe(0)
  })

  it('that nobody asks for are never run', () => {
    const { library, tensors, ran } = pretendLibrary()
    const recording = new Recording(library)
    const a = recording.createTensor([20], 1, numbers(20))
    const sum = add(recording, a, a)
    recording.deleteTensor(sum)
    recording.deleteTensor(a)
    expect(ran).toEqual([])
    expect(tensors.size).toBe(0)
  })

  it('unknown to the recording run at once', () => {
    const { library, ran } = pretendLibrary()
    const recording = new Recording(library)
    const a = recording.createTensor([1], 1, Float32Array.of(3))
    recording.executeOp('Novel', type, [a], 1)
    expect(ran).toEqual(['Novel'])
  })
})

describe('a graph', () => {
  const settleSum = (recording: Recording, size: number, scale = 2) => {
    const a = recording.createTensor([size], 1, numbers(size))
    const b = recording.createTensor([], 1, Float32Array.of(scale))
    const sum = add(recording, a, b)
    recording.settle([sum])
    return read(recording, sum)
  }

  it('is loaded once for all sizes, and again for other constants', () => {
    const { library, loaded, ran } = pretendLibrary()
    const recording = new Recording(library)
    expect(settleSum(recording, 20)).toEqual([7])
    settleSum(recording, 30)
    expect(loaded).toHaveLength(1)
    settleSum(recording, 30, 3)
    expect(loaded).toHaveLength(2)
    expect(ran).toEqual([])
  })

  it('leaves no file behind', () => {
    const { library, folders } = pretendLibrary()
    settleSum(new Recording(library), 20)
    expect(folders.map((folder) => fs.existsSync(folder))).toEqual([false])
  })

  it('that the library refuses is computed operation by operation', () => {
    const { library, loaded, folders } = pretendLibrary({ graphs: false })
    const recording = new Recording(library)
    expect(settleSum(recording, 20)[3]).toBe(5)
    settleSum(recording, 20)
    expect(loaded).toHaveLength(1)
    expect(fs.existsSync(folders[0]!)).toBe(false)
  })
})

describe.runIf(here.includes('tensorflow'))('on tensorflow', () => {
  /** A bit of everything that the layers do. */
  const compute = (rows: number) =>
    tf.tidy(() => {
      const x = tf.tensor2d(
        Float32Array.from({ length: rows * 6 }, (_, i) => Math.sin(i)),
        [rows, 6],
      )
      const [left, right] = tf.split(x, [2, 4], 1) as [tf.Tensor2D, tf.Tensor2D]
      const product = tf.matMul(left, right, true)
      const turned = tf.transpose(tf.reshape(x, [rows, 2, 3]), [1, 0, 2])
      const parts = [tf.max(turned, 2), tf.min(turned, 2), tf.sum(turned, [2]), tf.mean(turned, -1)]
      const gathered = tf.gather(x, tf.tensor1d([rows - 1, 0], 'int32'))
      const equal = tf.cast(tf.equal(x, tf.max(x, 1, true)), 'float32')
      return [
        tf.softmax(product),
        tf.concat(parts, 1),
        tf.slice(gathered, [0, 1], [2, 3]),
        tf.addN([x, equal, tf.tanh(x)]),
        ...tf.unstack(tf.stack([x, x], 1), 1),
      ].map((tensor) => tf.keep(tensor))
    })

  it.each([3, 11])('gives what the operations give one by one, for %i rows', async (rows) => {
    await useBackend('tensorflow')
    const single = compute(rows)
    const wanted = single.map((tensor) => tensor.dataSync())
    tf.dispose(single)
    const together = await takeNumbers(compute(rows))
    together.forEach((values, i) => {
      expect(values.length).toBe(wanted[i]!.length)
      values.forEach((value, n) => expect(value).toBeCloseTo(wanted[i]![n]!, 6))
    })
  })
})
