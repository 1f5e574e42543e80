/** What the float values of a set lie between: 0–1 as published, or 0–255. */
import fs from 'node:fs'
import type { FileRecipe } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { clipBytes, frameBytes } from '../recipe.ts'

const mostLookedAt = 2000

/** The value of white, from the middle frame of up to 2,000 clips. Throws UNSUPPORTED_MEDIA for what are no pixels. */
export function whiteOf(recipe: FileRecipe): number {
  if (recipe.type === 'uint8') return 255
  const step = Math.max(1, Math.ceil(recipe.clips / mostLookedAt))
  const values = new Float32Array(frameBytes(recipe))
  const middle = Math.floor(recipe.frames / 2) * frameBytes(recipe)
  let most = 0
  const handle = fs.openSync(recipe.path, 'r')
  try {
    for (let clip = 0; clip < recipe.clips; clip += step) {
      const place = recipe.offset + (clip * clipBytes(recipe) + middle) * 4
      fs.readSync(handle, new Uint8Array(values.buffer), 0, values.byteLength, place)
      for (const value of values) {
        if (!(value >= -1e-3 && value <= 255.001)) throw noPixels(clip, value)
        if (value > most) most = value
      }
    }
  } finally {
    fs.closeSync(handle)
  }
  return most <= 1.001 ? 1 : 255
}

const noPixels = (clip: number, value: number) =>
  new TracksieveError(
    'UNSUPPORTED_MEDIA',
    `videos.npy holds ${Number.isNaN(value) ? 'NaN' : value.toFixed(3)} in clip ${clip}; pixels are numbers from 0 to 1, or from 0 to 255.`,
    'Scale the values to 0–1 before saving them.',
  )
