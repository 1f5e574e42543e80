/** Tracks of the preset `tracker`, as learning takes them. */
import type { TableTrack } from '../../src/main/engine/learning/trackTable.ts'
import { makeWorld, trackWorld } from '../../src/main/engine/synthesis/tracker/scene.ts'

/** `video` counts the scenes. */
export function generatedTracks(scenes: number, seed = 42): TableTrack[] {
  const frame = { width: 480, height: 270 }
  const order = { seed, frames: 100, ...frame, clutter: 1 }
  return Array.from({ length: scenes }, (_, video) => {
    const tracks = trackWorld(makeWorld(order, video, video % 12 === 11 ? 'noise' : 'mixed'), order, video)
    return tracks.map(
      ({ number, truth, detections }): TableTrack => ({
        id: video * 10_000 + number,
        video,
        frame,
        detections,
        label: truth,
      }),
    )
  }).flat()
}
