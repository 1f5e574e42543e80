import { describe, expect, it } from 'vitest'
import type { Detection } from '../../../src/main/engine/synthesis/tracker/detect.ts'
import { type LinkedBox, link } from '../../../src/main/engine/synthesis/tracker/link.ts'
import type { Person } from '../../../src/main/engine/synthesis/tracker/things.ts'
import { judge } from '../../../src/main/engine/synthesis/tracker/truth.ts'

const at = (x: number): Detection => ({ x, y: 50, w: 20, h: 50, score: 0.8 })
const usual = { bridges: 3, overlap: 0.3, predicts: true }
const lengths = (frames: Detection[][], how = usual) => link(frames, how).map((boxes) => boxes.length)

describe('linking detections', () => {
  it('bridges three missed frames and gives a new number after four', () => {
    const missing = (frames: number) => [[at(10)], ...Array.from({ length: frames }, () => []), [at(10)]]
    expect(lengths(missing(3))).toEqual([2])
    expect(lengths(missing(4))).toEqual([1, 1])
  })

  it('carries a track on at its speed through a gap, unless it does not predict', () => {
    const walking = [[at(10)], [at(20)], [at(30)], [], [], [at(60)]]
    expect(lengths(walking)).toEqual([4])
    expect(lengths(walking, { ...usual, predicts: false })).toEqual([3, 1])
  })

  it('switches identities where one of two that meet is missed', () => {
    const walker = [16, 24, 34]
    const frames = [[at(walker[0]!), at(34)], [at(walker[1]!), at(34)], [at(walker[2]!)]]
    expect(lengths(frames, { ...usual, predicts: false })).toEqual([2, 3])
  })

  it('links flicker that jumps about one place into one long track', () => {
    const jumps = [0, 4, -3, 5, 2, -4, 3, 0, -5, 1]
    expect(lengths(jumps.map((jump) => [at(100 + jump)]))).toEqual([10])
  })
})

describe('ground truth of linked tracks', () => {
  const person = (x: number, frames: number): Person => ({
    kind: 'person',
    boxes: Array.from({ length: frames }, () => ({ x, y: 50, w: 20, h: 50 })),
    depths: new Float64Array(frames).fill(5),
    shade: 0,
    walk: { x: new Float64Array(), z: new Float64Array(), width: 0.4, height: 1 },
  })
  const track = (...places: number[]): LinkedBox[] => places.map((x, frame) => ({ ...at(x), frame }))
  const picture = { width: 480, height: 270 }

  it('calls a track real when half of its boxes lie on a person, however short it is', () => {
    const persons = [person(100, 10)]
    expect(judge([track(100)], persons, picture)).toEqual(['persistent'])
    expect(judge([track(100, 103, 200, 200)], persons, picture)).toEqual(['persistent'])
    expect(judge([track(100, 200, 200, 200)], persons, picture)).toEqual(['brief'])
  })

  it('calls false tracks noise up to three boxes and brief beyond', () => {
    expect(judge([track(300, 300, 300)], [person(100, 10)], picture)).toEqual(['noise'])
    expect(judge([track(300, 300, 300, 300)], [person(100, 10)], picture)).toEqual(['brief'])
  })

  it('gives a person to one track a frame, the one that lies best', () => {
    expect(judge([track(104), track(101)], [person(100, 10)], picture)).toEqual(['noise', 'persistent'])
  })
})
