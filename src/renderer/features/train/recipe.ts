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
  if (isGroup(value)) return Object.values(value).join('/')
  if (!Array.isArray(value)) return wordsOf(value)
  return value.length === 1 ? `source ${value[0]}` : `${value.length} sources`
}

function wordsOf(value: Group[string] | undefined): string {
  if (value === null || value === undefined || value === false) return 'no'
  return value === true ? 'yes' : String(value)
}

/** Who sets epochs or batch has switched the pace of few tracks off by that: it is no difference of its own. */
export function differences(
  recipe: RecipeData,
  base: RecipeData = recipeOfPreset(recipe.preset),
): Difference[] {
  return keysThatDiffer(recipe, base).flatMap((key) => {
    const [now, was] = [recipe[key], base[key]]
    if (isGroup(now) && isGroup(was)) return withinGroup(key, now, was)
    return { key, title: titles.get(key) ?? key, value: words(key, now), was: words(key, was) }
  })
}

type Group = Record<string, string | number | boolean | null>

/** Several settings under one key, such as how pixels are looked at. */
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withinGroup = (key: string, now: Group, was: Group): Difference[] =>
  [...new Set([...Object.keys(was), ...Object.keys(now)])]
    .filter((own) => now[own] !== was[own])
    .map((own) => {
      const said = (value: Group[string] | undefined) =>
        own === 'tokenizer' && value === null ? 'latest' : wordsOf(value)
      return { key, title: own, value: said(now[own]), was: said(was[own]) }
    })

function keysThatDiffer(
  recipe: RecipeData,
  base: RecipeData = recipeOfPreset(recipe.preset),
): (keyof RecipeData)[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(recipe)])] as (keyof RecipeData)[]
  const differ = (key: keyof RecipeData): boolean => JSON.stringify(recipe[key]) !== JSON.stringify(base[key])
  const paceIsSet = recipe.fewTracks === null && (differ('epochs') || differ('batch'))
  return keys.filter((key) => differ(key) && !(key === 'fewTracks' && paceIsSet))
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
