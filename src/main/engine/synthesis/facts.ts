/** What the pixels of clips say, for reports: how bright they are, and whether two are the same. */
import { createHash } from 'node:crypto'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { brightPixels } from '../base/brightPixels.ts'
import { countBright, mostCounted } from './brightness.ts'
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
  const count = countBright(recipe)
  const bytes = clipBytes(recipe)
  const clip = bytes <= largestHashed ? new Uint8Array(bytes) : null
  return (index) => {
    if (clip) drawSetClip(recipe, index, clip)
    return {
      // Drawn once for both, where all of it is counted.
      bright: clip && bytes <= mostCounted ? brightPixels(clip, recipe.frames) : count(index),
      digest: clip && createHash('sha1').update(clip).digest('base64'),
      outside: recipe.preset === 'file' ? null : setScene(recipe, index).outside,
    }
  }
}
