/** The regression and the rows that judge beside the network. */
import { describe, expect, it } from 'vitest'
import { fitRegression, regressionLogit } from '../../../src/main/engine/learning/ensemble/regression.ts'
import type { Rows } from '../../../src/main/engine/learning/ensemble/rows.ts'
import { summed } from '../../../src/main/engine/learning/ensemble/summed.ts'

const rowsOf = (values: number[][], real: number[]): Rows => ({
  values: Float32Array.from(values.flat()),
  width: values[0]!.length,
  real: Uint8Array.from(real),
  weights: new Float64Array(real.length).fill(1),
})

describe('a track as one row', () => {
  it('holds mean, deviation, highest, lowest, first and last of each input, then those of the track', () => {
    const row = summed({ inputs: Float32Array.of(1, 10, 3, 10, 2, 40), track: Float32Array.of(7), boxes: 3 })
    const wanted = [2, 20, Math.sqrt(2 / 3), Math.sqrt(200), 3, 40, 1, 10, 1, 10, 2, 40, 7]
    expect(row.length).toBe(wanted.length)
    wanted.forEach((value, k) => expect(row[k], `number ${k}`).toBeCloseTo(value, 3))
  })
})

describe('the regression', () => {
  it('adds what it is told of each number, of its square, and the bias', () => {
    // Of column 1 alone: 2 · 0.5 + 2²/4 · 3 − 1; beyond 4 deviations all is 4.
    const weights = Float32Array.of(0.5, 3, -1)
    expect(regressionLogit(weights, [1], Float32Array.of(9, 2))).toBeCloseTo(3, 6)
    expect(regressionLogit(weights, [1], Float32Array.of(9, 100))).toBeCloseTo(13, 6)
  })

  it('is held back more by few tracks than by many', () => {
    const few = rowsOf([[-1], [-1], [1], [1]], [0, 0, 1, 1])
    const many = rowsOf(
      Array.from({ length: 400 }, (_, i) => [i % 2 ? 1 : -1]),
      Array.from({ length: 400 }, (_, i) => i % 2),
    )
    const [one, other] = [fitRegression(few, [0])[0]!, fitRegression(many, [0])[0]!]
    expect(one).toBeGreaterThan(0)
    expect(other).toBeGreaterThan(2 * one)
    // Best weight w of few: mean slope 1/(1 + e^w) = ridge · w with ridge 10 / 4.
    expect(1 / (1 + Math.exp(one))).toBeCloseTo(2.5 * one, 4)
  })

  it('looks at the columns that it is given alone, and finds what lies in squares', () => {
    const rows = rowsOf(
      Array.from({ length: 300 }, (_, i) => [i % 7, 2 * (i % 3) - 2]),
      Array.from({ length: 300 }, (_, i) => Number(i % 3 !== 1)),
    )
    const weights = fitRegression(rows, [1])
    expect(regressionLogit(weights, [1], Float32Array.of(5, 2))).toBeGreaterThan(1)
    expect(regressionLogit(weights, [1], Float32Array.of(5, 0))).toBeLessThan(-0.9)
    expect(regressionLogit(weights, [1], Float32Array.of(0, -2))).toBe(
      regressionLogit(weights, [1], Float32Array.of(6, -2)),
    )
  })
})
