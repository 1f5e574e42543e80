/** Tracks of the preset `tracker` (or `realistic`), as learning takes them. */
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'
import { setScene } from '../../src/main/engine/synthesis/presets/presets.ts'
import { GenerateRecipe, shapeOf } from '../../src/shared/contract/clipRecipe.ts'

export type Detector = 'sharp' | 'ordinary' | 'weak' | 'cleaned'

/** `video` counts the scenes. `detector`: the same for all scenes; absent = each scene has its own. */
export function generatedTracks(
  scenes: number,
  seed = 42,
  detector?: Detector,
  preset: 'tracker' | 'realistic' = 'tracker',
): TableTrack[] {
  const own = preset === 'tracker' ? { detector } : {}
  const recipe = GenerateRecipe.parse({ preset, count: scenes, seed, ...own })
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
