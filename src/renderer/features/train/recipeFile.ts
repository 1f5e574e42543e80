/** A recipe out of a file, as the command line takes it: one JSON object with all that differs from a preset. */
import { Recipe, type Recipe as RecipeData } from '../../../shared/contract/learning.ts'

/** Throws Error with what is wrong and what to do, in words. */
export function readRecipe(text: string, name: string): RecipeData {
  const parsed = Recipe.safeParse(jsonOf(text, name))
  if (parsed.success) return parsed.data
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'recipe'}: ${message}`)
    .join('; ')
  throw new Error(`${name} is no recipe: ${what}. Correct the file and open it again.`)
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw new Error(`${name} is not JSON (${(thrown as Error).message}). A recipe is one JSON object.`)
  }
}

/** Another one than now. */
export function anotherSeed(now: number): number {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1))
  return drawn === now ? (now + 1) % 2 ** 32 : drawn!
}
