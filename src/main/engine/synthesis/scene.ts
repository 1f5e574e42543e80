/** What is in a classic clip: its objects, where they are in every frame, and what a detector makes of them. */
import { type ClassicRecipe, pathFamilies, viewsOfAll } from '../../../shared/contract/clipRecipe.ts'
import type { ClipKind, TrackClass } from '../../../shared/words.ts'
import { createRandom, type Random } from '../base/random.ts'
import type { View } from './camera.ts'
import { backgroundClutter, clutterRadius, placedClutter } from './clutter.ts'
import { makePath } from './paths.ts'
import { kindOfIndex } from './recipe.ts'
import { pixelUnit, type SceneObject } from './sceneObject.ts'
import { lookAt, type Sight } from './sight.ts'
import { type DetectedTrack, detectTracks } from './tracks.ts'

/** One view of the scene; `all` has four. */
export interface Pane {
  view: View
  /** Where the camera of each frame sees the objects. */
  sight: Sight
  /** In the order in which they are drawn, as large as this view shows them. */
  objects: SceneObject[]
}

export interface ClipScene {
  index: number
  kind: ClipKind
  frames: number
  /** Of one pane, in pixels. */
  width: number
  height: number
  trailHalfWidth: number
  panes: Pane[]
  /** Of all panes, in pixels of the whole picture. */
  tracks: DetectedTrack[]
}

/** The scene of clip `index`; draws nothing. Throws VALIDATION for an impossible recipe, NOT_FOUND past its end. */
export function clipScene(recipe: ClassicRecipe, index: number): ClipScene {
  const planned = kindOfIndex(recipe, index)
  const random = createRandom(recipe.seed, index, 'scene')
  const size = { width: recipe.width ?? recipe.size, height: recipe.size }
  const side = Math.min(size.width, size.height)
  const objects: SceneObject[] = []
  if (planned === 'noise' || planned === 'mixed') {
    objects.push(...backgroundClutter(recipe, random))
    objects.push(...placedClutter(recipe, index))
  }
  if (planned === 'persistent' || planned === 'mixed')
    objects.push(persistentObject(recipe, pointRadius(recipe.pointSize, side), random))
  if (planned === 'brief' || planned === 'mixed')
    objects.push(...briefObjects(recipe, pointRadius(recipe.pointSize, side), random))
  const views: readonly View[] = recipe.view === 'all' ? viewsOfAll : [recipe.view]
  const panes = views.map((view): Pane => {
    const shown = objects.map((object) =>
      object.extent === undefined ? object : { ...object, radius: clutterRadius(view, object.extent, side) },
    )
    return { view, sight: lookAt(view, size, recipe.frames, shown), objects: shown }
  })
  const tracks = detectTracks(recipe, index, panes, size)
  const trailHalfWidth = (recipe.lineWidth / 2) * (100 / 72) * pixelUnit(side)
  return { index, kind: kindOfTracks(tracks), frames: recipe.frames, ...size, trailHalfWidth, panes, tracks }
}

/** `mixed` holds a persistent track and another; what only passes or stands is `brief` where one track is brief. */
export function kindOfTracks(tracks: readonly { truth: TrackClass }[]): ClipKind {
  const has = (truth: TrackClass) => tracks.some((track) => track.truth === truth)
  if (has('persistent')) return has('brief') || has('noise') ? 'mixed' : 'persistent'
  return has('brief') ? 'brief' : 'noise'
}

/** A marker of `area` square points at 100 dots an inch. */
const pointRadius = (area: number, side: number): number =>
  (Math.sqrt(area) / 2) * (100 / 72) * pixelUnit(side)

/** In the order of `pathFamilies`, whatever order they were given in: the same choice gives the same bytes. */
const familiesOf = (recipe: ClassicRecipe) =>
  pathFamilies.filter((family) => recipe.families.includes(family))

function persistentObject(recipe: ClassicRecipe, radius: number, random: Random): SceneObject {
  const family = random.pick(familiesOf(recipe))
  const path = makePath(family, recipe.frames, random)
  return { label: 'persistent', shape: 'circle', grey: 0, radius, first: 0, end: recipe.frames, path, family }
}

/** One to three, each a piece of 1–3 frames of a path like those that persistent objects take. */
function briefObjects(recipe: ClassicRecipe, radius: number, random: Random): SceneObject[] {
  const { frames } = recipe
  return Array.from({ length: 1 + random.integer(3) }, () => {
    const life = 1 + random.integer(3)
    const first = random.integer(frames - life + 1)
    const whole = makePath(random.pick(familiesOf(recipe)), frames, random)
    const from = random.integer(frames - life + 1) * 3
    const path = whole.slice(from, from + life * 3)
    return { label: 'brief', shape: 'circle', grey: 0, radius, first, end: first + life, path }
  })
}
