/** Frames of a clip side by side at another size, for thumbnails that play. */
import { type ClipRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { stripFrames } from '../../../shared/media.ts'
import type { PictureSize } from './camera.ts'
import { sketchFrames } from './presets/presets.ts'

/** A frame whose longer side is `size`, in the shape's proportions. */
export function scaledTo({ width, height }: PictureSize, size: number): PictureSize {
  const scale = size / Math.max(width, height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** The frames that `stripFrames` names, [h, frames · w, 3] uint8, drawn one after the other. */
export function makeStrip(recipe: ClipRecipe, index: number, size: number): Uint8Array {
  const frames = stripFrames(recipe.frames)
  const { width, height } = scaledTo(shapeOf(recipe), size)
  const [across, row] = [frames.length * width * 3, width * 3]
  const strip = new Uint8Array(height * across)
  let left = 0
  for (const picture of sketchFrames(recipe, index, frames, { width, height })) {
    for (let y = 0; y < height; y += 1) strip.set(picture.subarray(y * row, (y + 1) * row), y * across + left)
    left += row
  }
  return strip
}
