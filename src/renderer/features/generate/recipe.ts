/** A recipe as the dialog edits it, and what is asked of the engine about it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ClassicRecipe, ClipView, GenerateInput } from '../../../shared/contract/clipRecipe.ts'
import type { ClipKind } from '../../../shared/words.ts'
import { engine } from '../../state/engine.ts'

export type Preset = ClassicRecipe['preset']
export type Kinds = Record<ClipKind, number>

export interface RecipeChoices {
  preset: Preset
  /** null = the preset's own counts. */
  kinds: Kinds | null
  seed: number
  frames: number
  size: number
  view: ClipView
  clutter: number
  noise: number
}

export const firstChoices: RecipeChoices = {
  preset: 'quick',
  kinds: null,
  seed: 42,
  frames: 25,
  size: 128,
  view: 'xy',
  clutter: 0.1,
  noise: 0,
}

export const recipeOf = ({ kinds, ...rest }: RecipeChoices): GenerateInput =>
  kinds ? { ...rest, kinds } : rest

/** The value as it was a moment ago, so that typing asks once. */
export function useSettled<T>(value: T, pause = 200): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return settled
}

export const previewCount = 6

export function useEstimate(choices: RecipeChoices) {
  return useQuery({
    queryKey: ['estimate', recipeOf(choices)],
    queryFn: () => engine.generate.estimate(recipeOf(choices)),
    placeholderData: keepPreviousData,
  })
}

/** Clips of the set from index `from` on. */
export function usePreview(choices: RecipeChoices, from: number) {
  return useQuery({
    queryKey: ['preview', recipeOf(choices), from],
    queryFn: () => engine.generate.preview({ recipe: recipeOf(choices), count: previewCount, from }),
    placeholderData: keepPreviousData,
    // A preview lives in the engine only for a while.
    gcTime: 0,
  })
}

export const newSeed = (): number => Math.floor(Math.random() * 1_000_000)
