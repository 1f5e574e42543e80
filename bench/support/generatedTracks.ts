/** Tracks of the preset `tracker`, as learning takes them. */
import type { TableTrack } from '../../src/main/engine/learning/trackTable.ts'
import { setScene } from '../../src/main/engine/synthesis/presets/presets.ts'
import { GenerateRecipe, shapeOf } from '../../src/shared/contract/clipRecipe.ts'

/** `video` counts the scenes. */
export function generatedTracks(scenes: number, seed = 42): TableTrack[] {
  const recipe = GenerateRecipe.parse({ preset: 'tracker', count: scenes, seed })
  const { width, height } = shapeOf(recipe)
  return Array.from({ length: scenes }, (_, video) =>
    setScene(recipe, video).tracks.map(
      ({ number, truth, detections }): TableTrack => ({
        id: video * 10_000 + number,
        video,
        frame: { width, height },
        detections,
        label: truth,
      }),
    ),
  ).flat()
}
