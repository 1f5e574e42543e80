/** What a preset has to answer of its recipes. Beside this file stand those that there are. */
import type { ClipKind } from '../../../../shared/words.ts'
import type { PictureSize } from '../camera.ts'
import type { KindCounts } from '../recipe.ts'
import type { DetectedTrack } from '../tracks.ts'

/** One video of a set as its detector and tracker tell it. */
export interface SetScene {
  index: number
  kind: ClipKind
  tracks: DetectedTrack[]
  /** Objects that are beyond the picture's edge, by their centre, in at least one frame of their life. */
  outside: number
}

export interface Preset<Recipe> {
  /** Throws VALIDATION for a recipe that cannot be made. */
  clips(recipe: Recipe): number
  /** Exact where the recipe plans it, else estimated from the first clips. */
  kinds(recipe: Recipe): KindCounts
  kindOf(recipe: Recipe, index: number): ClipKind
  scene(recipe: Recipe, index: number): SetScene
  /** All frames, [frames, height, width, 3], into a buffer of that length, whatever was in it. */
  draw(recipe: Recipe, index: number, into: Uint8Array): void
  /** Some frames, ascending, each [height, width, 3] with the same bytes as in the clip; the next overwrites the last. */
  pictures(recipe: Recipe, index: number, frames: readonly number[]): Generator<Uint8Array>
  /** The same drawn small, [size.height, size.width, 3], to be looked at; absent = whole pictures are to be scaled. */
  sketches?(
    recipe: Recipe,
    index: number,
    frames: readonly number[],
    size: PictureSize,
  ): Generator<Uint8Array>
  /** Tracks and boxes of the whole set, estimated. */
  size(recipe: Recipe): { tracks: number; boxes: number }
}
