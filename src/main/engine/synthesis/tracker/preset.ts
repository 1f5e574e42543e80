/** The preset `tracker`: each clip is a scene, with the tracks that a detector and a tracker made of it. */
import type { TrackerRecipe } from '../../../../shared/contract/trackerRecipe.ts'
import { createRandom } from '../../base/random.ts'
import type { Preset } from '../presets/preset.ts'
import { frameBytes, refuseIndex, refuseSize } from '../recipe.ts'
import { kindOfTracks } from '../scene.ts'
import { drawWorld, scaledWorld } from './draw.ts'
import { makeWorld, type SceneOrder, trackWorld, type World } from './scene.ts'

const usualCount = 150
/** The clutter of a recipe that stands for as many false sources as were measured. */
const measuredClutter = 0.5
/** Tracks and boxes in 100 frames with the measured clutter, mean of 300 scenes, of those with people for real tracks. */
const usual = { real: { tracks: 22, boxes: 380 }, false: { tracks: 18, boxes: 50 } }

const isEmpty = ({ seed, empty }: TrackerRecipe, index: number): boolean =>
  createRandom(seed, index, 'tracker kind').uniform() < empty

const orderOf = ({ clutter, ...rest }: TrackerRecipe): SceneOrder & { noise: number } => ({
  ...rest,
  clutter: clutter / measuredClutter,
})

function worldOf(recipe: TrackerRecipe, index: number): World {
  refuseIndex(tracker.clips(recipe), index)
  return makeWorld(orderOf(recipe), index, isEmpty(recipe, index))
}

export const tracker: Preset<TrackerRecipe> = {
  clips(recipe) {
    const clips = recipe.count ?? usualCount
    refuseSize(recipe, clips)
    return clips
  },
  /** As planned; a scene in which all went well, or nobody was found, turns out to be of another kind. */
  kinds(recipe) {
    const clips = tracker.clips(recipe)
    const noise = Math.round(clips * recipe.empty)
    return { persistent: 0, brief: 0, noise, mixed: clips - noise }
  },
  kindOf: (recipe, index) => tracker.scene(recipe, index).kind,
  scene(recipe, index) {
    const world = worldOf(recipe, index)
    const tracks = trackWorld(world, orderOf(recipe), index)
    return { index, kind: kindOfTracks(tracks), tracks, outside: leaving(world) }
  },
  draw(recipe, index, into) {
    const world = worldOf(recipe, index)
    const bytes = frameBytes(recipe)
    for (let frame = 0; frame < recipe.frames; frame += 1)
      drawWorld(world, orderOf(recipe), index, frame, into.subarray(frame * bytes, (frame + 1) * bytes))
  },
  *pictures(recipe, index, frames) {
    const [world, order] = [worldOf(recipe, index), orderOf(recipe)]
    const picture = new Uint8Array(frameBytes(recipe))
    for (const frame of frames) {
      drawWorld(world, order, index, frame, picture)
      yield picture
    }
  },
  *sketches(recipe, index, frames, size) {
    const small = scaledWorld(worldOf(recipe, index), size.width / recipe.width)
    const order = { ...orderOf(recipe), ...size }
    const picture = new Uint8Array(size.width * size.height * 3)
    for (const frame of frames) {
      drawWorld(small, order, index, frame, picture)
      yield picture
    }
  },
  size(recipe) {
    const scenes = (tracker.clips(recipe) * recipe.frames) / 100
    const clutter = recipe.clutter / measuredClutter
    const total = (what: 'tracks' | 'boxes') =>
      Math.round(scenes * (usual.real[what] * (1 - recipe.empty) + usual.false[what] * clutter))
    return { tracks: total('tracks'), boxes: total('boxes') }
  },
}

/** People who are beyond the picture's edge, by their middle, in a frame. */
function leaving({ persons, camera: { width, height } }: World): number {
  return persons.filter(({ boxes }) =>
    boxes.some((box) => {
      if (!box) return true
      const [x, y] = [box.x + box.w / 2, box.y + box.h / 2]
      return x < 0 || y < 0 || x >= width || y >= height
    }),
  ).length
}
