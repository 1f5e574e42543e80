/** The size of a recipe's model, known without loading a backend. A model is checked against it when it is built. */
import type { Recipe } from '../../../shared/contract/learning.ts'
import { stepWidth } from './features/track/steps.ts'
import { trackWidth } from './features/track/whole.ts'

export type ModelRecipe = Pick<
  Recipe,
  'preset' | 'features' | 'sequence' | 'head' | 'width' | 'layers' | 'heads' | 'feedForward' | 'survival'
>

/** Positions that the transformer has vectors for. */
export const places = 500

const linear = (from: number, to: number): number => from * to + to

/** Of preset phase1: 2,432 + 231,936 + 2,625 = 236,993 (SEED §2.3). */
export function parametersOf(recipe: ModelRecipe): number {
  return ofFeatures(recipe) + ofSequence(recipe) + ofHead(recipe)
}

function ofFeatures({ features, sequence, width }: ModelRecipe): number {
  if (features === 'statistical') return linear(9, 32) + linear(32, sequence === 'summary' ? 64 : width)
  return sequence === 'summary' ? 0 : linear(stepWidth + trackWidth, width)
}

function ofSequence({ features, sequence, width, layers, feedForward }: ModelRecipe): number {
  if (sequence === 'summary')
    return linear(features === 'statistical' ? 6 * 64 : 6 * stepWidth + trackWidth, width)
  if (sequence === 'recurrent') return 2 * linear(width, 3 * width)
  const layer = linear(width, 3 * width) + linear(width, width) + 4 * width
  const all = layers * (layer + linear(width, feedForward) + linear(feedForward, width))
  return sequence === 'transformer' ? places * width + all : all
}

function ofHead({ head, width }: ModelRecipe): number {
  if (head === 'pooled') return linear(width, width) + linear(width, 1)
  return linear(width, 32) + linear(32, 16) + linear(16, 1)
}
