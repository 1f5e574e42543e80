import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { readLabels } from '../../../src/main/engine/interchange/labels/read.ts'
import { assign } from '../../../src/main/engine/interchange/truth/assign.ts'
import { judgeTracks } from '../../../src/main/engine/interchange/truth/judge.ts'
import { overlap } from '../../../src/main/engine/interchange/truth/overlap.ts'
import { realSequence } from '../../support/realData.ts'
import { read, trackSet } from '../../support/mot.ts'

/** The least sum over all one-to-one assignments, by trying each. */
function leastCost(cost: number[][], row = 0, taken = new Set<number>()): number {
  if (row === cost.length) return 0
  let least = Infinity
  for (let column = 0; column < cost[0]!.length; column += 1) {
    if (taken.has(column)) continue
    least = Math.min(least, cost[row]![column]! + leastCost(cost, row + 1, new Set([...taken, column])))
  }
  return least
}

describe('assignment', () => {
  it('is the cheapest of all', () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
      .chain(([rows, more]) =>
        fc.array(fc.array(fc.nat(50), { minLength: rows + more, maxLength: rows + more }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(matrix, (cost) => {
        const columns = assign(cost)
        expect(new Set(columns).size).toBe(cost.length)
        expect(columns.reduce((sum, column, row) => sum + cost[row]![column]!, 0)).toBe(leastCost(cost))
      }),
    )
  })

  it('leaves rows over where columns are fewer', () => {
    expect(assign([[5], [1], [3]])).toEqual([-1, 0, -1])
    expect(assign([[], []])).toEqual([-1, -1])
  })
})

describe('overlap', () => {
  it('is 1 for equal boxes, 0 for boxes that touch, a third for half-shifted ones', () => {
    const box = { x: 0, y: 0, w: 10, h: 10 }
    expect(overlap(box, box)).toBe(1)
    expect(overlap(box, { ...box, x: 10 })).toBe(0)
    expect(overlap(box, { ...box, y: 5 })).toBeCloseTo(1 / 3)
  })
})

describe('what the truth says of tracks', () => {
  const truth = trackSet(
    [0, 1, 2, 3, 4, 5].flatMap((frame) => [
      [frame, 1, 0, 0, 10, 10, 1],
      [frame, 2, 100, 0, 10, 10, 0],
    ]),
  )
  const far = (frame: number, id: number): number[] => [frame, id, 500, 500, 10, 10, 0.5]

  it('is persistent from half of the boxes on, else noise to three boxes, brief from four', async () => {
    const tracks = trackSet([
      [0, 1, 1, 0, 10, 10, 1],
      far(1, 1), // half of them on the object
      [2, 2, 1, 0, 10, 10, 1],
      far(3, 2),
      far(4, 2), // a third
      far(0, 3),
      far(1, 3),
      far(2, 3),
      far(3, 3),
      [5, 4, 101, 0, 10, 10, 1], // on an object that does not count
    ])
    expect(await judgeTracks(tracks, truth, quietWork())).toEqual(['persistent', 'noise', 'brief', null])
  })

  it('gives an object to one track only', async () => {
    const tracks = trackSet([
      [0, 1, 0, 0, 10, 10, 1],
      [0, 2, 1, 0, 10, 10, 1],
    ])
    expect(await judgeTracks(tracks, truth, quietWork())).toEqual(['persistent', 'noise'])
  })

  it.each([
    ['TUD-Campus-FRCNN', 0],
    ['TUD-Stadtmitte-FRCNN', 0],
    ['TUD-Campus-pymotmetrics', 0],
    ['TUD-Stadtmitte-pymotmetrics', 0],
    // Two tracks of 214 lie within rounding of a half.
    ['KITTI-13-FRCNN', 2],
  ])('agrees with the labels of %s', async (name, most) => {
    const folder = realSequence(name)
    if (!folder) return
    const { tracks } = await read(`${folder}/${name}.txt`)
    const said = await judgeTracks(tracks, (await read(`${folder}/gt.txt`)).tracks, quietWork())
    const labels = new Map(readLabels(`${folder}/labels.csv`).map(({ number, label }) => [number, label]))
    const differing = said.filter((found, i) => {
      const label = labels.get(tracks.numbers[i]!)
      return label !== 'unsure' && label !== found
    })
    expect(labels.size).toBe(tracks.numbers.length)
    expect(differing.length).toBeLessThanOrEqual(most)
  })
})
