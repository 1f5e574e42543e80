/** Where a recipe's weights come from, as the window shows and sets it. */
import type { Recipe } from '../../../shared/contract/learning.ts'
import type { Pretraining } from '../../../shared/contract/pretraining.ts'

export function valueOf({ from, pretrained }: Pick<Recipe, 'from' | 'pretrained'>): string {
  if (from !== undefined) return `run ${from}`
  if (pretrained === null) return 'fresh'
  return pretrained === 'latest' ? pretrained : `pretraining ${pretrained}`
}

/** "pretraining 2, transformer, 1,204 tracks" */
export const pretrainingWords = ({ id, recipe, tracks }: Pretraining): string =>
  `pretraining ${id}, ${recipe.sequence}, ${tracks.train.toLocaleString('en')} tracks`

/** With its parts: a model of others could not take its weights. */
export function startingFrom({ id, recipe }: Pretraining): Partial<Recipe> {
  const { features, sequence, width, layers, heads, feedForward, survival } = recipe
  const parts = { features, sequence, width, layers, heads, feedForward, survival }
  return { ...parts, ensemble: false, pixels: null, from: undefined, pretrained: id }
}
