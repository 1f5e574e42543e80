/** What the pixels of clips say, for reports: how bright they are, and whether two are the same. */
import { createHash } from 'node:crypto'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { countBright } from './brightness.ts'
import { drawSetClip, setScene } from './presets/presets.ts'
import { clipBytes } from './recipe.ts'

export interface ClipFacts {
  bright: number
  /** Null for a clip that is too large to be drawn for this. */
  digest: string | null
  /** Objects whose centre leaves the picture; null where no recipe tells. */
  outside: number | null
}

const largestHashed = 16 << 20

export function clipFacts(recipe: ClipRecipe): (index: number) => ClipFacts {
  const bright = countBright(recipe)
  const clip = clipBytes(recipe) <= largestHashed ? new Uint8Array(clipBytes(recipe)) : null
  return (index) => ({
    bright: bright(index),
    digest:
      clip &&
      createHash('sha1')
        .update(drawSetClip(recipe, index, clip))
        .digest('base64'),
    outside: recipe.preset === 'file' ? null : setScene(recipe, index).outside,
  })
}
