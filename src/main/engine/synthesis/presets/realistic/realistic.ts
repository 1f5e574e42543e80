/** 1280 × 720 scenes of discs that move, faults that flash, and the 64 × 64 crop of every box. */
import type { RealisticRecipe } from '../../../../../shared/contract/clipRecipe.ts'
import type { PictureSize } from '../../camera.ts'
import { frameBytes, refuse, refuseIndex, refuseSize } from '../../recipe.ts'
import { kindOfTracks } from '../../scene.ts'
import type { DetectedTrack } from '../../tracks.ts'
import { estimatedKinds } from '../estimatedKinds.ts'
import type { Preset } from '../preset.ts'
import { cropSide, drawPatch, groundGrey } from './patch.ts'
import { type RawTrack, rawTracks, sceneCounts } from './scene.ts'

const usualScenes = 1000
const columns = 6

/** Videos follow each other scene by scene, camera by camera. */
const placeOf = (recipe: RealisticRecipe, index: number) => ({
  scene: Math.floor(index / recipe.cameras),
  camera: index % recipe.cameras,
})

export const realistic: Preset<RealisticRecipe> = {
  clips(recipe) {
    const videos = (recipe.count ?? usualScenes) * recipe.cameras
    const { perScene } = recipe
    const most = perScene ? perScene.persistent + perScene.brief + perScene.noise : recipe.tracks[1]
    if (most === 0) throw refuse('The scenes would hold no track at all.', 'Give at least one track a scene.')
    refuseSize(recipe, videos)
    return videos
  },
  kinds: (recipe) => estimatedKinds(realistic, recipe),
  kindOf(recipe, index) {
    refuseIndex(realistic.clips(recipe), index)
    const { scene, camera } = placeOf(recipe, index)
    const { persistent, brief, noise } = sceneCounts(recipe, scene, camera)
    return persistent > 0 ? (brief + noise > 0 ? 'mixed' : 'persistent') : brief > 0 ? 'brief' : 'noise'
  },
  scene(recipe, index) {
    const raw = tracksOf(recipe, index)
    const tracks = raw.map((track) => seen(recipe, track)).filter(({ detections }) => detections.length > 0)
    const whole = raw.filter((track) => track.rows.length === seen(recipe, track).detections.length).length
    return { index, kind: kindOfTracks(tracks), tracks, outside: raw.length - whole }
  },
  draw(recipe, index, into) {
    const raw = tracksOf(recipe, index)
    const bytes = frameBytes(recipe)
    for (let frame = 0; frame < recipe.frames; frame += 1)
      drawScene(recipe, index, raw, frame, into.subarray(frame * bytes, (frame + 1) * bytes))
  },
  *pictures(recipe, index, frames) {
    const raw = tracksOf(recipe, index)
    const picture = new Uint8Array(frameBytes(recipe))
    for (const frame of frames) {
      drawScene(recipe, index, raw, frame, picture)
      yield picture
    }
  },
  *sketches(recipe, index, frames, size) {
    const raw = tracksOf(recipe, index)
    const picture = new Uint8Array(size.width * size.height * 3)
    for (const frame of frames) {
      drawScene(recipe, index, raw, frame, picture, size)
      yield picture
    }
  },
  size(recipe) {
    const videos = realistic.clips(recipe)
    const { perScene, tracks, shares, frames } = recipe
    const all = perScene ? perScene.persistent + perScene.brief + perScene.noise : (tracks[0] + tracks[1]) / 2
    const persistent = perScene ? perScene.persistent : all * shares.persistent
    const brief = perScene ? perScene.brief : all * shares.brief
    const boxes = persistent * frames * 0.67 + brief * 3.5 + (all - persistent - brief)
    return { tracks: videos * all, boxes: videos * boxes }
  },
}

function tracksOf(recipe: RealisticRecipe, index: number): RawTrack[] {
  refuseIndex(realistic.clips(recipe), index)
  const { scene, camera } = placeOf(recipe, index)
  return rawTracks(recipe, scene, camera)
}

/** Boxes whose centre is in the picture, cut at its edges. */
function seen({ width, height }: RealisticRecipe, { number, truth, rows }: RawTrack): DetectedTrack {
  const kept: number[] = []
  for (let at = 0; at < rows.length; at += columns) {
    const [frame, x, y, w, h, score] = rows.slice(at, at + columns) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const [middleX, middleY] = [x + w / 2, y + h / 2]
    if (middleX < 0 || middleX >= width || middleY < 0 || middleY >= height) continue
    const [left, top] = [Math.max(0, x), Math.max(0, y)]
    kept.push(frame, left, top, Math.min(width, x + w) - left, Math.min(height, y + h) - top, score)
  }
  return { number, truth, detections: Float32Array.from(kept) }
}

function drawScene(
  recipe: RealisticRecipe,
  index: number,
  tracks: readonly RawTrack[],
  frame: number,
  picture: Uint8Array,
  size: PictureSize = recipe,
): void {
  picture.fill(groundGrey)
  const scale = size.width / recipe.width
  const { scene, camera } = placeOf(recipe, index)
  for (const track of tracks) {
    const i = frame - track.rows[0]!
    if (i < 0 || i >= track.rows.length / columns) continue
    const [x, y, w, h] = [1, 2, 3, 4].map((column) => Math.round(track.rows[i * columns + column]! * scale))
    const patch = new Uint8Array(w! * h! * 3)
    drawPatch(track, [recipe.seed, scene, camera, track.number], i, patch, w!, h!)
    lay(patch, w!, h!, picture, size, x!, y!)
  }
}

/** Copies a patch into the picture, cut at its edges. */
function lay(
  patch: Uint8Array,
  w: number,
  h: number,
  picture: Uint8Array,
  { width, height }: PictureSize,
  x: number,
  y: number,
): void {
  const [left, right] = [Math.max(0, x), Math.min(width, x + w)]
  if (right <= left) return
  for (let row = Math.max(0, y); row < Math.min(height, y + h); row += 1) {
    const from = ((row - y) * w + left - x) * 3
    picture.set(patch.subarray(from, from + (right - left) * 3), (row * width + left) * 3)
  }
}

/** The crops of all boxes of one video, [boxes, 64, 64, 3] uint8, track by track as `scene` gives them. */
export function drawCrops(recipe: RealisticRecipe, index: number): { tracks: RawTrack[]; crops: Uint8Array } {
  const tracks = tracksOf(recipe, index)
  const { scene, camera } = placeOf(recipe, index)
  const bytes = cropSide * cropSide * 3
  const boxes = tracks.reduce((sum, { rows }) => sum + rows.length / columns, 0)
  const crops = new Uint8Array(boxes * bytes)
  let at = 0
  for (const track of tracks)
    for (let i = 0; i < track.rows.length / columns; i += 1, at += bytes)
      drawPatch(
        track,
        [recipe.seed, scene, camera, track.number],
        i,
        crops.subarray(at, at + bytes),
        cropSide,
        cropSide,
      )
  return { tracks, crops }
}
