/** The published set: one path a clip, its trail, clutter, detections of 1–3 frames. */
import type { ClassicRecipe } from '../../../../shared/contract/clipRecipe.ts'
import { type ClipKind, clipKinds } from '../../../../shared/words.ts'
import { countBoxes } from '../../base/detections.ts'
import { meanClutter } from '../clutter.ts'
import { clipPictures, drawClip } from '../draw.ts'
import { kindCounts, kindOfIndex, sum } from '../recipe.ts'
import { type ClipScene, clipScene } from '../scene.ts'
import type { Preset } from './preset.ts'

/** Share of the frames in which an object of clutter is there, on average: it follows from how its times are drawn. */
const clutterPresence = 0.585

export const classic: Preset<ClassicRecipe> = {
  clips: (recipe) => sum(kindCounts(recipe)),
  kinds: kindCounts,
  kindOf: kindOfIndex,
  scene(recipe, index) {
    const scene = clipScene(recipe, index)
    return { index, kind: scene.kind, tracks: scene.tracks, outside: outsideOf(scene) }
  },
  draw: (recipe, index, into) => void drawClip(recipe, index, into),
  pictures: clipPictures,
  size(recipe) {
    const kinds = kindCounts(recipe)
    const noise = {
      tracks: meanClutter(recipe),
      boxes: meanClutter(recipe) * recipe.frames * clutterPresence,
    }
    const one: Record<Exclude<ClipKind, 'mixed'>, { tracks: number; boxes: number }> = {
      persistent: { tracks: 1, boxes: recipe.frames },
      brief: { tracks: 2, boxes: 4 },
      noise,
    }
    const panes = recipe.view === 'all' ? 4 : 1
    const total = (what: 'tracks' | 'boxes') =>
      panes *
      clipKinds.reduce((all, kind) => {
        const each = kind === 'mixed' ? one.persistent[what] + one.brief[what] + noise[what] : one[kind][what]
        return all + kinds[kind] * each
      }, 0)
    return { tracks: total('tracks'), boxes: total('boxes') }
  },
}

/** Lives that lost boxes to the picture's edge: each object has a box in every frame in which its centre is seen. */
function outsideOf({ panes, tracks }: ClipScene): number {
  const lives = panes.flatMap(({ objects }) => objects.map(({ first, end }) => end - first))
  const whole = tracks.map(({ detections }) => countBoxes(detections)).sort((one, other) => other - one)
  lives.sort((one, other) => other - one)
  const missing = lives.length - whole.length
  return missing + whole.filter((boxes, i) => boxes < lives[i]!).length
}
