/** What media needs of the feature that draws clips; passed in where the engine is wired. */
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import type { Squares } from '../base/cropFile.ts'

export interface ClipSource {
  /** What the id of a preview stands for; undefined when it was forgotten. */
  preview(id: string): { recipe: ClipRecipe; index: number } | undefined
  /** [frames, height, width, 3] uint8. */
  clip(recipe: ClipRecipe, index: number, signal?: AbortSignal): Promise<Uint8Array>
  /** [height, width, 3] uint8. */
  frame(recipe: ClipRecipe, index: number, frame: number, signal?: AbortSignal): Promise<Uint8Array>
  /** All frames side by side, the longer side of each `size` pixels: [height, frames · width, 3] uint8. */
  strip(recipe: ClipRecipe, index: number, size: number, signal?: AbortSignal): Promise<Uint8Array>
}

/** `first`: number of a clip's first crop in the unfinished `file`. */
export interface ClipCropOrder {
  recipe: ClipRecipe
  file: string
  side: number
  clips: { index: number; first: number; squares: Squares }[]
}
