import { describe, expect, it } from 'vitest'
import { matchOf } from '../../../src/renderer/features/palette/paletteEntries.ts'
import { bytes, clock, day, duration, percent, plural, score } from '../../../src/renderer/state/format.ts'

describe('numbers as the window writes them', () => {
  it('count with separators and the right ending', () => {
    expect(plural(1, 'track')).toBe('1 track')
    expect(plural(104395, 'track')).toBe('104,395 tracks')
    expect(plural(2, 'box', 'boxes')).toBe('2 boxes')
  })

  it('give sizes in powers of 1000', () => {
    expect(bytes(999)).toBe('999 bytes')
    expect(bytes(95_200)).toBe('95.2 kB')
    expect(bytes(123_000_000)).toBe('123 MB')
  })

  it('leave a dash where there is no score', () => {
    expect(score(null)).toBe('–')
    expect(score(0)).toBe('0.00')
    expect(percent(0.287)).toBe('29 %')
  })

  it('say how long, and when', () => {
    expect(duration(62)).toBe('1:02')
    expect(duration(3723)).toBe('1:02:03')
    const now = new Date(2026, 10, 24, 15, 0).getTime()
    expect(clock(new Date(2026, 10, 24, 14, 2, 8).getTime())).toBe('14:02:08')
    expect(day(new Date(2026, 10, 24, 14, 2).getTime(), now)).toBe('today, 14:02')
    expect(day(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe('yesterday')
    expect(day(new Date(2026, 10, 12).getTime(), now)).toBe('12 Nov')
    expect(day(new Date(2024, 10, 12).getTime(), now)).toBe('12 Nov 2024')
  })
})

describe('what the palette finds', () => {
  const marked = (title: string, wanted: string): string | null => {
    const match = matchOf(title, wanted)
    return match && match.hits.map((at) => title[at]).join('')
  }

  it('finds beginnings of words in order', () => {
    expect(marked('Label as noise', 'label no')).toBe('Labelno')
    expect(marked('Label as noise', 'noise label')).toBeNull()
  })

  it('prefers a word that begins so to one that only holds it', () => {
    const cost = (title: string): number => matchOf(title, 'no')!.cost
    expect(cost('Label as noise')).toBeLessThan(cost('Go to the piano'))
  })

  it('finds everything when nothing is asked', () => {
    expect(matchOf('Library', '')).toEqual({ hits: [], cost: 0 })
  })
})
