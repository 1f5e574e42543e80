/** Every input of the extractor `track`, against values worked out by hand. */
import { describe, expect, it } from 'vitest'
import { writeContext } from '../../../src/main/engine/learning/features/track/context.ts'
import { knowScene } from '../../../src/main/engine/learning/features/track/known.ts'
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
import { rankOf, writeScores } from '../../../src/main/engine/learning/features/track/scores.ts'
import { viewTrack } from '../../../src/main/engine/learning/features/track/view.ts'
import { lengthOf, shapeOf } from '../../../src/main/engine/learning/features/track/whole.ts'
import { wholeView } from '../../../src/main/engine/learning/parts.ts'
import { sceneOf } from '../../../src/main/engine/learning/scene.ts'

const frame = { width: 200, height: 100 }
/** Tracks of rows [frame, x, y, w, h, score]. */
const scene = (...tracks: number[][][]) =>
  sceneOf(
    tracks.map((rows) => Float32Array.from(rows.flat())),
    frame,
  )
const rowsFor = ({ owner }: { owner: Int32Array }) => new Float32Array(owner.length * 12)
const step = (rows: Float32Array, box: number, from: number, to: number) =>
  Array.from(rows.slice(box * 12 + from, box * 12 + to))
const near = (found: readonly number[], wanted: readonly number[]) => {
  expect(found.length).toBe(wanted.length)
  wanted.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i], `number ${i}`).toBeNaN()
    else expect(found[i], `number ${i}`).toBeCloseTo(value, 4)
  })
}
const none = Number.NaN
/** A still box for so many frames. */
const still = (boxes: number, x: number, y: number, h: number, first = 0, score = 0.9) =>
  Array.from({ length: boxes }, (_, i) => [first + i, x, y, h / 2, h, score])

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

describe('a track as a whole', () => {
  it('has length, way and distance from a straight line', () => {
    const { boxes } = scene([
      [2, 0, 0, 10, 20, 1],
      [3, 10, 10, 10, 20, 1],
      [6, 40, 0, 10, 20, 1],
    ])
    near(lengthOf(boxes, 0, 3), [Math.log(3), Math.log(5), 3 / 5])
    // Centres y 10, 20, 10 at t = 0, 1, 4: line 14.1026 − .4615 t …, left: 66.6667 − 10.2564 … in squares.
    const [t, y] = [
      [0, 1, 4],
      [0, 10, 0],
    ]
    const [meanT, meanY] = [5 / 3, 10 / 3]
    const slope =
      t!.reduce((sum, at, i) => sum + (at - meanT) * (y![i]! - meanY), 0) /
      t!.reduce((sum, at) => sum + (at - meanT) ** 2, 0)
    const left = t!.reduce((sum, at, i) => sum + (y![i]! - meanY - slope * (at - meanT)) ** 2, 0)
    near(shapeOf(boxes, 0, 3), [Math.sqrt(2), Math.sqrt(Math.sqrt(left / 3) / 20)])
    near(shapeOf(boxes, 0, 1), [none, none])
  })

  it('has the mean, highest and summed logit of its scores, and its rank in the file', () => {
    const some = scene(
      [
        [0, 0, 0, 5, 10, 0.5],
        [1, 0, 0, 5, 10, 0.9],
      ],
      [[0, 90, 0, 5, 10, 0.2]],
      [[0, 150, 0, 5, 10, none]],
    )
    const known = knowScene(some, { survival: false, prior: null })
    const of = (track: number, boxes: number) =>
      Array.from(viewTrack(known, track, wholeView(boxes), false, 100).track.slice(12, 17))
    const high = Math.log(9)
    near(of(0, 2), [high / 2, high, Math.log1p(high), 0.75, 1])
    near(of(2, 1), [none, none, none, none, 0])
    expect(rankOf(Float64Array.of(1, 2, 3, 4), 3)).toBeCloseTo(0.625, 6)
  })

  it('clips scores of 0 and 1', () => {
    const some = scene([[0, 0, 0, 5, 10, 1]])
    const rows = rowsFor(some)
    writeScores(some, rows)
    expect(rows[11]).toBeCloseTo(Math.log(0.9999 / 0.0001), 3)
  })

  it('seen in part tells nothing of its rest; without scores it has none', () => {
    const some = scene(still(6, 0, 0, 10), still(2, 0, 0, 10, 7))
    const known = knowScene(some, { survival: false, prior: null })
    const part = viewTrack(known, 0, { boxes: 2, endKnown: false, scores: false, mirror: false }, false, 100)
    expect(part.boxes).toBe(2)
    near(Array.from(part.track.slice(0, 3)), [Math.log(2), Math.log(2), 1])
    near(Array.from(part.track.slice(7, 12)), [none, none, 0, 1, none])
    near(Array.from(part.track.slice(12, 17)), [none, none, none, none, 0])
    expect(part.track[19]).toBe(0)
    expect([part.inputs[11], part.inputs[23]]).toEqual([none, none])
    const whole = viewTrack(known, 0, wholeView(6), false, 100)
    expect(whole.track[7]).toBeGreaterThan(0.5)
    expect(whole.track[19]).toBe(1)
  })

  it('mirrored moves the other way and is otherwise the same', () => {
    const some = scene([0, 10, 30].map((x, i) => [i, x, i, 5, 10, 0.8]))
    const known = knowScene(some, { survival: false, prior: null })
    const plain = viewTrack(known, 0, wholeView(3), false, 100)
    const turned = viewTrack(known, 0, { ...wholeView(3), mirror: true }, false, 100)
    plain.inputs.forEach((value, i) => {
      if (i % 12 === 0 && i > 0) expect(turned.inputs[i]).toBe(-value)
      else expect(turned.inputs[i]).toBe(value)
    })
    expect(turned.track).toEqual(plain.track)
  })
})
