/** Clutter: the published random background, and objects that a recipe places or counts. All of it is noise. */
import { type ClassicRecipe, type ClutterObject, clutterShapes } from '../../../shared/contract/clipRecipe.ts'
import { createRandom, type Random } from '../base/random.ts'
import type { View } from './camera.ts'
import { makePath, type Path } from './paths.ts'
import { pixelUnit, type SceneObject } from './sceneObject.ts'

/** Twenty objects at density 1. */
const backgroundCount = ({ clutter }: Pick<ClassicRecipe, 'clutter'>): number =>
  Math.floor(clutter * 20 + 1e-9)

/** Objects of clutter in a clip that holds some, on average. */
export function meanClutter(recipe: ClassicRecipe): number {
  const { transientClutter, persistentClutter, objects } = recipe
  const middle = ([from, to]: readonly [number, number]) => (from + to) / 2
  const placed = middle(transientClutter) + middle(persistentClutter) + objects.length
  return Math.max(placed > 0 ? 0 : 1, backgroundCount(recipe)) + placed
}

/** At least one where the recipe asks for none at all, else a noise clip would hold nothing. */
export function backgroundClutter(recipe: ClassicRecipe, random: Random): SceneObject[] {
  const { frames } = recipe
  const half = Math.floor(frames / 2)
  const { transientClutter, persistentClutter, objects } = recipe
  const named = objects.filter(({ appears }) => appears < frames)
  const others = transientClutter[0] + persistentClutter[0] + named.length
  const length = Math.max(others > 0 ? 0 : 1, backgroundCount(recipe))
  return Array.from({ length }, () => {
    const path = randomPlace(random)
    const shape = random.pick(clutterShapes)
    const grey = random.pick([80, 100, 120, 150])
    const extent = random.between(0.01, 0.03)
    const first = random.integer(half)
    const vanishes = half + random.integer(frames - half)
    const end = random.uniform() < 0.3 ? frames : vanishes
    return clutterObject({ shape, grey, extent, first, end, path })
  })
}

/** Those that the recipe counts (positions .2–.8, circles that come and go, squares that stay) and those it names. */
export function placedClutter(recipe: ClassicRecipe, index: number): SceneObject[] {
  const { frames, transientClutter, persistentClutter, objects } = recipe
  const random = createRandom(recipe.seed, index, 'clutter objects')
  const several = ([from, to]: readonly [number, number], make: () => SceneObject) =>
    Array.from({ length: from + random.integer(to - from + 1) }, make)
  const place = () =>
    Float64Array.from([random.between(0.2, 0.8), random.between(0.2, 0.8), random.between(0.3, 0.7)])
  const passing = several(transientClutter, () => {
    const [path, extent] = [place(), random.between(0.015, 0.025)]
    const first = random.integer(Math.max(1, Math.floor(frames * 0.4)))
    const least = Math.max(first + 1, Math.floor(frames * 0.4))
    const end = least + random.integer(frames - least)
    return clutterObject({ shape: 'circle', grey: 150, extent, first, end, path })
  })
  const staying = several(persistentClutter, () => {
    const [path, extent] = [place(), random.between(0.015, 0.025)]
    return clutterObject({ shape: 'square', grey: 100, extent, first: 0, end: frames, path })
  })
  return [...passing, ...staying, ...objects.flatMap((object) => namedObject(object, frames, random) ?? [])]
}

/** None when it would appear after the clip's end. */
function namedObject(object: ClutterObject, frames: number, random: Random): SceneObject | undefined {
  const { shape, grey, size: extent, appears: first } = object
  const end = Math.min(frames, object.vanishes ?? frames)
  const path = pathOf(object, end - first, random)
  return first < end ? clutterObject({ shape, grey, extent, first, end, path }) : undefined
}

function pathOf({ path, position }: ClutterObject, points: number, random: Random): Path {
  if (path === undefined) return position ? Float64Array.from(position) : randomPlace(random)
  if (typeof path === 'string') return makePath(path, Math.max(2, points), random)
  if (path.length === 1) return Float64Array.from(path[0]!)
  const last = path[path.length - 1]!
  return Float64Array.from(Array.from({ length: Math.max(2, points) }, (_, i) => path[i] ?? last).flat())
}

const randomPlace = (random: Random): Path =>
  Float64Array.from([random.between(0.05, 0.95), random.between(0.05, 0.95), random.between(0.05, 0.95)])

const clutterObject = (
  object: Pick<SceneObject, 'shape' | 'grey' | 'first' | 'end' | 'path'> & { extent: number },
): SceneObject => ({ label: 'noise', radius: 0, ...object })

/** In the flat views the extent is a share of the picture; in the 3-D views a marker of extent · 1000 square points. */
export function clutterRadius(view: View, extent: number, side: number): number {
  if (view !== '3d_projection' && view !== '3d_refit') return extent * side
  return (Math.sqrt(extent * 1000) / 2) * (100 / 72) * pixelUnit(side)
}
