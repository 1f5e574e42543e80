/**
 * What a detector and a tracker would give of the objects, in this set without faults: one track an object.
 * Assumptions of our own: boxes 1.5–2.5 pixels beyond the object on every side and up to half a pixel off; scores
 * around U(.85, .99) for persistent, U(.5, .8) for brief, U(.3, .6) for noise, each box with a deviation of .05.
 */
import type { PathFamily } from '../../../shared/contract/clipRecipe.ts'
import type { TrackClass } from '../../../shared/words.ts'
import type { Detections } from '../base/detections.ts'
import { createRandom, type Random, shuffle } from '../base/random.ts'
import type { PictureSize, Pixel } from './camera.ts'
import { isThere, type Placed, type Sight } from './sight.ts'

export interface DetectedTrack {
  /** 1 … n, unique in its clip, in order of appearance. */
  number: number
  truth: TrackClass
  /** What kind of thing it is, where the preset knows: the family of its path. */
  class?: string | undefined
  detections: Detections
}

const scores: Record<TrackClass, [low: number, high: number]> = {
  persistent: [0.85, 0.99],
  brief: [0.5, 0.8],
  noise: [0.3, 0.6],
}

type Detected = Placed & {
  label: TrackClass
  radius: number
  radiusAt?(frame: number): number
  family?: PathFamily
}

/** A view of the scene, beside the one before it. */
interface DetectedPane {
  sight: Sight
  objects: readonly Detected[]
}

/** One track an object and pane; objects whose centre no frame shows have none. */
export function detectTracks(
  recipe: { seed: number; frames: number },
  index: number,
  panes: readonly DetectedPane[],
  size: PictureSize,
): DetectedTrack[] {
  const random = createRandom(recipe.seed, index, 'detections')
  // Shuffled before sorting: the numbers of objects that appear together must not tell their labels.
  const seen = panes.flatMap(({ sight, objects }, pane) =>
    objects.map((object) => ({ object, sight, left: pane * size.width })),
  )
  return shuffle(seen, random)
    .sort((one, other) => one.object.first - other.object.first)
    .map(({ object, sight, left }) => ({
      truth: object.label,
      ...(object.family && { class: object.family }),
      detections: detect(recipe.frames, object, sight, size, left, random),
    }))
    .filter(({ detections }) => detections.length > 0)
    .map((track, i) => ({ number: i + 1, ...track }))
}

/** `left`: where the pane begins in the whole picture. */
function detect(
  frames: number,
  object: Detected,
  sight: Sight,
  size: PictureSize,
  left: number,
  random: Random,
): Detections {
  const rows: number[] = []
  const usual = random.between(...scores[object.label])
  for (let frame = 0; frame < frames; frame += 1) {
    if (!isThere(object, frame)) continue
    const centre = sight.pixel(object, frame)
    const [x, y, w, h] = boxAround(centre, object.radiusAt?.(frame) ?? object.radius, size, random)
    const score = Math.min(0.995, Math.max(0.05, usual + 0.05 * random.normal()))
    if (centre.x >= 0 && centre.x < size.width && centre.y >= 0 && centre.y < size.height)
      rows.push(frame, left + x, y, w, h, score)
  }
  return Float32Array.from(rows)
}

/** x, y, w, h in pixels, cut at the picture's edges. */
function boxAround(
  centre: Pixel,
  radius: number,
  { width, height }: PictureSize,
  random: Random,
): [number, number, number, number] {
  const unit = Math.max(1, Math.min(width, height) / 128)
  const half = radius + unit * random.between(1.5, 2.5)
  const [x, y] = [centre.x + unit * random.between(-0.5, 0.5), centre.y + unit * random.between(-0.5, 0.5)]
  const [left, top] = [Math.max(0, x - half), Math.max(0, y - half)]
  return [left, top, Math.min(width, x + half) - left, Math.min(height, y + half) - top]
}
