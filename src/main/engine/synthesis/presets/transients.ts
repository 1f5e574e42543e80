/** Clean clips of one white object on black, and red discs that pass in 1–3 frames. Nearer objects are larger. */
import type { TransientsRecipe } from '../../../../shared/contract/clipRecipe.ts'
import type { TrackClass } from '../../../../shared/words.ts'
import { countBoxes } from '../../base/detections.ts'
import { createRandom, type Random } from '../../base/random.ts'
import { makePath, type Path } from '../paths.ts'
import { type Colour, discDistance, fill, pixelsAround, wholePicture } from '../raster.ts'
import { frameBytes, refuseIndex, refuseSize, shuffledPlace } from '../recipe.ts'
import { kindOfTracks } from '../scene.ts'
import { isThere, lookAt, type Placed } from '../sight.ts'
import { detectTracks } from '../tracks.ts'
import { estimatedKinds } from './estimatedKinds.ts'
import type { Preset } from './preset.ts'

const usualCount = 10_000
/** A quarter of the clips each: line, circle, helix, parabola. */
export const families = ['line', 'circle', 'helix', 'parabola'] as const
const colours: Record<TrackClass, Colour> = {
  persistent: [255, 255, 255],
  brief: [230, 77, 77],
  noise: [230, 77, 77],
}

interface Disc extends Placed {
  label: TrackClass
  radius: number
  radiusAt(frame: number): number
  family?: (typeof families)[number]
}

function discs(recipe: TransientsRecipe, index: number): Disc[] {
  const { frames, seed, transients } = recipe
  const total = transientsPreset.clips(recipe)
  refuseIndex(total, index)
  const random = createRandom(seed, index, 'transients')
  const family = families[shuffledPlace(index, total, seed) % families.length]!
  const whole = { ...disc(recipe, 'persistent', 0, makePath(family, frames, random)), family }
  const passing = transients[0] + random.integer(transients[1] - transients[0] + 1)
  return [whole, ...Array.from({ length: passing }, () => passingDisc(recipe, random))]
}

function passingDisc(recipe: TransientsRecipe, random: Random): Disc {
  const { frames } = recipe
  const life = 1 + random.integer(3)
  const first = random.integer(frames - life + 1)
  const whole = makePath(random.pick(families), frames, random)
  const from = random.integer(frames - life + 1) * 3
  return disc(recipe, 'brief', first, whole.slice(from, from + life * 3))
}

/** Depth is z, 0 … 1. */
function disc({ size }: TransientsRecipe, label: TrackClass, first: number, path: Path): Disc {
  const radiusAt = (frame: number): number =>
    Math.max(2 * (size / 64), 0.05 * size * (0.5 + path[(path.length === 3 ? 0 : frame - first) * 3 + 2]!))
  return { label, first, end: first + path.length / 3, path, radius: radiusAt(first), radiusAt }
}

const pictureOf = ({ size }: TransientsRecipe) => ({ width: size, height: size })
const sightOf = (recipe: TransientsRecipe, objects: readonly Disc[]) =>
  lookAt('xy', pictureOf(recipe), recipe.frames, objects)

function drawDiscs(recipe: TransientsRecipe, objects: readonly Disc[], frame: number, picture: Uint8Array) {
  picture.fill(0)
  const sight = sightOf(recipe, objects)
  for (const object of objects) {
    if (!isThere(object, frame)) continue
    const { x, y } = sight.pixel(object, frame)
    const radius = object.radiusAt(frame)
    const area = pixelsAround(x, y, radius, wholePicture(pictureOf(recipe)))
    fill(picture, recipe.size, area, colours[object.label], 1, discDistance(x, y, radius))
  }
  return picture
}

export const transientsPreset: Preset<TransientsRecipe> = {
  clips(recipe) {
    const clips = recipe.count ?? usualCount
    refuseSize(recipe, clips)
    return clips
  },
  kinds: (recipe) => estimatedKinds(transientsPreset, recipe),
  kindOf: (recipe, index) => kindOfTracks(discs(recipe, index).map(({ label }) => ({ truth: label }))),
  scene(recipe, index) {
    const objects = discs(recipe, index)
    const sight = sightOf(recipe, objects)
    const tracks = detectTracks(recipe, index, [{ sight, objects }], pictureOf(recipe))
    const boxes = tracks.reduce((sum, { detections }) => sum + countBoxes(detections), 0)
    const lives = objects.reduce((sum, { first, end }) => sum + end - first, 0)
    // Paths keep a margin to the cube's sides: what is outside would be a fault of the generator.
    return { index, kind: kindOfTracks(tracks), tracks, outside: boxes === lives ? 0 : 1 }
  },
  draw(recipe, index, into) {
    const objects = discs(recipe, index)
    const bytes = frameBytes(recipe)
    for (let frame = 0; frame < recipe.frames; frame += 1)
      drawDiscs(recipe, objects, frame, into.subarray(frame * bytes, (frame + 1) * bytes))
  },
  *pictures(recipe, index, frames) {
    const objects = discs(recipe, index)
    const picture = new Uint8Array(frameBytes(recipe))
    for (const frame of frames) yield drawDiscs(recipe, objects, frame, picture)
  },
  size(recipe) {
    const clips = transientsPreset.clips(recipe)
    const passing = (recipe.transients[0] + recipe.transients[1]) / 2
    return { tracks: clips * (1 + passing), boxes: clips * (recipe.frames + 2 * passing) }
  },
}
