/** The inputs of a track as a whole of the extractor `track`, against values worked out by hand. */
import { describe, expect, it } from 'vitest'
import { knowScene } from '../../../src/main/engine/learning/features/track/known.ts'
import { rankOf, writeScores } from '../../../src/main/engine/learning/features/track/scores.ts'
import { viewTrack } from '../../../src/main/engine/learning/features/track/view.ts'
import { lengthOf, shapeOf } from '../../../src/main/engine/learning/features/track/whole.ts'
import { wholeView } from '../../../src/main/engine/learning/model/parts.ts'
import { near, none, scene, still } from '../../support/scenes.ts'

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

  it('has its share on a longer track, and whether it starts and ends with the film', () => {
    // The second stands on the first for one of its two boxes; the third is gone before the film ends at frame 3.
    const some = scene(
      still(4, 0, 0, 10),
      [
        [2, 0, 0, 10, 10, 1],
        [3, 90, 0, 10, 10, 1],
      ],
      still(2, 150, 0, 10),
    )
    const known = knowScene(some, { survival: false, prior: null })
    const of = (track: number, boxes: number) =>
      Array.from(viewTrack(known, track, wholeView(boxes), false, 100).track.slice(9, 12))
    near(of(0, 4), [0, 1, 1])
    near(of(1, 2), [0.5, 0, 1])
    near(of(2, 2), [0, 1, 0])
  })

  it('has the mean survival of its boxes, of those columns that fit: with scores or without', () => {
    const some = scene(still(2, 0, 0, 10))
    const plain = knowScene(some, { survival: false, prior: null })
    // A box: to 5 with scores, without; to 8 with scores, without.
    const known = { ...plain, survival: Float32Array.of(1, 10, 100, 1000, 3, 30, 300, 3000) }
    const of = (scores: boolean) =>
      Array.from(viewTrack(known, 0, { ...wholeView(2), scores }, false, 100).track.slice(17, 19))
    near(of(true), [2, 200])
    near(of(false), [20, 2000])
  })

  it('clips scores of 0 and 1', () => {
    const some = scene([[0, 0, 0, 5, 10, 1]])
    const rows = new Float32Array(12)
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
