/** The recipe as the fold shows it, and what differs from its preset. */
import { Recipe, type Recipe as RecipeData } from '../../../shared/contract/learning.ts'
import { choiceFields, numberFields, switchFields } from './recipeFields.ts'

/** A preset as given: every field at its default. */
export const recipeOfPreset = (preset: RecipeData['preset']): RecipeData => Recipe.parse({ preset })
export const presetRecipe: RecipeData = recipeOfPreset('phase1')

const titles = new Map<string, string>(
  [...choiceFields, ...numberFields, ...switchFields].map(({ key, title }) => [key, title.toLowerCase()]),
)

export interface Difference {
  readonly key: string
  readonly title: string
  readonly value: string
  readonly was: string
}

function words(key: keyof RecipeData, value: RecipeData[keyof RecipeData]): string {
  if (value === undefined) return key === 'sources' ? 'all' : 'no'
  if (value === null || value === false) return 'no'
  if (value === true) return 'yes'
  if (typeof value === 'object' && !Array.isArray(value)) return Object.values(value).join('/')
  if (!Array.isArray(value)) return String(value)
  return value.length === 1 ? `source ${value[0]}` : `${value.length} sources`
}

/** Who sets epochs or batch has switched the pace of few tracks off by that: it is no difference of its own. */
export function differences(
  recipe: RecipeData,
  base: RecipeData = recipeOfPreset(recipe.preset),
): Difference[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(recipe)])] as (keyof RecipeData)[]
  const differ = (key: keyof RecipeData): boolean => JSON.stringify(recipe[key]) !== JSON.stringify(base[key])
  const paceIsSet = recipe.fewTracks === null && (differ('epochs') || differ('batch'))
  return keys
    .filter((key) => differ(key) && !(key === 'fewTracks' && paceIsSet))
    .map((key) => ({
      key,
      title: titles.get(key) ?? key,
      value: words(key, recipe[key]),
      was: words(key, base[key]),
    }))
}

/** "preset phase1, 2 changes" */
export function recipeSummary(recipe: RecipeData): string {
  const count = differences(recipe).filter(({ key }) => key !== 'preset').length
  const changes = count === 0 ? '' : count === 1 ? ', 1 change' : `, ${count} changes`
  return `preset ${recipe.preset}${changes}`
}

/** "seed = 43 (was 42), batch = 64 (was 32)"; where nothing differs: the preset's name. */
export function whatDiffers(recipe: RecipeData): string {
  const list = differences(recipe)
  const preset = `preset ${recipe.preset}`
  if (list.length === 0) return preset
  const said = list.map(({ title, value, was }) => `${title} = ${value} (was ${was})`).join(', ')
  return recipe.preset === presetRecipe.preset ? said : `${preset}, ${said}`
}
