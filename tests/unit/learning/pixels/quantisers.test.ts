/** Codes of numbers, rounded or learned: values and gradients by hand, on every backend that is here. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../../src/main/engine/base/random.ts'
import { useBackend } from '../../../../src/main/engine/learning/backends/backends.ts'
import { CodeUse } from '../../../../src/main/engine/learning/pixels/tokenizer/codeUse.ts'
import { kMeans } from '../../../../src/main/engine/learning/pixels/tokenizer/kMeans.ts'
import { quantiserOf } from '../../../../src/main/engine/learning/pixels/tokenizer/quantisers.ts'
import { quantiserKinds } from '../../../../src/shared/contract/tokenizers.ts'
import { backendsHere } from '../../../support/backends.ts'

vi.setConfig({ testTimeout: 60_000 })

describe.each(await backendsHere())('on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it('numbers are rounded to levels; the gradient passes, and beyond the last level only back', () => {
    const scalars = quantiserOf('fsq')
    const z = tf.tensor2d([0.02, 9, -9, 0.3, -0.3, 1, 0, 0.4, 0.6, 0, 0, 0], [1, 12])
    const wanted = [1 / 31, 1, -1, 1 / 3, -1 / 3, 1, 1 / 3, 0, 1, 0, 0, 0]
    ;[...scalars.quantise(z).dataSync()].forEach((value, k) => expect(value).toBeCloseTo(wanted[k]!, 5))
    const slopes = (up: number) =>
      tf.engine().gradients(() => scalars.quantise(z), [z], tf.fill([1, 12], up)).grads[0]!
    expect([...slopes(1).dataSync()].slice(0, 4)).toEqual([1, 1, 0, 1])
    expect([...slopes(-1).dataSync()].slice(0, 4)).toEqual([-1, 0, -1, -1])
  })

  it('numbers become the nearest learned codes, and both are drawn to each other', () => {
    const books = quantiserOf('vq')
    for (const table of books.parameters) {
      const rows = new Float32Array(table.size).fill(50)
      rows.fill(1, table.shape[1]! * 7, table.shape[1]! * 8)
      table.value = tf.tensor(rows, [...table.shape])
    }
    const z = tf.tensor2d(new Float32Array(12).fill(1.5), [1, 12])
    expect([...books.codesOf(z).dataSync()]).toEqual([7, 7, 7])
    expect([...books.quantise(z).dataSync()]).toEqual(Array<number>(12).fill(1))
    const tables = books.parameters.map(({ value }) => value as tf.Tensor2D)
    const { grads } = tf.engine().gradients(() => books.quantise(z), [z, tables[0]!], tf.ones([1, 12]))
    // 0.5 apart, of 48 numbers: twice that is the slope of the squared error, a quarter of it for the numbers.
    const slope = (2 * 0.5) / 48
    expect(grads[0]!.dataSync()[0]).toBeCloseTo(1 + slope / 4, 5)
    const drawn = [...grads[1]!.dataSync()]
    expect(drawn[7 * 3]).toBeCloseTo(-slope, 5)
    expect(drawn.filter((value) => value !== 0)).toHaveLength(3)
  })
})

describe('codes', () => {
  beforeEach(async () => {
    await useBackend('cpu')
  })

  it('come back from the numbers that they stand for', () => {
    for (const kind of quantiserKinds) {
      const books = quantiserOf(kind)
      const random = createRandom(3, 'codes')
      for (const table of books.parameters)
        table.value = tf.tensor(
          Float32Array.from({ length: table.size }, () => random.between(-1, 1)),
          [...table.shape],
        )
      const codes = Int32Array.from({ length: 300 }, (_, i) => random.integer(books.sizes[i % 3]!))
      expect([...books.codesOf(books.valuesOf(codes)).dataSync()]).toEqual([...codes])
      expect(() => books.valuesOf(Int32Array.of(0, 0, 1024))).toThrow('is no code')
    }
  })

  it('tell how they are used', () => {
    const use = new CodeUse([1000, 10])
    use.add(Int32Array.of(1, 1, 2, 2, 3, 3, 4, 4))
    expect(use.perplexity).toBeCloseTo(4, 6)
    expect(use.used).toBe(8 / 1010)
    for (let i = 0; i < 50; i += 1) use.add(Int32Array.of(1, 1, 1, 1))
    expect(use.perplexity).toBeLessThan(1.2)
  })

  it('start as the means of what lies together', () => {
    const random = createRandom(4, 'means')
    const around = [-5, 0, 8]
    const values = Float32Array.from({ length: 900 }, (_, i) => around[i % 3]! + random.between(-1, 1))
    const runs = kMeans({ values, from: 1, column: 0, width: 1 }, 12, random)
    let step = runs.next()
    while (!step.done) step = runs.next()
    const means = [...step.value]
    for (const value of values)
      expect(Math.min(...means.map((mean) => Math.abs(mean - value)))).toBeLessThan(1.6)
  })
})
