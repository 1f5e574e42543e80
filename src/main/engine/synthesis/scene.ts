/** What is in a clip: its objects, where they are in every frame, and what a detector makes of them. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import type { ClipKind, TrackClass } from '../../../shared/words.ts'
import { createRandom, type Random } from '../base/random.ts'
import { makePath, type Path, pathFamilies } from './paths.ts'
import { kindOfIndex } from './recipe.ts'
import { type ClutterShape, clutterShapes } from './shapes.ts'
import { lookAt, type Sight } from './sight.ts'
import { type DetectedTrack, detectTracks } from './tracks.ts'

export interface SceneObject {
  label: TrackClass
  shape: ClutterShape
  /** Grey value of clutter; moving objects are red with a blue trail. */
  grey: number
  /** Half its extent in the picture, in pixels. */
  radius: number
  /** It is there in frames first … end − 1. */
  first: number
  end: number
  /** [(end − first) × 3] in the unit cube; [3] for what stands still. */
  path: Path
}

export interface ClipScene {
  index: number
  kind: ClipKind
  frames: number
  /** Side of the picture in pixels. */
  size: number
  /** In the order in which they are drawn. */
  objects: SceneObject[]
  /** Where the camera of each frame sees them. */
  sight: Sight
  tracks: DetectedTrack[]
}

/** The scene of clip `index`; draws nothing. Throws VALIDATION for an impossible recipe, NOT_FOUND past its end. */
export function clipScene(recipe: GenerateRecipe, index: number): ClipScene {
  const planned = kindOfIndex(recipe, index)
  const random = createRandom(recipe.seed, index, 'scene')
  const objects: SceneObject[] = []
  if (planned === 'noise' || planned === 'mixed') objects.push(...clutter(recipe, random))
  if (planned === 'persistent' || planned === 'mixed') objects.push(persistentObject(recipe, random))
  if (planned === 'brief' || planned === 'mixed') objects.push(...briefObjects(recipe, random))
  const sight = lookAt(recipe, objects)
  const tracks = detectTracks(recipe, index, objects, sight)
  return {
    index,
    kind: kindOfTracks(tracks),
    frames: recipe.frames,
    size: recipe.size,
    objects,
    sight,
    tracks,
  }
}

/** `mixed` holds a persistent track and another; what only passes or stands is `brief` where one track is brief. */
export function kindOfTracks(tracks: readonly { truth: TrackClass }[]): ClipKind {
  const has = (truth: TrackClass) => tracks.some((track) => track.truth === truth)
  if (has('persistent')) return has('brief') || has('noise') ? 'mixed' : 'persistent'
  return has('brief') ? 'brief' : 'noise'
}

/** Lengths of the published picture of 128 pixels grow with the picture. */
const pixelUnit = (size: number): number => size / 128

/** Points at 100 dots an inch: a marker of 50 square points, a line of 2. */
const pointRadius = (size: number): number => (Math.sqrt(50) / 2) * (100 / 72) * pixelUnit(size)
export const trailHalfWidth = (size: number): number => (2 / 2) * (100 / 72) * pixelUnit(size)

function persistentObject({ frames, size }: GenerateRecipe, random: Random): SceneObject {
  const path = makePath(random.pick(pathFamilies), frames, random)
  return {
    label: 'persistent',
    shape: 'circle',
    grey: 0,
    radius: pointRadius(size),
    first: 0,
    end: frames,
    path,
  }
}

/** One to three, each a piece of 1–3 frames of a path like those that persistent objects take. */
function briefObjects({ frames, size }: GenerateRecipe, random: Random): SceneObject[] {
  return Array.from({ length: 1 + random.integer(3) }, () => {
    const life = 1 + random.integer(3)
    const first = random.integer(frames - life + 1)
    const whole = makePath(random.pick(pathFamilies), frames, random)
    const from = random.integer(frames - life + 1) * 3
    const path = whole.slice(from, from + life * 3)
    return {
      label: 'brief',
      shape: 'circle',
      grey: 0,
      radius: pointRadius(size),
      first,
      end: first + life,
      path,
    }
  })
}

/** Twenty objects at density 1; at least one, else a noise clip would hold nothing. */
export const clutterCount = ({ clutter: density }: Pick<GenerateRecipe, 'clutter'>): number =>
  Math.max(1, Math.floor(density * 20 + 1e-9))

/** The published background clutter. */
function clutter(recipe: GenerateRecipe, random: Random): SceneObject[] {
  const { frames, size, view } = recipe
  const half = Math.floor(frames / 2)
  return Array.from({ length: clutterCount(recipe) }, () => {
    const path = Float64Array.from([
      random.between(0.05, 0.95),
      random.between(0.05, 0.95),
      random.between(0.05, 0.95),
    ])
    const shape = random.pick(clutterShapes)
    const grey = random.pick([80, 100, 120, 150])
    const extent = random.between(0.01, 0.03)
    const first = random.integer(half)
    const vanishes = half + random.integer(frames - half)
    const end = random.uniform() < 0.3 ? frames : vanishes
    return { label: 'noise', shape, grey, radius: clutterRadius(view, extent, size), first, end, path }
  })
}

/** In the flat views the extent is a share of the picture; in the 3-D views a marker of extent · 1000 square points. */
function clutterRadius(view: GenerateRecipe['view'], extent: number, size: number): number {
  if (view !== '3d_projection' && view !== '3d_refit') return extent * size
  return (Math.sqrt(extent * 1000) / 2) * (100 / 72) * pixelUnit(size)
}
