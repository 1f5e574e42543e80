/** The recipe of the next run, and which run the charts show. It stays while other views are open. */
import { create } from 'zustand'
import type { Recipe } from '../../../shared/contract/learning.ts'
import { presetRecipe, recipeOfPreset } from './recipe.ts'

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
/** All fields as the preset has them; seed and sources stay. */
export const choosePreset = (preset: Recipe['preset']): void =>
  useTrain.setState(({ recipe: { seed, sources } }) => ({
    recipe: { ...recipeOfPreset(preset), seed, ...(sources ? { sources } : {}) },
  }))
export const backToPreset = (): void =>
  useTrain.setState(({ recipe }) => ({ recipe: recipeOfPreset(recipe.preset) }))
export const showRun = (run: number | null): void => useTrain.setState({ shownRun: run })
