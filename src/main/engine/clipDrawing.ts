/** How media gets the pixels of clips: from synthesis, in worker threads. */
import type { ClipRecipe } from '../../shared/contract/clipRecipe.ts'
import { quietWork, type Work } from './base/work.ts'
import type { Workers } from './jobs/types.ts'
import type { ClipCropsInput } from './synthesis/cutCrops.ts'
import type { Previews } from './synthesis/previews.ts'

export function clipDrawing(workers: Workers, previews: Previews) {
  const draw = (task: string, input: object, signal?: AbortSignal) =>
    workers.run<Uint8Array>('draw', `synthesis.${task}`, input, quietWork(signal))
  return {
    preview: (id: string) => previews.get(id),
    clip: (recipe: ClipRecipe, index: number, signal?: AbortSignal) =>
      draw('clips', { recipe, indices: [index] }, signal),
    frame: (recipe: ClipRecipe, index: number, frame: number, signal?: AbortSignal) =>
      draw('frame', { recipe, index, frame }, signal),
    strip: (recipe: ClipRecipe, index: number, size: number, signal?: AbortSignal) =>
      draw('strip', { recipe, index, size }, signal),
    crops: (order: ClipCropsInput, work: Work) => workers.run<void>('draw', 'synthesis.crops', order, work),
  }
}
