/** Boosted trees, against what a hand computes, and on what a straight line cannot tell apart. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { type Growth, growTrees, treesLogit } from '../../../src/main/engine/learning/ensemble/boosting.ts'
import type { Rows } from '../../../src/main/engine/learning/ensemble/rows.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'

const growth: Growth = { trees: 1, depth: 1, rate: 1, rows: 1, inputs: 1, least: 0.1, ridge: 1 }

function rowsOf(values: number[][], real: number[]): Rows {
  return {
    values: Float32Array.from(values.flat()),
    width: values[0]!.length,
    real: Uint8Array.from(real),
    weights: new Float64Array(real.length).fill(1),
  }
}

/** Real where both numbers have the same sign. */
function crossed(n: number, seed: number): Rows {
  const random = createRandom(seed)
  const values = Array.from({ length: n }, () => [random.normal(), random.normal(), random.normal()])
  return rowsOf(
    values,
    values.map(([a, b]) => Number(a! * b! > 0)),
  )
}

describe('one tree of one question', () => {
  it('asks for the number between the sides, and answers by one step of Newton', async () => {
    const trees = await growTrees(
      rowsOf(
        [
          [0, 1],
          [0, 2],
          [0, 5],
          [0, 6],
        ],
        [0, 0, 1, 1],
      ),
      growth,
      1,
      quietWork(),
    )
    expect(Array.from(trees.inputs)).toEqual([1])
    expect(Array.from(trees.thresholds)).toEqual([3.5])
    // Start: (1 + 2) of (2 + 4) rows, logit 0. Left: slopes ½ + ½, bends ¼ + ¼ + ridge 1: −1 / 1.5.
    expect(trees.start).toBe(0)
    expect(trees.leaves[0]).toBeCloseTo(-2 / 3, 6)
    expect(trees.leaves[1]).toBeCloseTo(2 / 3, 6)
    expect(treesLogit(trees, Float32Array.of(9, 3.5))).toBeCloseTo(-2 / 3, 6)
    expect(treesLogit(trees, Float32Array.of(9, 3.6))).toBeCloseTo(2 / 3, 6)
  })

  it('asks nothing where nothing is gained, and says how many are real', async () => {
    const trees = await growTrees(rowsOf([[1], [1], [1]], [1, 1, 0]), growth, 1, quietWork())
    expect(Array.from(trees.thresholds)).toEqual([Number.POSITIVE_INFINITY])
    // (1 + 2) of (2 + 3) rows: log(3 / 2), corrected by a step towards 2 / 3.
    expect(trees.start).toBeCloseTo(Math.log(1.5), 6)
    const logit = treesLogit(trees, Float32Array.of(1))
    expect(logit).toBeGreaterThan(trees.start)
    expect(logit).toBeLessThan(Math.log(2))
  })
})

describe('many trees', () => {
  const some: Growth = { trees: 60, depth: 3, rate: 0.2, rows: 0.7, inputs: 1, least: 1, ridge: 1 }

  it('learn what no straight line tells apart, and hold on rows not seen', async () => {
    const trees = await growTrees(crossed(600, 1), some, 7, quietWork())
    const unseen = crossed(300, 2)
    const right = Array.from(unseen.real).filter(
      (real, i) => treesLogit(trees, unseen.values, 3 * i) > 0 === (real === 1),
    )
    expect(right.length / 300).toBeGreaterThan(0.9)
  })

  it('are the same for the same seed, and others for another', async () => {
    const rows = crossed(200, 3)
    const [one, same, other] = [
      await growTrees(rows, some, 7, quietWork()),
      await growTrees(rows, some, 7, quietWork()),
      await growTrees(rows, some, 8, quietWork()),
    ]
    expect(same).toEqual(one)
    expect(other.leaves).not.toEqual(one.leaves)
  })

  it('stop growing when cancelled', async () => {
    const controller = new AbortController()
    controller.abort()
    const work = { ...quietWork(), signal: controller.signal }
    await expect(growTrees(crossed(50, 1), some, 1, work)).rejects.toThrow(TracksieveError)
  })
})
