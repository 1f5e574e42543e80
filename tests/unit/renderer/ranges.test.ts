import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRange,
  positionsOf,
  type Range,
  rangesCount,
  rangesHave,
  removePosition,
} from '../../../src/renderer/state/ranges.ts'

const someRanges = fc.array(
  fc.tuple(fc.nat(60), fc.nat(8)).map(([first, more]): Range => [first, first + more]),
)
const joined = (list: Range[]): Range[] => list.reduce<Range[]>((all, one) => addRange(all, one), [])
const plain = (list: Range[]): Set<number> => new Set(list.flatMap((one) => positionsOf([one])))

describe('a selection of positions', () => {
  it('holds what was added, sorted and without overlap, however it was added', () => {
    fc.assert(
      fc.property(someRanges, (list) => {
        const ranges = joined(list)
        expect(positionsOf(ranges)).toEqual([...plain(list)].sort((a, b) => a - b))
        expect(rangesCount(ranges)).toBe(plain(list).size)
      }),
    )
  })

  it('says of every position whether it holds it', () => {
    fc.assert(
      fc.property(someRanges, fc.nat(80), (list, position) => {
        expect(rangesHave(joined(list), position)).toBe(plain(list).has(position))
      }),
    )
  })

  it('loses exactly the position that is taken out', () => {
    fc.assert(
      fc.property(someRanges, fc.nat(80), (list, position) => {
        const left = plain(list)
        left.delete(position)
        expect(positionsOf(removePosition(joined(list), position))).toEqual([...left].sort((a, b) => a - b))
      }),
    )
  })

  it('keeps all of a hundred thousand as one range', () => {
    expect(addRange(addRange([], [0, 49_999]), [50_000, 99_999])).toEqual([[0, 99_999]])
  })
})
