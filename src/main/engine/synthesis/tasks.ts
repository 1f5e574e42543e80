/** What worker threads do for clips. Each is a pure function of recipe and indices: any machine gives the same answer. */
import { setImmediate } from 'node:timers/promises'
import type { ClipRecipe, FileRecipe } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { CropPlaces } from '../base/cropFile.ts'
import type { Work } from '../base/work.ts'
import { countBright } from './brightness.ts'
import { type ClipCropsInput, cutClipCrops } from './cutCrops.ts'
import { clipFacts, type ClipFacts } from './facts.ts'
import { comparePixels, writePixels } from './npy/pixels.ts'
import { whiteOf } from './npy/valueRange.ts'
import { type PackedScenes, packScenes } from './dataset.ts'
import { drawSetClip, drawSetFrame } from './presets/presets.ts'
import { clipBytes } from './recipe.ts'
import { makeStrip } from './strip.ts'

export interface RangeInput {
  recipe: ClipRecipe
  from: number
  /** Exclusive. */
  to: number
}

export interface IndicesInput {
  recipe: ClipRecipe
  indices: readonly number[]
}

export const tasks = {
  'synthesis.scenes': async ({ recipe, from, to }: RangeInput, work: Work): Promise<PackedScenes> => {
    await stopIfCancelled(work)
    return packScenes(recipe, from, to)
  },

  /** [height, frames · width, 3] uint8 of the frames that a strip shows; the longer side of each is `size`. */
  'synthesis.strip': async (input: { recipe: ClipRecipe; index: number; size: number }, work: Work) => {
    await stopIfCancelled(work)
    const { recipe, index, size } = input
    return makeStrip(recipe, index, size)
  },

  /** [height, width, 3] uint8. */
  'synthesis.frame': async (input: { recipe: ClipRecipe; index: number; frame: number }, work: Work) => {
    await stopIfCancelled(work)
    return drawSetFrame(input.recipe, input.index, input.frame)
  },

  /** [indices, frames, height, width, 3] uint8. */
  'synthesis.clips': async ({ recipe, indices }: IndicesInput, work: Work): Promise<Uint8Array> => {
    const bytes = clipBytes(recipe)
    const clips = new Uint8Array(bytes * indices.length)
    await eachClip(recipe, indices, work, (index, i) =>
      drawSetClip(recipe, index, clips.subarray(i * bytes, (i + 1) * bytes)),
    )
    return clips
  },

  'synthesis.facts': async ({ recipe, indices }: IndicesInput, work: Work): Promise<ClipFacts[]> => {
    const factsOf = clipFacts(recipe)
    const facts: ClipFacts[] = []
    await eachClip(recipe, indices, work, (index) => facts.push(factsOf(index)))
    return facts
  },

  /** Crops of the boxes of clips into their file. */
  'synthesis.crops': async ({ recipe, file, side, clips }: ClipCropsInput, work: Work): Promise<void> => {
    const places = new CropPlaces(file)
    try {
      for (const clip of clips) {
        await stopIfCancelled(work)
        cutClipCrops(recipe, clip, side, places)
      }
    } finally {
      places.close()
    }
  },

  'synthesis.writePixels': writePixels,
  'synthesis.comparePixels': comparePixels,
  'synthesis.whiteOf': async (recipe: FileRecipe, work: Work): Promise<number> => {
    await stopIfCancelled(work)
    return whiteOf(recipe)
  },

  /** Bright pixels a frame of each clip: float64 [indices]. */
  'synthesis.brightPixels': async ({ recipe, indices }: IndicesInput, work: Work): Promise<Float64Array> => {
    const counts = new Float64Array(indices.length)
    const count = countBright(recipe)
    await eachClip(recipe, indices, work, (index, i) => {
      counts[i] = count(index)
    })
    return counts
  },
}

async function eachClip(
  recipe: ClipRecipe,
  indices: readonly number[],
  work: Work,
  draw: (index: number, i: number) => unknown,
): Promise<void> {
  // A cancellation waits for this much drawing at most: a few hundredths of a second.
  const between = Math.max(1, Math.floor(30_000_000 / clipBytes(recipe)))
  for (const [i, index] of indices.entries()) {
    if (i % between === 0) {
      await stopIfCancelled(work)
      work.progress({ phase: 'drawing', done: i, total: indices.length, unit: 'clips' })
    }
    draw(index, i)
  }
  await stopIfCancelled(work)
}

/** Lets the message arrive that would cancel the work. */
async function stopIfCancelled({ signal }: Work): Promise<void> {
  await setImmediate()
  if (signal.aborted)
    throw new TracksieveError('CANCELLED', 'Cancelled.', 'Start it again when you like.', true)
}
