/** For tests that have nothing to do with pixels. */
import type { CropNeeds } from '../../src/main/engine/learning/pixels/cropCache.ts'

export const noPixels: CropNeeds = {
  pixelsOf: async () => null,
  cut: async () => {
    throw new Error('nothing is to be cut here')
  },
}
