/** Counts of bright pixels of a set's clips, each drawn once while its recipe is remembered. */
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import type { Work } from '../base/work.ts'
import { shardRanges } from './dataset.ts'
import { inOrder } from './inOrder.ts'

/** Bright pixels a frame of some clips of a recipe, [indices]. */
export type CountBright = (recipe: ClipRecipe, indices: readonly number[]) => Promise<Float64Array>

const shardClips = 200
const shardsAhead = 4
const rememberedRecipes = 8

export function createBrightCounts() {
  const all = new Map<string, Map<number, number>>()
  return async (
    recipe: ClipRecipe,
    indices: readonly number[],
    count: CountBright,
    work: Work,
  ): Promise<ReadonlyMap<number, number>> => {
    const known = recent(all, JSON.stringify(recipe))
    const missing = indices.filter((index) => !known.has(index))
    const shards = shardRanges(0, missing.length, shardClips).map(({ from, to }) => missing.slice(from, to))
    let done = 0
    for await (const counts of inOrder(shards, shardsAhead, (shard) => count(recipe, shard))) {
      for (const value of counts) known.set(missing[done++]!, value)
      work.progress({ phase: 'counting bright pixels', done, total: missing.length, unit: 'clips' })
    }
    return known
  }
}

/** The counts of `recipe`, now the youngest; the oldest gives way. */
function recent(all: Map<string, Map<number, number>>, recipe: string): Map<number, number> {
  const known = all.get(recipe) ?? new Map<number, number>()
  all.delete(recipe)
  all.set(recipe, known)
  if (all.size > rememberedRecipes) all.delete(all.keys().next().value!)
  return known
}
