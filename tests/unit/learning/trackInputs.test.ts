/** The inputs of a step of the extractor `track`, and its links, against values worked out by hand. */
import { describe, expect, it } from 'vitest'
import { writeContext } from '../../../src/main/engine/learning/features/track/context.ts'
import { findLinks } from '../../../src/main/engine/learning/features/track/links.ts'
import { writeMotion } from '../../../src/main/engine/learning/features/track/motion.ts'
import {
  buildNeighbourhood,
  writeNeighbours,
} from '../../../src/main/engine/learning/features/track/neighbours.ts'
import {
  fitPerspective,
  writePerspective,
} from '../../../src/main/engine/learning/features/track/perspective.ts'
import { near, none, scene, still } from '../../support/scenes.ts'

const rowsFor = ({ owner }: { owner: Int32Array }) => new Float32Array(owner.length * 12)
const step = (rows: Float32Array, box: number, from: number, to: number) =>
  Array.from(rows.slice(box * 12 + from, box * 12 + to))

describe('motion', () => {
  it('is in heights a frame, rooted, and has no value where there is no box before', () => {
    // Centres (5, 20), (15, 10), two frames later (35, 10); heights 20, 20, 20; width 10, 10, 30.
    const some = scene([
      [0, 0, 10, 10, 20, 1],
      [1, 10, 0, 10, 20, 1],
      [3, 20, 0, 30, 20, 1],
    ])
    const rows = rowsFor(some)
    writeMotion(some, rows)
    near(step(rows, 0, 0, 5), [none, none, none, none, none])
    // v = (10/20, −10/20).
    near(step(rows, 1, 0, 5), [Math.SQRT1_2, -Math.SQRT1_2, 0, 0, none])
    // dt = 2: v = (20/40, 0), Δlog w/dt = log 3/2, |Δv| = .5.
    near(step(rows, 2, 0, 5), [Math.SQRT1_2, 0, 0, Math.sqrt(Math.log(3) / 2), Math.SQRT1_2])
  })

  it('is kept within 2', () => {
    const some = scene([
      [0, 0, 0, 1, 1, 1],
      [1, 150, 0, 1, 1, 1],
    ])
    const rows = rowsFor(some)
    writeMotion(some, rows)
    expect(rows[12]).toBe(2)
  })
})

describe('context', () => {
  it('is the largest overlap, the largest cover and the number of others of the same frame', () => {
    // 10×10 boxes in frame 4 at x = 0, 5, 100; the first two share 50 of 150.
    const some = scene(
      [[4, 0, 0, 10, 10, 1]],
      [[4, 5, 0, 10, 10, 1]],
      [[4, 100, 0, 10, 10, 1]],
      [[5, 0, 0, 10, 10, 1]],
    )
    const rows = rowsFor(some)
    expect([...writeContext(some, rows)]).toEqual([0, 0, 0, 0])
    near(step(rows, 0, 5, 8), [1 / 3, 0.5, Math.log(3)])
    near(step(rows, 1, 5, 8), [1 / 3, 0.5, Math.log(3)])
    near(step(rows, 2, 5, 8), [0, 0, Math.log(3)])
    near(step(rows, 3, 5, 8), [0, 0, 0])
  })

  it('tells a box that lies on a track that has had more boxes by then, not on one that will', () => {
    const some = scene(still(3, 0, 0, 10, 0), still(3, 1, 0, 10, 2))
    const shadowed = writeContext(some, rowsFor(some))
    expect([...shadowed]).toEqual([0, 0, 0, 1, 0, 0])
  })
})

describe('perspective', () => {
  /** Things as tall as half of what their feet are below y = 20. */
  const upright = [40, 50, 60, 70, 80, 90].map((feet) => {
    const h = (feet - 20) / 2
    return still(4, 3 * feet, feet - h, h)
  })

  it('finds slope and horizon, whatever a few wrong tracks say', () => {
    const wrong = still(4, 50, 0, 60)
    const fit = fitPerspective(scene(...upright, wrong))
    expect(fit?.slope).toBeCloseTo(0.5, 2)
    expect(fit?.horizon).toBeCloseTo(20, 0)
  })

  it('is log(h / expected), 3 above the horizon, and none without a fit', () => {
    // Feet at 60 should be 20 tall: it is 40. Feet at 15 are above the horizon.
    const some = scene([
      [0, 0, 20, 5, 40, 1],
      [1, 0, 5, 5, 10, 1],
    ])
    const rows = rowsFor(some)
    writePerspective(some, { slope: 0.5, horizon: 20 }, rows)
    near(step(rows, 0, 8, 9), [Math.LN2])
    near(step(rows, 1, 8, 9), [3])
    writePerspective(some, fitPerspective(some), rows)
    expect(rows[8]).toBeNaN()
  })
})

describe('neighbours', () => {
  it('are at log mean distances in place and size; own boxes are none', () => {
    // Of one size. The single box of track 0 stands between one of eight boxes 20 px left and one of one box 10 px right.
    const some = scene(still(1, 50, 0, 20), still(8, 30, 0, 20), still(1, 60, 0, 20))
    const rows = rowsFor(some)
    writeNeighbours(some, buildNeighbourhood(some), rows)
    // z = 2 cx / 200: 20 px = .2, 10 px = .1. The five nearest: one at .1 and four of the eight at .2.
    near(step(rows, 0, 9, 11), [Math.log((0.1 + 4 * 0.2) / 5), Math.log(0.2) - Math.log(0.1)])
    // The long one has no other long one to be near to.
    near(step(rows, 1, 9, 11), [Math.log((0.2 + 0.3) / 2), none])
  })

  it('count size as log height and log width', () => {
    // The same cx and y2, twice the size: √(log 2² + log 2²).
    const some = scene([[0, 40, 40, 20, 20, 1]], [[0, 30, 20, 40, 40, 1]])
    const rows = rowsFor(some)
    writeNeighbours(some, buildNeighbourhood(some), rows)
    near(step(rows, 0, 9, 11), [Math.log(Math.SQRT2 * Math.LN2), none])
  })
})

describe('links', () => {
  it('fit what goes on, by the smaller of the plain and the led distance', () => {
    // Moves 10 px a frame, is lost at x = 20 for two frames, and found at x = 50 where its speed led.
    const lost = [0, 10, 20].map((x, i) => [i, x, 0, 5, 10, 1])
    const found = [50, 60].map((x, i) => [5 + i, x, 0, 5, 10, 1])
    const links = findLinks(scene(lost, found), false)
    expect(links.before[1]).toBeCloseTo(1, 5)
    expect(links.beforeLength[1]).toBeCloseTo(Math.log(3), 5)
    expect(links.after[0]).toBeCloseTo(1, 5)
    expect(links.afterLength[0]).toBeCloseTo(Math.log(2), 5)
    expect([links.before[0], links.after[1]]).toEqual([0, 0])
  })

  it('fall with distance and with a change of height', () => {
    // Gap 1, 5 px apart at height 10: exp(−5 / (5 · 1.1)).
    const apart = findLinks(scene([[0, 0, 0, 4, 10, 1]], [[1, 5, 0, 4, 10, 1]]), false)
    expect(apart.before[1]).toBeCloseTo(Math.exp(-5 / 5.5), 5)
    // The same centre, twice the height: exp(−2 log 2).
    const grown = findLinks(scene([[0, 0, 5, 4, 10, 1]], [[1, 0, 0, 4, 20, 1]]), false)
    expect(grown.before[1]).toBeCloseTo(0.25, 5)
    // Eleven frames later is too late, and the same frame is another thing.
    expect(findLinks(scene([[0, 0, 0, 4, 10, 1]], [[11, 0, 0, 4, 10, 1]]), false).before[1]).toBe(0)
    expect(findLinks(scene([[0, 0, 0, 4, 10, 1]], [[0, 0, 0, 4, 10, 1]]), false).before[1]).toBe(0)
  })

  it('live: a track that is not seen has ended, even where it comes back later', () => {
    const comesBack = [0, 1, 6].map((at) => [at, 0, 0, 4, 10, 1])
    const some = scene(comesBack, [[3, 0, 0, 4, 10, 1]])
    expect(findLinks(some, false).before[1]).toBe(0)
    expect(findLinks(some, true).before[1]).toBeCloseTo(1, 5)
    expect(findLinks(some, true).beforeLength[1]).toBeCloseTo(Math.log(2), 5)
  })
})
