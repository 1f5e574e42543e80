/** The recipe as the fold shows it: each field in one line, and what differs from the preset. */
import { Recipe, type Recipe as RecipeData } from '../../../shared/contract/learning.ts'

/** The preset as given: every field at its default. */
export const presetRecipe: RecipeData = Recipe.parse({})

type NumberKey = 'epochs' | 'earlyStop' | 'learningRate' | 'batch' | 'dropout' | 'seed'
type ChoiceKey = 'preset' | 'features' | 'sequence' | 'head'

export interface NumberRecipeField {
  readonly key: NumberKey
  readonly title: string
  readonly means: string
  readonly unit?: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly whole: boolean
}

export interface ChoiceRecipeField {
  readonly key: ChoiceKey
  readonly title: string
  readonly means: string
  readonly options: readonly { value: string; title: string }[]
}

export const choiceFields: readonly ChoiceRecipeField[] = [
  {
    key: 'preset',
    title: 'Preset',
    means: 'Where all other fields start.',
    options: [{ value: 'phase1', title: 'phase1' }],
  },
  {
    key: 'features',
    title: 'Features',
    means: 'What the model is told of each frame: place, size, speed, score.',
    options: [{ value: 'statistical', title: 'statistical, 9 a frame' }],
  },
  {
    key: 'sequence',
    title: 'Sequence',
    means: 'How it looks back and ahead over the frames.',
    options: [{ value: 'transformer', title: 'encoder, 4 × 64' }],
  },
  {
    key: 'head',
    title: 'Head',
    means: 'What it answers: is this a persistent track?',
    options: [{ value: 'persistence', title: 'persistence' }],
  },
]

export const numberFields: readonly NumberRecipeField[] = [
  {
    key: 'epochs',
    title: 'Epochs',
    means: 'Passes over the training tracks, at most.',
    min: 1,
    max: 1000,
    step: 1,
    whole: true,
  },
  {
    key: 'earlyStop',
    title: 'Early stop',
    means: 'Epochs without a better validation loss before it stops; 0 = never.',
    unit: 'epochs',
    min: 0,
    max: 1000,
    step: 1,
    whole: true,
  },
  {
    key: 'learningRate',
    title: 'Learning rate',
    means: 'Size of each step. Too large: the loss jumps; too small: it crawls.',
    min: 0.00001,
    max: 1,
    step: 0.0005,
    whole: false,
  },
  {
    key: 'batch',
    title: 'Batch',
    means: 'Tracks per step. More is faster and needs more memory.',
    unit: 'tracks',
    min: 1,
    max: 4096,
    step: 8,
    whole: true,
  },
  {
    key: 'dropout',
    title: 'Dropout',
    means: 'Share of signals left out while it learns, against learning by heart.',
    min: 0,
    max: 0.9,
    step: 0.05,
    whole: false,
  },
  {
    key: 'seed',
    title: 'Seed',
    means: 'The same seed and data give the same run.',
    min: 0,
    max: 4294967295,
    step: 1,
    whole: true,
  },
]

const titles = new Map<string, string>(
  [...choiceFields, ...numberFields].map(({ key, title }) => [key, title.toLowerCase()]),
)

export interface Difference {
  readonly key: string
  readonly title: string
  readonly value: string
  readonly was: string
}

function words(value: RecipeData[keyof RecipeData]): string {
  if (value === undefined) return 'all'
  if (!Array.isArray(value)) return String(value)
  return value.length === 1 ? `source ${value[0]}` : `${value.length} sources`
}

export function differences(recipe: RecipeData, base: RecipeData = presetRecipe): Difference[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(recipe)])] as (keyof RecipeData)[]
  return keys
    .filter((key) => JSON.stringify(recipe[key]) !== JSON.stringify(base[key]))
    .map((key) => ({ key, title: titles.get(key) ?? key, value: words(recipe[key]), was: words(base[key]) }))
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
  if (list.length === 0) return `preset ${recipe.preset}`
  return list.map(({ title, value, was }) => `${title} = ${value} (was ${was})`).join(', ')
}
