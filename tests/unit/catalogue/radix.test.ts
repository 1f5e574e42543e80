import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { radixOrder } from '../../../src/main/engine/catalogue/radix.ts'

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: -5, max: 5 }),
  // Equal in single precision, different in double.
  fc.nat(9).map((n) => 0.7 + n * 1e-15),
  fc.constantFrom(0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity),
)

describe('the order of numbers', () => {
  it.each([false, true])('is that of a stable sort (descending: %s)', (descending) => {
    const direction = descending ? -1 : 1
    // Not a difference: that of two infinities is no number.
    const compare = (a: number, b: number) => direction * (Number(a > b) - Number(a < b))
    fc.assert(
      fc.property(fc.array(number, { maxLength: 300 }), (numbers) => {
        const keys = Float64Array.from(numbers)
        const expected = numbers.map((_, place) => place).sort((a, b) => compare(keys[a]!, keys[b]!))
        expect([...radixOrder(keys, descending)]).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })
})
