/** The recipe of the next run, and which run the charts show. It stays while other views are open. */
import { create } from 'zustand'
import type { Recipe, Run } from '../../../shared/contract/learning.ts'
import type { Pretraining } from '../../../shared/contract/pretraining.ts'
import { startingFrom } from './goOn.ts'
import { presetRecipe, recipeOfPreset } from './recipe.ts'
import type { NumberRecipeField, SwitchRecipeField } from './recipeFields.ts'
import { goingOnFrom } from './sweep.ts'
import { show } from './beforehand/shown.ts'

interface TrainState {
  recipe: Recipe
  /** The recipe that nobody chose: while it is the recipe, another preset may suit better. */
  suited: Recipe
  /** Presets that are trained beside it, each with so many seeds. */
  beside: readonly Recipe['preset'][]
  seeds: number
  /** null = closed until something differs from the preset. */
  fold: boolean | null
  /** null = the one that trains, else the latest. */
  shownRun: number | null
}

export const useTrain = create<TrainState>(() => ({
  recipe: presetRecipe,
  suited: presetRecipe,
  beside: [],
  seeds: 1,
  fold: null,
  shownRun: null,
}))

export const setRecipe = (change: Partial<Recipe>): void =>
  useTrain.setState(({ recipe }) => ({ recipe: { ...recipe, ...change } }))
/** Who sets the number of epochs or the batch means it, however few tracks there are; as the command line does. */
export const setNumber = (key: NumberRecipeField['key'], value: number): void =>
  setRecipe({ [key]: value, ...(key === 'epochs' || key === 'batch' ? { fewTracks: null } : {}) })
/** `on` = null: as the preset has it, or that of `track` where it has none. */
export const switchOn = (key: SwitchRecipeField['key'], on: boolean | null): void =>
  useTrain.setState(({ recipe }) => {
    const own = recipeOfPreset(recipe.preset)[key] ?? recipeOfPreset('track')[key]
    return { recipe: { ...recipe, [key]: on ?? own } }
  })
/** Takes the preset that suits what is labelled, as long as nobody has chosen or changed anything. */
export const suit = (preset: Recipe['preset']): void =>
  useTrain.setState((state) =>
    state.recipe === state.suited && state.recipe.preset !== preset ? sameFor(recipeOfPreset(preset)) : {},
  )
const sameFor = (recipe: Recipe) => ({ recipe, suited: recipe })
/** All fields as the preset has them; seed and sources stay. */
export const choosePreset = (preset: Recipe['preset']): void =>
  useTrain.setState(({ recipe: { seed, sources } }) => ({
    recipe: { ...recipeOfPreset(preset), seed, ...(sources ? { sources } : {}) },
  }))
export const backToPreset = (): void =>
  useTrain.setState(({ recipe }) => ({ recipe: recipeOfPreset(recipe.preset) }))
export const goOnFrom = (run: Run): void =>
  useTrain.setState(({ recipe }) => ({ recipe: goingOnFrom(run, recipe), fold: true }))
export const showRun = (run: number | null): void => {
  show(null)
  useTrain.setState({ shownRun: run })
}
/** With its seed too: what it left out is the test part then. */
export function trainFrom(pretraining: Pretraining): void {
  const { seed, sources } = pretraining.recipe
  const own = { ...recipeOfPreset('pretrained'), ...startingFrom(pretraining), seed }
  useTrain.setState({ recipe: { ...own, ...(sources ? { sources } : {}) }, fold: true })
  show(null)
}
