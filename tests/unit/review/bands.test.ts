import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  fitTrack,
  frameAt,
  middleOf,
  moved,
  ticksOf,
  zoomed,
} from '../../../src/renderer/features/review/bands/axis.ts'
import { cropSlots } from '../../../src/renderer/features/review/bands/crops.ts'
import { nearestLane, packLanes } from '../../../src/renderer/features/review/bands/lanes.ts'
import {
  barPath,
  gapColumns,
  linePath,
  zigzagPath,
} from '../../../src/renderer/features/review/bands/paths.ts'
import {
  boxAt,
  gapsOf,
  lookedAt,
  openingFrame,
  speedOf,
  type Box,
} from '../../../src/renderer/features/review/track.ts'
import type { Lane } from '../../../src/shared/contract/videos.ts'

const at = (...frames: number[]): Box[] => frames.map((frame) => [frame, frame * 2, 10, 4, 6, 0.5])
const lane = (track: number, first: number, last: number): Lane => ({
  track,
  source: 1,
  number: track,
  first,
  last,
  label: null,
  prediction: null,
})

describe('the one time axis', () => {
  it('fits a track with a tenth of its length on each side, inside the video', () => {
    expect(fitTrack(59, 154, 795)).toEqual({ from: 49, to: 164 })
    expect(fitTrack(0, 99, 795)).toEqual({ from: 0, to: 119 })
  })

  it('shows all of a short clip, and at least 25 frames around a short track', () => {
    expect(fitTrack(3, 5, 25)).toEqual({ from: 0, to: 24 })
    expect(columnsOf(fitTrack(400, 401, 795))).toBeGreaterThanOrEqual(25)
    expect(columnsOf(fitTrack(794, 794, 795))).toBeGreaterThanOrEqual(25)
  })

  it('finds the frame under a place, for every frame of the axis', () => {
    const axis = { from: 49, to: 164 }
    for (let frame = axis.from; frame <= axis.to; frame += 1)
      expect(frameAt(axis, middleOf(axis, frame))).toBe(frame)
    expect(frameAt(axis, -0.2)).toBe(49)
    expect(frameAt(axis, 1.4)).toBe(164)
  })

  it('zooms about the pointer and stops at the video', () => {
    const axis = { from: 100, to: 199 }
    const near = zoomed(axis, 0.25, 0.5, 795)
    expect(columnsOf(near)).toBe(50)
    expect(Math.abs(frameAt(near, 0.25) - frameAt(axis, 0.25))).toBeLessThanOrEqual(1)
    expect(zoomed(axis, 0.5, 100, 795)).toEqual({ from: 0, to: 794 })
    expect(moved(axis, -300, 795)).toEqual({ from: 0, to: 99 })
  })

  it('writes round frames on the ruler, with room for each', () => {
    const ticks = ticksOf({ from: 48, to: 160 }, 745)
    expect(ticks).toEqual([50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160])
  })
})

describe('a track with gaps', () => {
  const boxes = at(10, 11, 14, 15, 20)

  it('names them', () => {
    expect(gapsOf(boxes)).toEqual([
      { from: 12, to: 13 },
      { from: 16, to: 19 },
    ])
    expect(boxAt(boxes, 14)).toBe(2)
    expect(boxAt(boxes, 13)).toBe(-1)
  })

  it('never draws a line through one', () => {
    const axis = { from: 10, to: 20 }
    const path = linePath(axis, boxes, [0.1, 0.2, 0.3, 0.4, 0.5])
    expect(path.match(/M/g)).toHaveLength(3)
    expect(gapColumns(axis, boxes)).toHaveLength(2)
    expect(zigzagPath(axis, boxes, [0, 0, 0, 0, 0]).match(/M/g)).toHaveLength(2)
  })

  it('draws no value where there is none', () => {
    expect(linePath({ from: 10, to: 20 }, boxes, [null, null, null, null, null])).toBe('')
    expect(linePath({ from: 10, to: 20 }, at(10, 11, 12), [0.5, null, 0.5]).match(/M/g)).toHaveLength(2)
  })

  it('stands at the same place in every band', () => {
    const axis = { from: 5, to: 24 }
    const bar = barPath(axis, [boxes[2]!], [1])
    const left = Number(/^M([\d.]+)/.exec(bar)![1])
    expect(left).toBeGreaterThan(45)
    expect(left).toBeLessThan(50)
    expect(gapColumns(axis, boxes)[0]).toEqual({ x: 35, width: 10 })
  })

  it('shows a crop only where the track is seen, the one nearest to the middle of the slot', () => {
    const slots = cropSlots({ from: 10, to: 20 }, boxes, [10, 14, 20], 11)
    expect(slots.map((slot) => slot.crop?.frame ?? null)).toEqual([
      10,
      10,
      null,
      null,
      14,
      14,
      null,
      null,
      null,
      null,
      20,
    ])
    expect(slots.flatMap((slot) => slot.seen).filter(Boolean)).toHaveLength(5)
  })
})

describe('lanes', () => {
  it('never put two tracks in one place and always show the selected one', () => {
    const lanes = [lane(1, 0, 50), lane(2, 0, 50), lane(3, 10, 20), lane(4, 52, 60), lane(5, 90, 99)]
    const packed = packLanes(lanes, { from: 0, to: 60 }, 2, 3)
    expect(packed.here).toBe(4)
    expect(packed.placed.map(({ lane: { track } }) => track)).toContain(3)
    for (const a of packed.placed) {
      for (const b of packed.placed) {
        if (a === b || a.row !== b.row) continue
        expect(a.lane.last < b.lane.first || b.lane.last < a.lane.first).toBe(true)
      }
    }
    expect(packed.more).toBe(packed.here - packed.placed.length)
  })

  it('find the nearest track of a row', () => {
    const packed = packLanes([lane(1, 0, 10), lane(2, 40, 50)], { from: 0, to: 60 }, 1, null)
    expect(nearestLane(packed, 0, 20)).toBe(1)
    expect(nearestLane(packed, 0, 35)).toBe(2)
    expect(nearestLane(packed, 1, 35)).toBeNull()
  })
})

describe('what the model looked at', () => {
  const track = { detections: at(3, 4, 8, 9), attention: [0.1, 0.5, 0.3, 0.4], first: 3 }

  it('is the few frames with most attention, in order of time, and where the track opens', () => {
    expect(lookedAt(track)).toEqual([4, 8, 9])
    expect(openingFrame(track)).toBe(4)
    expect(openingFrame({ ...track, attention: null })).toBe(3)
  })

  it('moves at so many pixels a frame', () => {
    expect(speedOf(at(3, 4, 8))).toBe(2)
    expect(speedOf(at(3))).toBeNull()
  })
})
