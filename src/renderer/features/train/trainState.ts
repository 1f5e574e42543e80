/** The recipe of the next run, and which run the charts show. It stays while other views are open. */
import { create } from 'zustand'
import type { Recipe } from '../../../shared/contract/learning.ts'
import { presetRecipe } from './recipe.ts'

interface TrainState {
  recipe: Recipe
  /** null = closed until something differs from the preset. */
  fold: boolean | null
  /** null = the one that trains, else the latest. */
  shownRun: number | null
}

export const useTrain = create<TrainState>(() => ({ recipe: presetRecipe, fold: null, shownRun: null }))

export const setRecipe = (change: Partial<Recipe>): void =>
  useTrain.setState(({ recipe }) => ({ recipe: { ...recipe, ...change } }))
export const backToPreset = (): void => useTrain.setState({ recipe: presetRecipe })
export const showRun = (run: number | null): void => useTrain.setState({ shownRun: run })
