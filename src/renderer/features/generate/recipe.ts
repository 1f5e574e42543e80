/** A recipe as the dialog edits it, and what is asked of the engine about it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { GenerateRecipe, type presets } from '../../../shared/contract/clipRecipe.ts'
import type { ClipKind } from '../../../shared/words.ts'
import { engine } from '../../state/engine.ts'

export type Preset = (typeof presets)[number]
export type Kinds = Record<ClipKind, number>
/** Some fields of the recipe that is being edited; the engine refuses what does not fit. */
export type Change = (part: Record<string, unknown>) => void

/** A preset with its own defaults. */
export const freshRecipe = (preset: Preset, seed = 42): GenerateRecipe =>
  GenerateRecipe.parse({ preset, seed })

/** The value as it was a moment ago, so that typing asks once. */
export function useSettled<T>(value: T, pause = 200): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return settled
}

/** A scene is larger than a clip: fewer of them are shown. */
export const previewCount = ({ preset }: GenerateRecipe): number =>
  preset === 'realistic' || preset === 'tracker' ? 4 : 6

export function useEstimate(recipe: GenerateRecipe) {
  return useQuery({
    queryKey: ['estimate', recipe],
    // While another preset's answer is on its way, whose this one is has to be known.
    queryFn: async () => ({ preset: recipe.preset, ...(await engine.generate.estimate(recipe)) }),
    placeholderData: keepPreviousData,
  })
}

/** Clips of the set from index `from` on. */
export function usePreview(recipe: GenerateRecipe, from: number) {
  return useQuery({
    queryKey: ['preview', recipe, from],
    queryFn: ({ signal }) =>
      engine.generate.preview({ recipe, count: previewCount(recipe), from }, { signal }),
    placeholderData: keepPreviousData,
    // A preview lives in the engine only for a while.
    gcTime: 0,
  })
}

/** What trivial rules make of some clips of the set. */
export function useRules(recipe: GenerateRecipe) {
  return useQuery({
    queryKey: ['rules', recipe],
    queryFn: ({ signal }) => engine.generate.rules(recipe, { signal }),
  })
}

export const newSeed = (): number => Math.floor(Math.random() * 1_000_000)
