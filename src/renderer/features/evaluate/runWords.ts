/** A run in a few words, for menus. */
import { Recipe, type Run } from '../../../shared/contract/learning.ts'
import { plural } from '../../state/format.ts'

export function whatDiffersWords({ recipe, labels }: Run): string {
  const preset = Recipe.parse({ preset: recipe.preset })
  const keys = (Object.keys(recipe) as (keyof typeof recipe)[]).filter(
    (key) => JSON.stringify(recipe[key]) !== JSON.stringify(preset[key]),
  )
  const changes = keys.map((key) => changeOf(key, recipe[key], preset[key]))
  return [`preset ${recipe.preset}`, ...changes, plural(labels, 'label')].join(', ')
}

/** Of several settings under one key those that differ. */
function changeOf(key: string, now: unknown, was: unknown): string {
  const words = (value: unknown) => JSON.stringify(value).replaceAll('"', '')
  if (!isGroup(now) || !isGroup(was)) return `${key} ${words(now)}`
  const own = Object.keys(now).filter((one) => now[one] !== was[one])
  return own.map((one) => `${one} ${words(now[one])}`).join(', ')
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
