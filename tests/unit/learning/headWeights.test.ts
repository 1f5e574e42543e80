/** Weights of a head's tasks: what they leave out, and what is refused. */
import { describe, expect, it } from 'vitest'
import { buildPipeline } from '../../../src/main/engine/learning/model/presets.ts'
import { Recipe, type RecipeInput } from '../../../src/shared/contract/learning.ts'

const multitask = (change: RecipeInput = {}) => Recipe.parse({ preset: 'multitask', ...change })

describe('weights of tasks', () => {
  it('leave a task out that weighs nothing, with its layers', () => {
    const all = buildPipeline(multitask())
    const two = buildPipeline(multitask({ tasks: { next: 0 } }))
    expect(two.parts.head.tasks.map(({ name }) => name)).toEqual(['kind'])
    expect(all.size - two.size).toBe(128 * 32 + 32 + 32 * 10 + 10)
    expect(two.parameters.some(({ name }) => name.includes('next'))).toBe(false)
  })

  it.each([
    [{ tasks: { colour: 1 } }, "has no task 'colour'; it has persistence, kind, next, class"],
    [{ head: 'persistence', tasks: { kind: 1 } }, "The head 'persistence' has no task 'kind'"],
    [{ tasks: { persistence: 0, kind: 0, next: 0, class: 0 } }, 'nothing would be learned'],
    [{ tasks: { persistence: 0 } }, 'what a model scores and filters by'],
    [{ head: 'colour' }, "There is no head 'colour'"],
    [{ head: 'constructor' }, "There is no head 'constructor'"],
  ] satisfies [RecipeInput, string][])('refuse %j', (change, words) => {
    expect(() => buildPipeline(multitask(change))).toThrow(words)
  })

  it('need a sequence model that looks at tracks one by one', () => {
    expect(() => multitask({ sequence: 'object' })).toThrow('object looks at whole videos')
    const recipe = { ...multitask(), sequence: 'object' as const }
    expect(() => buildPipeline(recipe)).toThrow('the sequence model looks at whole videos')
  })

  it('must not be negative, and next needs tracks that are cut', () => {
    expect(() => multitask({ tasks: { kind: -1 } })).toThrow('kind')
    expect(() => multitask({ prefixes: 0 })).toThrow('tracks that are cut')
    expect(multitask({ prefixes: 0, tasks: { next: 0 } }).prefixes).toBe(0)
  })
})
