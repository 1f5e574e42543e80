/** Rates, views and weights that a recipe asks for. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { drawView } from '../../../src/main/engine/learning/data/augment.ts'
import { pack, targets } from '../../../src/main/engine/learning/model/batch.ts'
import {
  average,
  classWeightsOf,
  clipGradient,
  paceOf,
  rateAt,
  shrink,
} from '../../../src/main/engine/learning/training/schedule.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { someSequences } from '../../support/tracks.ts'

const track = Recipe.parse({ preset: 'track' })

describe('the learning rate', () => {
  it('rises in a straight line, then falls by half a cosine', () => {
    const recipe = { learningRate: 1, warmUp: 0.2, schedule: 'cosine' } as const
    expect([0, 1, 2, 6].map((step) => rateAt(step, 10, recipe))).toEqual([0.5, 1, 1, 0.5])
    expect(rateAt(9, 10, recipe)).toBeCloseTo((1 + Math.cos((7 / 8) * Math.PI)) / 2, 6)
  })

  it('stays level without a schedule', () => {
    expect([0, 5, 99].map((step) => rateAt(step, 10, Recipe.parse({})))).toEqual([0.001, 0.001, 0.001])
  })
})

describe('the pace', () => {
  it('is another one with few tracks', () => {
    expect(paceOf(track, 999)).toEqual({ epochs: 30, batch: 64, stepsAnEpoch: 16 })
    expect(paceOf(track, 1000)).toEqual({ epochs: 15, batch: 128, stepsAnEpoch: 8 })
  })
})

describe('what is done to weights', () => {
  it('shortens long gradients only', () => {
    const [long, short] = [Float32Array.of(3, 4), Float32Array.of(0.3, 0.4)]
    clipGradient(long, 1)
    clipGradient(short, 1)
    expect(long[0]).toBeCloseTo(0.6, 6)
    expect([...short]).toEqual([...Float32Array.of(0.3, 0.4)])
  })

  it('decays them by their share', () => {
    const weights = Float32Array.of(2, -4)
    shrink(weights, 0.25)
    expect([...weights]).toEqual([1.5, -3])
  })

  it('averages them, quickly at first', () => {
    const mean = Float32Array.of(0)
    average(mean, Float32Array.of(1), 0.99, 1)
    expect(mean[0]).toBeCloseTo(1 - 2 / 11, 6)
    const late = Float32Array.of(0)
    average(late, Float32Array.of(1), 0.99, 100_000)
    expect(late[0]).toBeCloseTo(0.01, 6)
  })
})

describe('views of training tracks', () => {
  const draw = (boxes: number) => {
    const random = createRandom(1)
    return Array.from({ length: 4000 }, () => drawView(boxes, track, random))
  }

  it('come in the shares of the recipe', () => {
    const views = draw(64)
    const share = (is: (view: (typeof views)[number]) => boolean) => views.filter(is).length / views.length
    expect(share(({ endKnown }) => !endKnown)).toBeCloseTo(0.3, 1)
    expect(share(({ scores }) => !scores)).toBeCloseTo(0.25, 1)
    expect(share(({ mirror }) => mirror)).toBeCloseTo(0.5, 1)
  })

  it('are cut so that each doubling of the length is as likely', () => {
    const cut = draw(64).filter(({ endKnown }) => !endKnown)
    const share = (low: number, high: number) =>
      cut.filter(({ boxes }) => boxes >= low && boxes < high).length / cut.length
    const each = Math.LN2 / Math.log(65)
    for (const [low, high] of [
      [1, 2],
      [4, 8],
      [32, 64],
    ] as const)
      expect(share(low, high)).toBeCloseTo(each, 1)
    expect(Math.min(...cut.map(({ boxes }) => boxes))).toBe(1)
    expect(Math.max(...cut.map(({ boxes }) => boxes))).toBeLessThanOrEqual(64)
  })

  it('of one box are one box, whose end is not always known', () => {
    const views = draw(1)
    expect(new Set(views.map(({ boxes }) => boxes))).toEqual(new Set([1]))
    expect(new Set(views.map(({ endKnown }) => endKnown)).size).toBe(2)
  })
})

describe('targets', () => {
  it('stay from certain by half the smoothing', () => {
    const batch = pack(someSequences([1, 1]), 9)
    const { targets: wanted } = targets(batch, { real: [true, false], smoothing: 0.1 })
    expect(wanted[0]).toBeCloseTo(0.95, 6)
    expect(wanted[1]).toBeCloseTo(0.05, 6)
  })

  it('weigh classes the same where the recipe balances them', () => {
    const real = [true, false, false, false]
    const classWeights = classWeightsOf('balanced', real)
    expect(classWeights).toEqual({ real: 2, false: 4 / 6 })
    const { weights } = targets(pack(someSequences([1, 1, 1, 1]), 9), { real, classWeights })
    expect(weights[0]).toBeCloseTo(0.5, 6)
    expect(classWeightsOf('none', real)).toBeNull()
  })
})
