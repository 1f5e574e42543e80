import { describe, expect, it } from 'vitest'
import { presence } from '../../../src/main/engine/library/presence.ts'

describe('tracks over a video', () => {
  it('are counted frame by frame where there are few frames', () => {
    expect(
      presence(
        [
          [0, 2],
          [2, 3],
        ],
        5,
      ),
    ).toEqual([1, 1, 2, 1, 0])
  })

  it('are told by the fullest frame of each part of a long video', () => {
    const counts = presence(
      [
        [999, 999],
        [999, 1000],
        [1500, 9999],
      ],
      2000,
    )
    expect(counts).toHaveLength(400)
    expect(counts[199]).toBe(2)
    expect(counts[200]).toBe(1)
    expect(counts[201]).toBe(0)
    expect(counts[399]).toBe(1)
  })

  it('that lie after the end of the video do not count', () => {
    expect(presence([[7, 9]], 5)).toEqual([0, 0, 0, 0, 0])
  })
})
