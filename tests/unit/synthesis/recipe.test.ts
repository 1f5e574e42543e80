import { describe, expect, it } from 'vitest'
import { kindCounts, kindOfIndex, shuffledPlace } from '../../../src/main/engine/synthesis/recipe.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'
import type { ClipKind } from '../../../src/shared/words.ts'
import { aRecipe } from '../../support/clips.ts'

const kinds = (persistent: number, brief: number, noise: number, mixed: number) => ({
  persistent,
  brief,
  noise,
  mixed,
})
const kindsOf = (recipe: ReturnType<typeof aRecipe>, clips: number): ClipKind[] =>
  Array.from({ length: clips }, (_, index) => kindOfIndex(recipe, index))
const share = (list: ClipKind[], kind: ClipKind) => list.filter((each) => each === kind).length / list.length

function refusal(work: () => unknown): TracksieveError {
  try {
    work()
  } catch (error) {
    if (error instanceof TracksieveError) return error
  }
  throw new Error('nothing was refused')
}

describe('the kinds of a set', () => {
  it('are those of the preset', () => {
    expect(kindCounts(aRecipe({ preset: 'classic' }))).toEqual(kinds(1000, 1000, 250, 250))
    expect(kindCounts(aRecipe({ preset: 'quick' }))).toEqual(kinds(40, 40, 10, 10))
  })

  it('keep the proportions of the preset for another count, and add up to it', () => {
    expect(kindCounts(aRecipe({ preset: 'classic', count: 500 }))).toEqual(kinds(200, 200, 50, 50))
    for (const count of [1, 2, 3, 7, 13, 99, 101, 2499]) {
      const counts = kindCounts(aRecipe({ count }))
      expect(Object.values(counts).reduce((sum, value) => sum + value, 0)).toBe(count)
      expect(Math.abs(counts.persistent - 0.4 * count)).toBeLessThan(1)
      expect(Math.abs(counts.mixed - 0.1 * count)).toBeLessThan(1)
    }
  })

  it('are mixed over the set: every fifth of it holds nearly the same, and a seed orders them its own way', () => {
    const recipe = aRecipe({ preset: 'classic' })
    const all = kindsOf(recipe, 2500)
    for (let part = 0; part < 5; part += 1) {
      const list = all.slice(part * 500, part * 500 + 500)
      expect(share(list, 'persistent')).toBeCloseTo(0.4, 1)
      expect(share(list, 'noise')).toBeCloseTo(0.1, 1)
    }
    expect(kindsOf(aRecipe({ preset: 'classic', seed: 43 }), 100)).not.toEqual(all.slice(0, 100))
  })

  it('are each index’s exactly once', () => {
    for (const total of [1, 2, 5, 100, 1025]) {
      const places = new Set(Array.from({ length: total }, (_, index) => shuffledPlace(index, total, 9)))
      expect(places.size).toBe(total)
      expect(Math.max(...places)).toBe(total - 1)
    }
  })
})

describe('a recipe that cannot be made is refused in words', () => {
  it.each([
    ['no clip at all', aRecipe({ kinds: kinds(0, 0, 0, 0) }), /at least one clip/],
    ['two different numbers', aRecipe({ kinds: kinds(1, 2, 3, 4), count: 11 }), /add up to 10 clips, but 11/],
    [
      'more than a thousand millions',
      aRecipe({ kinds: kinds(900_000_000, 900_000_000, 0, 0) }),
      /1,800,000,000 clips are too many/,
    ],
    ['a clip that fills the memory', aRecipe({ frames: 500, size: 1024 }), /1500 MB/],
  ])('%s', (_, recipe, message) => {
    const error = refusal(() => kindCounts(recipe))
    expect(error.code).toBe('VALIDATION')
    expect(error.message).toMatch(message)
    expect(error.hint).not.toBe('')
  })

  it('an index past the end', () => {
    for (const index of [-1, 100, 0.5]) {
      const error = refusal(() => kindOfIndex(aRecipe(), index))
      expect(error.code).toBe('NOT_FOUND')
      expect(error.hint).toContain('0 to 99')
    }
  })
})
