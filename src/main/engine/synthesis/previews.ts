/** Clips that are looked at before they are made: what a preview's id stands for, in memory only. */
import { createHash } from 'node:crypto'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { generatorVersion } from './recipe.ts'

export interface Preview {
  recipe: ClipRecipe
  index: number
}

export interface Previews {
  /** The same clip has the same id, always: its picture may be kept under it. */
  add(recipe: ClipRecipe, index: number): string
  /** Undefined when it was never added, or so long ago that newer ones took its place. */
  get(id: string): Preview | undefined
}

export function createPreviews(most = 500): Previews {
  const held = new Map<string, Preview>()
  return {
    add(recipe, index) {
      const text = JSON.stringify([generatorVersion, recipe, index])
      const id = createHash('sha256').update(text).digest('hex').slice(0, 24)
      held.delete(id)
      held.set(id, { recipe, index })
      for (const oldest of held.keys()) {
        if (held.size <= most) break
        held.delete(oldest)
      }
      return id
    },
    get: (id) => held.get(id),
  }
}
