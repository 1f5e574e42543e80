/** A run in a few words, for menus. */
import { Recipe, type Run } from '../../../shared/contract/learning.ts'
import { plural } from '../../state/format.ts'

export function whatDiffersWords({ recipe, labels }: Run): string {
  const preset = Recipe.parse({ preset: recipe.preset })
  const keys = (Object.keys(recipe) as (keyof typeof recipe)[]).filter(
    (key) => JSON.stringify(recipe[key]) !== JSON.stringify(preset[key]),
  )
  const changes = keys.map((key) => `${key} ${JSON.stringify(recipe[key]).replaceAll('"', '')}`)
  return [`preset ${recipe.preset}`, ...changes, plural(labels, 'label')].join(', ')
}
