/**
 * Scenes as one camera or a stereo pair sees them. Persistent tracks come from one 3-D object each, projected into every
 * camera; brief and noise tracks are faults of one camera, so each camera has its own. SI units, frames as time.
 */
import type { RealisticRecipe } from '../../../../../shared/contract/clipRecipe.ts'
import { classes, type TrackClass } from '../../../../../shared/words.ts'
import { createRandom, type Random } from '../../../base/random.ts'

/** One box a frame of its life, rows of [frame, x, y, w, h, score] in pixels; not yet cut at the picture's edges. */
export interface RawTrack {
  truth: TrackClass
  /** Unique over the cameras of a scene. */
  number: number
  /** Persistent tracks of one object have the same; null for a camera's own faults. */
  object: number | null
  rows: number[]
}

/** Metres in the world of camera 0's published matrix: it stands at (0, 0, −2.5), camera 1 at (−1, 0, −2.5). */
export interface SceneObject3d {
  first: number
  /** [frames × 3]: x, y, z of one frame after the other. */
  points: number[]
  /** Side of the object, in metres. */
  side: number
}

/** Focal length 1,000 pixels at a width of 1,280; principal point in the middle. */
export function projectInto(recipe: RealisticRecipe, camera: number, x: number, y: number, z: number) {
  const focal = (1000 * recipe.width) / 1280
  const depth = z + 2.5
  return {
    x: (focal * (x + camera)) / depth + recipe.width / 2,
    y: (focal * y) / depth + recipe.height / 2,
    scale: focal / depth,
  }
}

export function sceneCounts(
  recipe: RealisticRecipe,
  scene: number,
  camera: number,
): Record<TrackClass, number> {
  if (recipe.perScene) return recipe.perScene
  const [from, to] = recipe.tracks
  // Both cameras have the same persistent objects, and faults of their own.
  const shared = createRandom(recipe.seed, scene, 'counts')
  const total = from + shared.integer(to - from + 1)
  const { persistent } = recipe.shares
  const counts = { persistent: 0, brief: 0, noise: 0 }
  for (let i = 0; i < total; i += 1) if (shared.uniform() < persistent) counts.persistent += 1
  const own = createRandom(recipe.seed, scene, camera, 'fault counts')
  const brief = persistent < 1 ? recipe.shares.brief / (1 - persistent) : 0
  for (let i = counts.persistent; i < total; i += 1) counts[own.uniform() < brief ? 'brief' : 'noise'] += 1
  return counts
}

/** The 3-D objects of a scene, whatever camera looks. */
export function sceneObjects(recipe: RealisticRecipe, scene: number): SceneObject3d[] {
  const random = createRandom(recipe.seed, scene, 'objects')
  return Array.from({ length: sceneCounts(recipe, scene, 0).persistent }, () => makeObject(recipe, random))
}

function makeObject({ frames, width, height, cameras }: RealisticRecipe, random: Random): SceneObject3d {
  const focal = (1000 * width) / 1280
  const first = random.integer(Math.max(1, Math.floor(frames / 5)))
  const least = Math.max(4, Math.floor(frames * 0.4))
  const life = Math.min(frames - first, least + random.integer(frames - least + 1))
  let depth = random.between(5, 12)
  const unit = width / 1280
  const disparity = cameras === 2 ? focal / depth : 0
  const [u, v] = [
    random.between(100 * unit, width - 200 * unit - disparity),
    random.between(100 * unit, height - 200 * unit),
  ]
  const side = ((40 + random.integer(60)) * unit * depth) / focal
  let [x, y] = [((u - width / 2) * depth) / focal, ((v - height / 2) * depth) / focal]
  const speed = [random.between(-3, 3), random.between(-3, 3)].map(
    (pixels) => (pixels * unit * depth) / focal,
  )
  const approach = random.between(-0.02, 0.02)
  const wobble = (0.5 * unit * depth) / focal
  const points: number[] = []
  for (let i = 0; i < life; i += 1) {
    points.push(x, y, depth - 2.5)
    x += speed[0]! + wobble * random.normal()
    y += speed[1]! + wobble * random.normal()
    depth += approach
  }
  return { first, points, side }
}

/** Numbers run through all cameras of a scene. */
export function rawTracks(recipe: RealisticRecipe, scene: number, camera: number): RawTrack[] {
  const objects = sceneObjects(recipe, scene)
  const random = createRandom(recipe.seed, scene, camera, 'tracks')
  const counts = sceneCounts(recipe, scene, camera)
  const tracks = [
    ...objects.map((object, i) => persistentTrack(recipe, camera, object, i, random)),
    ...Array.from({ length: counts.brief }, () => briefTrack(recipe, random)),
    ...Array.from({ length: counts.noise }, () => noiseTrack(recipe, random)),
  ]
  const before =
    camera === 0 ? 0 : classes.reduce((sum, kind) => sum + sceneCounts(recipe, scene, 0)[kind], 0)
  return tracks
    .sort((one, other) => one.rows[0]! - other.rows[0]!)
    .map((track, i) => ({ ...track, number: before + i + 1 }))
}

type Unnumbered = Omit<RawTrack, 'number'>

function persistentTrack(
  recipe: RealisticRecipe,
  camera: number,
  { first, points, side }: SceneObject3d,
  object: number,
  random: Random,
): Unnumbered {
  const unit = recipe.width / 1280
  const rows: number[] = []
  for (let i = 0; i < points.length / 3; i += 1) {
    const seen = projectInto(recipe, camera, points[i * 3]!, points[i * 3 + 1]!, points[i * 3 + 2]!)
    const box = () => Math.max(20 * unit, side * seen.scale + 2 * unit * random.normal())
    const [w, h] = [box(), box()]
    const x = seen.x + recipe.jitter * random.normal() - w / 2
    const y = seen.y + recipe.jitter * random.normal() - h / 2
    rows.push(first + i, x, y, w, h, random.between(0.85, 0.99))
  }
  return { truth: 'persistent', object, rows }
}

function briefTrack({ frames, width, height }: RealisticRecipe, random: Random): Unnumbered {
  const unit = width / 1280
  const life = 2 + random.integer(4)
  const first = random.integer(Math.max(1, Math.min(Math.floor(frames * 0.8), frames - life + 1)))
  let [x, y] = [random.between(50 * unit, width - 150 * unit), random.between(50 * unit, height - 150 * unit)]
  const side = (20 + random.integer(40)) * unit
  const score = random.between(0.5, 0.8)
  const rows: number[] = []
  for (let i = 0; i < life; i += 1) {
    const box = () => Math.max(15 * unit, side + 5 * unit * random.normal())
    rows.push(first + i, x, y, box(), box(), Math.max(0.3, score * (1 - (0.15 * i) / life)))
    x += 5 * unit * random.normal()
    y += 5 * unit * random.normal()
  }
  return { truth: 'brief', object: null, rows }
}

function noiseTrack({ frames, width, height }: RealisticRecipe, random: Random): Unnumbered {
  const unit = width / 1280
  const first = random.integer(frames)
  const [x, y] = [random.between(0, width - 50 * unit), random.between(0, height - 50 * unit)]
  const side = (10 + random.integer(30)) * unit
  return { truth: 'noise', object: null, rows: [first, x, y, side, side, random.between(0.3, 0.6)] }
}
