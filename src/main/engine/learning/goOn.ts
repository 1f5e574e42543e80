/** Can a recipe go on from the weights of another? */
import type { Recipe } from '../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../shared/errors.ts'

const parts = ['features', 'sequence', 'head', 'width', 'layers', 'heads', 'feedForward', 'survival'] as const

/** Throws VALIDATION naming what differs. */
export function mustGoOn(recipe: Recipe, before: Recipe): void {
  const other = parts.filter((part) => recipe[part] !== before[part])
  if (other.length === 0) return
  const what = other.map((part) => `${part} ${before[part]} there, ${recipe[part]} here`).join('; ')
  throw new TracksieveError(
    'VALIDATION',
    `Run ${recipe.from} has a model of other parts: ${what}.`,
    `Start from its preset, ${before.preset}, with the same parts, or train without going on from it.`,
  )
}
