/** What media needs of the feature that draws clips; passed in where the engine is wired. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'

export interface ClipSource {
  /** What the id of a preview stands for; undefined when it was forgotten. */
  preview(id: string): { recipe: GenerateRecipe; index: number } | undefined
  /** [frames, size, size, 3] uint8. */
  clip(recipe: GenerateRecipe, index: number, signal?: AbortSignal): Promise<Uint8Array>
  /** [size, size, 3] uint8. */
  frame(recipe: GenerateRecipe, index: number, frame: number, signal?: AbortSignal): Promise<Uint8Array>
  /** All frames side by side, `size` pixels each: [size, frames · size, 3] uint8. */
  strip(recipe: GenerateRecipe, index: number, size: number, signal?: AbortSignal): Promise<Uint8Array>
}
