/** Scenes of the preset `tracker` in a catalogue: what is stored, and that a training takes whole scenes apart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { splitVideos } from '../../src/main/engine/learning/data/split.ts'
import { setScene } from '../../src/main/engine/synthesis/presets/presets.ts'
import { GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { learningEngine } from '../support/learningEngine.ts'

const recipe = GenerateRecipe.parse({ preset: 'tracker', count: 8, frames: 40, fps: 25 })

describe('tracker scenes in a catalogue', () => {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, 'cpu')
  beforeAll(() => engine.generate(recipe))
  afterAll(async () => {
    await engine.close()
    remove()
  })

  it('are videos of their own size, with the tracks of their recipe', () => {
    const [source] = catalogue.sources.list()
    const videos = catalogue.videos.ofSource(source!.id)
    expect(videos.map(({ clipIndex }) => clipIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const { id, clipIndex, width, height, frames, fps } of videos) {
      expect([width, height, frames, fps]).toEqual([480, 270, 40, 25])
      const stored = catalogue.tracks.ofVideo(id).sort((one, other) => one.number - other.number)
      const made = setScene(recipe, clipIndex!).tracks
      expect(stored.map(({ number, label }) => [number, label])).toEqual(
        made.map(({ number, truth }) => [number, truth]),
      )
      expect(stored.map(({ detections }) => [...detections])).toEqual(
        made.map(({ detections }) => [...detections]),
      )
    }
  })

  it('are split scene by scene, with real and false tracks in every part', () => {
    const [source] = catalogue.sources.list()
    const videos = catalogue.videos.ofSource(source!.id)
    const tracks = videos.flatMap(({ id }) =>
      catalogue.tracks.ofVideo(id).map(({ label }) => ({ video: id, label: label! })),
    )
    const parts = splitVideos(tracks, 42)
    expect(parts.size).toBe(new Set(tracks.map(({ video }) => video)).size)
    for (const part of ['train', 'validation', 'test'] as const) {
      const own = tracks.filter(({ video }) => parts.get(video) === part)
      expect(own.some(({ label }) => label === 'persistent')).toBe(true)
      expect(own.some(({ label }) => label !== 'persistent')).toBe(true)
    }
  })
})
