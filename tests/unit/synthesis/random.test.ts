import { describe, expect, it } from 'vitest'
import { normalQuantiles } from '../../../src/main/engine/base/normal.ts'
import { createRandom, restoreRandom, shuffle } from '../../../src/main/engine/base/random.ts'

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('random numbers', () => {
  it('are the ones they have always been', () => {
    const random = createRandom(42, 7, 'scene')
    expect(draw(4, random.bits)).toEqual([3_942_773_739, 907_257_717, 4_152_868_405, 2_799_110_619])
    expect(random.uniform()).toBe(0.2807846534997225)
    expect(random.normal()).toBe(0.8594609705061848)
  })

  it('differ as soon as seed, index or purpose differs', () => {
    const keys: [number, number, string][] = []
    for (const seed of [0, 1, 42, 0xffff_ffff])
      for (const index of [0, 1, 2])
        for (const purpose of ['scene', 'noise']) keys.push([seed, index, purpose])
    const firsts = keys.map((key) => draw(2, createRandom(...key).bits).join())
    expect(new Set(firsts).size).toBe(keys.length)
  })

  it('go on exactly from a stored state', () => {
    const random = createRandom(1)
    draw(10, random.bits)
    const state = JSON.parse(JSON.stringify(random.state())) as number[]
    expect(draw(5, restoreRandom(state).bits)).toEqual(draw(5, random.bits))
  })

  it('are spread evenly and stay in their range', () => {
    const random = createRandom(3)
    const uniform = draw(100_000, random.uniform)
    expect(mean(uniform)).toBeCloseTo(0.5, 2)
    expect(mean(uniform.map((value) => value * value))).toBeCloseTo(1 / 3, 2)
    const whole = draw(60_000, () => random.integer(6))
    for (let side = 0; side < 6; side += 1)
      expect(whole.filter((value) => value === side).length / 10_000).toBeCloseTo(1, 1)
    for (const value of draw(1000, () => random.between(-2, 3))) {
      expect(value).toBeGreaterThanOrEqual(-2)
      expect(value).toBeLessThan(3)
    }
  })

  it('shuffle without losing anything', () => {
    const list = shuffle(
      draw(50, () => 0).map((_, i) => i),
      createRandom(5),
    )
    expect(list).not.toEqual([...list].sort((one, other) => one - other))
    expect(new Set(list).size).toBe(50)
  })
})

describe('normal quantiles', () => {
  it('agree with the table in every textbook', () => {
    const quantiles = normalQuantiles()
    const at = (share: number) => quantiles[Math.floor(share * quantiles.length)]!
    expect(at(0.75)).toBeCloseTo(0.6745, 3)
    expect(at(0.8413447)).toBeCloseTo(1, 3)
    expect(at(0.975)).toBeCloseTo(1.96, 3)
    expect(at(0.001)).toBeCloseTo(-3.0902, 2)
  })

  it('have mean 0 and variance 1 to the last digits, and ascend', () => {
    const quantiles = Array.from(normalQuantiles())
    expect(mean(quantiles)).toBeCloseTo(0, 12)
    expect(mean(quantiles.map((value) => value * value))).toBeCloseTo(1, 12)
    expect(quantiles.every((value, i) => i === 0 || value >= quantiles[i - 1]!)).toBe(true)
  })
})
