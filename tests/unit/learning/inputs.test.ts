/** From boxes to what a model is given. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTable, fitNormalisation, normalise } from '../../../src/main/engine/learning/data/dataset.ts'
import { sampleEvenly, spreadEvenly } from '../../../src/main/engine/learning/data/sampling.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import {
  describeMotion,
  StatisticalFeatures,
} from '../../../src/main/engine/learning/features/statistical.ts'
import { barrier, pack, targets } from '../../../src/main/engine/learning/model/batch.ts'
import { aTrack, boxesOf, someSequences } from '../../support/tracks.ts'

const frame = { width: 100, height: 50 }
const rowsOf = (values: Float32Array) =>
  Array.from({ length: values.length / 9 }, (_, i) => Array.from(values.slice(i * 9, i * 9 + 9)))

describe('the nine motion numbers', () => {
  it('of a box that turns from right to down, worked out by hand', () => {
    // Centres (10, 5), (20, 5), (20, 10), the last two frames later.
    const boxes = Float32Array.of(0, 8, 4, 4, 2, 1, 1, 18, 4, 4, 2, 1, 3, 18, 9, 4, 2, 1)
    const [first, second, third] = rowsOf(describeMotion(boxes, frame))
    const near = (got: number[], wanted: number[]) =>
      wanted.forEach((v, i) => expect(got[i]).toBeCloseTo(v, 6))
    near(first!, [0.1, 0.1, 0, 0, 0, 0, 0, 0, 0])
    near(second!, [0.2, 0.1, 0.1, 0, 0, 0, 0.1, 0, 0])
    // v = (0, .1/2); a = (0 − .1, .05 − 0)/2; direction ½; turned by ½ in two frames.
    near(third!, [0.2, 0.2, 0, 0.05, -0.05, 0.025, 0.05, 0.5, 0.25])
  })

  it('says no direction and no turn of a box that stands', () => {
    for (const row of rowsOf(describeMotion(boxesOf({ boxes: 5, vx: 0 }), frame)))
      expect(row.slice(2)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('takes missing frames as time: the same speed with and without gaps', () => {
    const [, dense] = rowsOf(describeMotion(boxesOf({ boxes: 3, vx: 2 }), frame))
    const [, sparse] = rowsOf(describeMotion(boxesOf({ boxes: 3, vx: 2, every: 4 }), frame))
    expect(sparse![6]).toBeCloseTo(dense![6]!, 6)
  })

  it('turns by the short way round', () => {
    // Heads −170° and then +170°: a turn of −20°, not of 340°.
    const at = (angle: number) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
    const steps = [[0, 0], at(-170), [at(-170)[0]! + at(170)[0]!, at(-170)[1]! + at(170)[1]!]]
    const boxes = Float32Array.from(steps.flatMap(([x, y], i) => [i, x!, y!, 0, 0, 1]))
    const rows = rowsOf(describeMotion(boxes, { width: 1, height: 1 }))
    expect(rows[2]![8]).toBeCloseTo(-20 / 180, 4)
  })
})

describe('tracks longer than the model takes', () => {
  it('are sampled evenly, first and last box included', () => {
    const sampled = sampleEvenly(boxesOf({ boxes: 1001 }), 500)
    expect(sampled.length / 6).toBe(500)
    expect(sampled[0]).toBe(0)
    expect(sampled[499 * 6]).toBe(1000)
    const [described] = describeTable(tableOf([aTrack({ boxes: 1001 })]), new StatisticalFeatures())
    expect(described!.boxes).toBe(500)
  })

  it('get their scores back for every box, linear in between', () => {
    expect([...spreadEvenly(Float32Array.of(0, 1, 0), 5)]).toEqual([0, 0.5, 1, 0.5, 0])
    expect([...spreadEvenly(Float32Array.of(1, 2), 2)]).toEqual([1, 2])
  })
})

describe('normalisation', () => {
  it('brings inputs to mean 0 and deviation 1, leaves constant ones at 0, and tames wild ones', () => {
    const track = new Float32Array()
    const sequences = [{ boxes: 4, track, inputs: Float32Array.of(1, 5, 3, 5, 1, 5, 3, 5) }]
    const fitted = fitNormalisation(sequences, { inputDim: 2, trackInputDim: 0 })
    expect(fitted).toEqual({ mean: [2, 5], deviation: [1, 1] })
    const wild = [{ boxes: 1, track, inputs: Float32Array.of(1e9, 5) }]
    normalise(sequences, fitted)
    normalise(wild, fitted)
    expect([...sequences[0]!.inputs]).toEqual([-1, 0, 1, 0, -1, 0, 1, 0])
    expect([...wild[0]!.inputs]).toEqual([8, 0])
  })
})

describe('packing', () => {
  it('lays every track whole into one row, none over another, and wastes less than a row a track', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }), (lengths) => {
        const sequences = someSequences(lengths, 2)
        const batch = pack(sequences, 2)
        expect(batch.steps).toBe(Math.max(...lengths))
        expect(batch.rows).toBeLessThanOrEqual(lengths.length)
        batch.spans.forEach(({ start, boxes }, i) => {
          expect(boxes).toBe(lengths[i])
          expect(Math.floor(start / batch.steps)).toBe(Math.floor((start + boxes - 1) / batch.steps))
          expect(batch.inputs.subarray(start * 2, (start + boxes) * 2)).toEqual(sequences[i]!.inputs)
          expect([...batch.owner.subarray(start, start + boxes)]).toEqual(Array(boxes).fill(i + 1))
          expect([...batch.order.subarray(start, start + boxes)]).toEqual([...Array(boxes).keys()])
        })
        const owned = batch.owner.filter((track) => track > 0).length
        expect(owned).toBe(lengths.reduce((sum, n) => sum + n))
      }),
    )
  })

  it('puts eight tracks of three boxes beside one of 25', () => {
    expect(pack(someSequences([25, ...Array<number>(8).fill(3)]), 9)).toMatchObject({ rows: 2, steps: 25 })
  })

  it('walls tracks off from each other and weighs padding with nothing', () => {
    const batch = pack(someSequences([3, 1, 1]), 9)
    const walls = barrier(batch)
    const second = [3, 4, 5].map((i) => [0, 1, 2].map((j) => (walls[i * 3 + j] === 0 ? 1 : 0)))
    expect(second).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
    const { targets: wanted, weights } = targets(batch, { real: [true, false, true] })
    expect([...wanted]).toEqual([1, 1, 1, 0, 1, 0])
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 6)
    expect(weights[5]).toBe(0)
  })
})
