/** The line of a track's score in a table's cell: means of parts, broken where the track is not seen. */
import { describe, expect, it } from 'vitest'
import { scoreLine } from '../../../src/main/engine/library/scoreLines.ts'
import { scorePath } from '../../../src/renderer/features/library/scorePath.ts'

const boxesAt = (...frames: number[]) => Float32Array.from(frames.flatMap((frame) => [frame, 0, 0, 5, 5, 1]))

describe('the points of a line', () => {
  it('are one a frame while there are few frames, none where there is no box', () => {
    expect(scoreLine(boxesAt(3, 4, 6), Float32Array.of(0.25, 0.5, 1))).toEqual([0.25, 0.5, null, 1])
  })

  it('are at most 24, each the mean of its part of the frames', () => {
    const frames = Array.from({ length: 48 }, (_, i) => i + 100)
    const line = scoreLine(
      boxesAt(...frames),
      Float32Array.from(frames, (_, i) => (i < 24 ? 0 : i % 2)),
    )
    expect(line).toEqual([...new Array<number>(12).fill(0), ...new Array<number>(12).fill(0.5)])
  })

  it('of one box are one', () => expect(scoreLine(boxesAt(7), Float32Array.of(0.5))).toEqual([0.5]))
})

describe('the path of a line', () => {
  it('begins anew behind a gap', () => {
    expect(scorePath([1, 0, null, 0.5, 0.5]).match(/[ML]/g)).toEqual(['M', 'L', 'M', 'L'])
  })

  it('draws a lone point as a stroke', () => expect(scorePath([0.5])).toBe('M0.0 50.0h4'))
})
