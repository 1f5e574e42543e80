import { describe, expect, it } from 'vitest'
import { roundTicks, scaleOf, spreadLabels, valueAt } from '../../../src/renderer/components/chartScale.ts'
import { parseRoute, formatRoute } from '../../../src/renderer/state/routeText.ts'

describe('a chart', () => {
  it('puts ticks at round values inside its range', () => {
    expect(roundTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(roundTicks(3, 47)).toEqual([10, 20, 30, 40])
    expect(roundTicks(0.61, 0.69)).toEqual([0.62, 0.64, 0.66, 0.68])
    expect(roundTicks(5, 5)).toEqual([5])
  })

  it('turns values into pixels, upwards too', () => {
    const y = scaleOf({ title: 'loss', min: 0, max: 2 }, 100, 0)
    expect([y(0), y(1), y(2)]).toEqual([100, 50, 0])
  })

  it('moves names apart, keeps their order and stays inside', () => {
    const places = spreadLabels([50, 52, 51, 99], 12, 100)
    const sorted = [...places].sort((a, b) => a - b)
    for (let index = 1; index < sorted.length; index += 1) {
      expect(sorted[index]! - sorted[index - 1]!).toBeGreaterThanOrEqual(12)
    }
    expect(places[0]!).toBeLessThan(places[2]!)
    expect(places[2]!).toBeLessThan(places[1]!)
    expect(Math.max(...places)).toBeLessThanOrEqual(94)
  })

  it('reads a line between its points, and nothing beyond them', () => {
    const line = [
      [0, 10],
      [10, 20],
    ] as const
    expect(valueAt(line, 5)).toBe(15)
    expect(valueAt(line, 11)).toBeNull()
  })
})

describe('an address', () => {
  it('names a view with what it shows, and falls back to Start', () => {
    expect(parseRoute('#/review?track=12')).toEqual({ view: 'review', params: { track: '12' } })
    expect(formatRoute({ view: 'review', params: { track: '12' } })).toBe('#/review?track=12')
    expect(parseRoute('#/nowhere').view).toBe('start')
    expect(parseRoute('').view).toBe('start')
  })
})
