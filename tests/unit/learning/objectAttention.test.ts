/** Attention among tracks: means over each class's own tracks, against uniform. */
import { expect, it } from 'vitest'
import { objectAttention } from '../../../src/main/engine/learning/judging/objectAttention.ts'

const one = (name: 'persistent' | 'brief' | 'noise', share: number, tracks: number, video: number) => ({
  class: name,
  share,
  tracks,
  video,
})

it('is the ratio of the means over each class’s own tracks, with its number and the uniform reference', () => {
  const found = objectAttention([
    one('persistent', 0.5, 4, 1), // 2 × uniform
    one('brief', 0.1, 4, 1), // 0.4 ×
    one('persistent', 0.6, 2, 2), // 1.2 ×
    one('noise', 0.4, 2, 2), // 0.8 ×
    one('brief', 1, 1, 3), // alone
  ])!
  const [persistent, brief] = found.classes
  expect(persistent).toMatchObject({ class: 'persistent', tracks: 2, received: 0.55, uniform: 0.375 })
  expect(persistent!.relative).toBeCloseTo(1.6)
  expect(brief).toMatchObject({ tracks: 1, received: 0.1, uniform: 0.25 })
  expect(found.ratio).toBeCloseTo(1.6 / 0.6)
  expect(found).toMatchObject({ alone: 1, over: 'track', groups: 4 })
})

it('is 1 with an interval around it where attention is uniform, however many tracks a video has', () => {
  const all = Array.from({ length: 60 }, (_, i) => {
    const tracks = 2 + (i % 5)
    return one(i % 3 === 0 ? 'persistent' : 'noise', 1 / tracks, tracks, i % 12)
  })
  expect(objectAttention(all)).toMatchObject({ over: 'video', groups: 12 })
  expect(objectAttention(all)!.ratio).toBeCloseTo(1, 10)
  for (const end of objectAttention(all)!.interval!) expect(end).toBeCloseTo(1, 10)
})

it('has no ratio with one side alone, and is not there where every track is alone', () => {
  expect(objectAttention([one('noise', 0.5, 2, 1), one('noise', 0.5, 2, 1)])!.ratio).toBeNull()
  expect(objectAttention([one('noise', 1, 1, 1), one('persistent', 1, 1, 2)])).toBeNull()
})
