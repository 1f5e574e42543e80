/** What one press starts: a run, or several recipes with several seeds as one job. */
import type { Recipe, Run } from '../../../shared/contract/learning.ts'
import { recipeOfPreset } from './recipe.ts'

export const seedCounts = [1, 3, 5] as const

export interface Comparison {
  recipe: Recipe
  /** Presets to train beside it. */
  beside: readonly Recipe['preset'][]
  seeds: number
}

/** The recipe in hand first: the others are measured against it. All learn from the same sources. */
export function recipesOf({ recipe, beside }: Comparison): Recipe[] {
  const { seed, sources, refitAll } = recipe
  const same = { seed, ...(sources ? { sources } : {}), ...(refitAll ? { refitAll } : {}) }
  const others = beside.map((preset): Recipe => ({ ...recipeOfPreset(preset), ...same }))
  const own = JSON.stringify(sorted(recipe))
  return [recipe, ...others.filter((other) => JSON.stringify(sorted(other)) !== own)]
}

const sorted = (recipe: Recipe) => Object.entries(recipe).sort(([a], [b]) => (a < b ? -1 : 1))

/** The recipe's seed and those after it. */
export const seedsOf = ({ recipe: { seed }, seeds }: Pick<Comparison, 'recipe' | 'seeds'>): number[] =>
  Array.from({ length: seeds }, (_, i) => (seed + i) % 2 ** 32)

export const runsWanted = (comparison: Comparison): number => recipesOf(comparison).length * comparison.seeds

/** "6 runs as one job: 2 recipes with seeds 42–44. Each seed deals the videos anew, the same for both." */
export function sweepWords(comparison: Comparison): string {
  const recipes = recipesOf(comparison).length
  const seeds = seedsOf(comparison)
  if (recipes * seeds.length === 1) return 'One run. More seeds show how much its figures vary.'
  const which = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]}–${seeds.at(-1)}`
  const what = recipes === 1 ? which : `${recipes} recipes with ${which}`
  const split =
    seeds.length === 1
      ? 'All are judged on the same tracks.'
      : `Each seed splits the videos anew${recipes > 1 ? ', the same for all recipes' : ''}.`
  return `${recipes * seeds.length} runs as one job: ${what}. ${split}`
}

/** Its parts and settings, to go on from its weights: a model of other parts could not take them. */
export function goingOnFrom({ id, recipe }: Run, { seed, sources }: Recipe): Recipe {
  const { from: _, refitAll: __, sources: ___, ...kept } = recipe
  return { ...kept, seed, from: id, ...(sources ? { sources } : {}) }
}
