import { describe, expect, it } from 'vitest'
import { chipsOf, tickText, toggleValue, without } from '../../../src/renderer/features/library/filters.ts'
import { suggestCatalogue } from '../../../src/renderer/features/importing/suggestCatalogue.ts'
import { trackName } from '../../../src/renderer/state/trackName.ts'

describe('filters', () => {
  it('gain and lose one value by the same press; an empty part is no filter', () => {
    const noise = toggleValue({}, 'labels', 'noise')
    expect(noise).toEqual({ labels: ['noise'] })
    expect(toggleValue(noise, 'labels', 'none')).toEqual({ labels: ['noise', 'none'] })
    expect(toggleValue(noise, 'labels', 'noise')).toEqual({})
  })

  it('are each named by a chip that takes away only itself', () => {
    const filter = {
      sources: [2],
      labels: ['none' as const],
      disagreement: true,
      score: [0.2, 0.8] as [number, number],
    }
    const chips = chipsOf(
      filter,
      [{ id: 2, name: 'Yard', kind: 'imported', videos: 1, tracks: 9, clips: false }],
      [],
    )
    expect(chips.map((chip) => chip.text)).toEqual([
      'Yard',
      'no label',
      'label ≠ prediction',
      'score 0.20–0.80',
    ])
    expect(chips[1]?.rest).toEqual(without(filter, 'labels'))
    expect(chips[3]?.rest).toEqual(without(filter, 'score'))
  })

  it('tell the index scroller whole numbers of counts and two digits of shares', () => {
    expect(tickText('boxes', 12)).toBe('12')
    expect(tickText('uncertainty', 0.4567)).toBe('0.46')
    expect(tickText('loss', null)).toBe('–')
  })
})

describe('names', () => {
  it('tell tracks of clips apart by their clip', () => {
    expect(trackName({ number: 1, videoName: 'clip 042' })).toBe('042·1')
    expect(trackName({ number: 17, videoName: 'yard.mp4' })).toBe('17')
  })

  it('of a new catalogue come from the first file, beside it', () => {
    expect(suggestCatalogue(['/data/yard/tracks.txt', '/data/yard/film.mp4'])).toBe(
      '/data/yard/tracks.tracksieve',
    )
    expect(suggestCatalogue(['C:\\data\\ETH'])).toBe('C:\\data\\ETH.tracksieve')
    expect(suggestCatalogue([])).toBe('')
  })
})
